//! Errors on the wire: one stable code each, never a bare string.
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// The same call fails for ever.
    Never,
    /// The same call may pass later.
    Later,
    /// After the vault is unlocked or the person signed in.
    AfterUnlock,
    /// After a person changed something.
    AfterFix,
}

/// Declares the codes: variant, number, word, HTTP status, retry class, whether it is reported as our fault.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $word:literal, $status:literal, $retry:ident, $report:literal;)*) => {
        /// A stable error code. Numbers and words are never used again for something else.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ErrorCode {
            $($(#[$doc])* $name,)*
        }

        impl ErrorCode {
            /// Every code, in order of number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The number on the binary wire and in tables.
            #[must_use]
            pub const fn number(self) -> u16 {
                match self { $(Self::$name => $number,)* }
            }

            /// The code with this number.
            #[must_use]
            pub const fn from_number(number: u16) -> Option<Self> {
                match number { $($number => Some(Self::$name),)* _ => None }
            }

            /// The word in JSON, logs and on the command line. The Fluent message is `error-` and the word with dashes,
            /// its next step the attribute `.next` of that message.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The code with this word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }

            /// The HTTP status.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* }
            }

            /// Whether trying again can help.
            #[must_use]
            pub const fn retry(self) -> Retry {
                match self { $(Self::$name => Retry::$retry,)* }
            }

            /// Whether it is our bug or an attack: logged as an error, with an incident id.
            #[must_use]
            pub const fn report(self) -> bool {
                match self { $(Self::$name => $report,)* }
            }
        }
    };
}

codes! {
    // 1-99: anything.
    /// A bug of ours.
    Internal = 1, "internal", 500, Later, true;
    /// The bytes or fields are not what they should be.
    Malformed = 2, "malformed", 400, Never, true;
    /// Larger than a bound.
    TooLarge = 3, "too_large", 413, Never, false;
    /// A field has a value it cannot have; `args.field` names it.
    Invalid = 4, "invalid", 422, AfterFix, false;
    /// No such thing, or not for this person: the two are not told apart.
    NotFound = 5, "not_found", 404, Never, false;
    /// This person may not do this.
    Forbidden = 6, "forbidden", 403, Never, false;
    /// Too many calls.
    RateLimited = 7, "rate_limited", 429, Later, false;
    /// The server has too much to do.
    Overloaded = 8, "overloaded", 503, Later, false;
    /// The server's database does not answer.
    DatabaseDown = 9, "database_down", 503, Later, true;
    /// Something else was done at the same time; look and ask again.
    Conflict = 10, "conflict", 409, AfterFix, false;
    /// Took too long.
    Timeout = 11, "timeout", 504, Later, false;
    /// It was done before.
    AlreadyDone = 12, "already_done", 409, Never, false;
    /// The server needs a newer app.
    UpgradeRequired = 13, "upgrade_required", 426, AfterFix, false;
    /// The data was written by a newer version than this one.
    NewerVersion = 14, "newer_version", 409, AfterFix, false;
    /// A configuration value is wrong; `args.key` names it.
    Config = 15, "config", 500, AfterFix, false;
    /// Another process holds the data folder.
    InUse = 16, "in_use", 409, AfterFix, false;

    // 100-199: identity.
    /// No or an ended session.
    Unauthenticated = 100, "unauthenticated", 401, AfterUnlock, false;
    /// Name or password is wrong; which one is not told.
    BadCredentials = 101, "bad_credentials", 401, AfterFix, false;
    /// The password is too short or too easy.
    WeakPassword = 102, "weak_password", 422, AfterFix, false;
    /// The invitation is unknown or was used.
    InvitationInvalid = 103, "invitation_invalid", 404, Never, false;
    /// The invitation's time is over.
    InvitationExpired = 104, "invitation_expired", 410, AfterFix, false;
    /// The one-time set-up code is wrong or was used.
    SetupCodeInvalid = 105, "setup_code_invalid", 403, AfterFix, false;
    /// The login name is taken.
    LoginTaken = 106, "login_taken", 409, AfterFix, false;
    /// A refresh token was used twice: the whole family is dead.
    TokenReused = 107, "token_reused", 401, AfterUnlock, true;
    /// The device proof does not hold.
    BadProof = 108, "bad_proof", 401, Never, true;
    /// The person has too many devices.
    TooManyDevices = 109, "too_many_devices", 409, AfterFix, false;
    /// The person is no longer active.
    UserInactive = 110, "user_inactive", 403, Never, false;

    // 200-299: verdicts.
    /// Expands to more than it claims, or claims more than allowed.
    Bomb = 200, "bomb", 422, Never, true;
    /// The device is not enrolled here.
    UnknownDevice = 201, "unknown_device", 401, Never, true;
    /// The device was shut out; what it sent waits for review.
    DeviceRevoked = 202, "device_revoked", 403, Never, false;
    /// The signature does not hold.
    BadSig = 203, "bad_sig", 401, Never, true;
    /// The actor is not this device's.
    ActorMismatch = 204, "actor_mismatch", 422, Never, true;
    /// The device's chain has two ends: a copied vault.
    ChainFork = 205, "chain_fork", 409, Never, true;
    /// The document was erased.
    Erased = 206, "erased", 410, Never, false;
    /// The document has a newer epoch.
    EpochOld = 207, "epoch_old", 409, Later, false;
    /// Written with a newer schema than the server knows.
    SchemaTooNew = 208, "schema_too_new", 409, Later, false;
    /// Written with a schema too old to be accepted.
    SchemaTooOld = 209, "schema_too_old", 409, AfterFix, false;
    /// Made after the device's lease had ended.
    LeaseOver = 210, "lease_over", 403, AfterUnlock, false;
    /// Over the person's quota.
    Quota = 211, "quota", 429, AfterFix, false;
    /// No such document, or not for this person.
    ForbiddenDoc = 212, "forbidden_doc", 404, Never, false;
    /// A change it builds on is not here.
    MissingDep = 213, "missing_dep", 409, Later, false;
    /// A change it builds on was refused.
    DependsOnRejected = 214, "depends_on_rejected", 409, Later, false;
    /// Its sequence number is not the next one.
    SeqGap = 215, "seq_gap", 409, Later, true;
    /// Its operation counter is not the next one.
    Lamport = 216, "lamport", 422, Later, true;
    /// One sequence number with two contents.
    Equivocation = 217, "equivocation", 409, Never, true;
    /// This role may not write this field.
    ForbiddenPath = 218, "forbidden_path", 403, AfterFix, false;
    /// The document is signed; make an addendum.
    Finalised = 219, "finalised", 409, AfterFix, false;
    /// The server refused what was asked; `args.reason` says why.
    IntentRefused = 220, "intent_refused", 409, AfterFix, false;
    /// Asked for too late.
    Expired = 221, "expired", 410, AfterFix, false;
    /// The device's clock was wrong; accepted and flagged.
    ClockReview = 222, "clock_review", 202, Never, false;
    /// The document is under repair.
    FrozenDoc = 223, "frozen_doc", 503, Later, true;

    // 300-399: the device.
    /// The vault is locked.
    Locked = 300, "locked", 423, AfterUnlock, false;
    /// The window that asked may not do this.
    WrongWindow = 301, "wrong_window", 403, Never, true;
    /// No network, or the server does not answer.
    Offline = 302, "offline", 503, Later, false;
    /// The address is not a Satchel server.
    WrongAddress = 303, "wrong_address", 502, AfterFix, false;
    /// The server's key is not the one the invitation named.
    WrongServerKey = 304, "wrong_server_key", 502, AfterFix, true;
    /// The disk is full; what was typed is kept as a draft.
    StorageFull = 305, "storage_full", 507, AfterFix, false;
    /// The local store is damaged; it was kept aside.
    StoreCorrupt = 306, "store_corrupt", 500, AfterFix, true;
    /// The password does not open the vault.
    WrongPassword = 307, "wrong_password", 401, AfterFix, false;
    /// The vault's key slots are missing or damaged.
    SlotsMissing = 308, "slots_missing", 500, AfterFix, true;
    /// The value shown in the form no longer stands; `args.current` holds what does.
    Stale = 309, "stale", 409, AfterFix, false;
    /// A clinical rule stopped it; `args.rule` names it.
    Rule = 310, "rule", 422, AfterFix, false;
    /// Two values stand and a person has to choose first.
    NotAgreed = 311, "not_agreed", 409, AfterFix, false;
    /// The device's clock is far from the server's.
    ClockWrong = 312, "clock_wrong", 409, AfterFix, false;
    /// The system keychain has lost this vault's secret.
    KeychainLost = 313, "keychain_lost", 401, AfterFix, true;
    /// This device is enrolled already.
    AlreadyJoined = 314, "already_joined", 409, Never, false;
    /// This device is not enrolled yet.
    NotJoined = 315, "not_joined", 409, AfterFix, false;
    /// A disk error.
    Io = 316, "io", 500, Later, true;

    // 400-499: FHIR input.
    /// Not JSON; `args.place` says where.
    FhirNotJson = 400, "fhir_not_json", 422, AfterFix, false;
    /// JSON that is no FHIR resource.
    FhirNotResource = 401, "fhir_not_resource", 422, AfterFix, false;
    /// A FHIR version other than R4.
    FhirVersion = 402, "fhir_version", 422, AfterFix, false;
    /// A required element is missing or of the wrong shape.
    FhirShape = 403, "fhir_shape", 422, AfterFix, false;
    /// A patient is needed and none can be found.
    FhirNoPatient = 404, "fhir_no_patient", 422, AfterFix, false;
}

#[cfg(feature = "ts")]
impl ts_rs::TS for ErrorCode {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &ts_rs::Config) -> String {
        "ErrorCode".to_owned()
    }

    fn inline(_: &ts_rs::Config) -> String {
        let words: Vec<String> = Self::ALL.iter().map(|code| format!("\"{code}\"")).collect();
        words.join(" | ")
    }

    fn decl(cfg: &ts_rs::Config) -> String {
        format!("type ErrorCode = {};", Self::inline(cfg))
    }

    fn output_path() -> Option<std::path::PathBuf> {
        Some("ErrorCode.ts".into())
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let word = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        Self::from_word(&word).ok_or_else(|| serde::de::Error::custom("unknown error code"))
    }
}

impl std::fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}

/// An error as it crosses a wire. Holds no health data and no secret; `args` are names, numbers and field values that
/// the asking person sent or may see.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(
    feature = "ts",
    derive(ts_rs::TS),
    ts(
        type = "{ code: ErrorCode, args?: Record<string, unknown>, retry: Retry, retry_after_s?: number, incident?: string, }"
    )
)]
#[error("{code}")]
pub struct Problem {
    /// What is wrong.
    pub code: ErrorCode,
    /// Values for the message, by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, serde_json::Value>,
    /// Whether trying again can help.
    pub retry: Retry,
    /// Seconds after which it can, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_s: Option<u32>,
    /// What the user can read out to support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<String>,
}

impl Problem {
    /// A problem with this code and its usual retry class.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self {
            code,
            args: BTreeMap::new(),
            retry: code.retry(),
            retry_after_s: None,
            incident: None,
        }
    }

    /// The same with one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<serde_json::Value>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }

    /// The same, to be tried again after so many seconds.
    #[must_use]
    pub fn after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

impl From<ErrorCode> for Problem {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

#[cfg(test)]
mod tests;
