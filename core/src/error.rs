//! Everything that can go wrong in the engine, and the one place where it becomes a [`Problem`].
use crate::{host::HostError, store::StoreError};
use satchel_model::document::write::WriteError;
use satchel_protocol::problem::{ErrorCode, Problem};
use satchel_vault::keyslot::{FileError, OpenError, PasswordRefusal, SlotFileError};

/// A command that was not carried out. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
pub enum CoreError {
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The machine refused.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The key slots did not open.
    #[error(transparent)]
    Slot(#[from] OpenError),
    /// The slot file is not there or not readable.
    #[error(transparent)]
    SlotFile(#[from] FileError),
    /// The new password is not taken.
    #[error(transparent)]
    Password(#[from] PasswordRefusal),
    /// Too many wrong tries; the next one is allowed after so many seconds.
    #[error("wait {0} s before the next try")]
    Wait(u32),
    /// The vault is locked.
    #[error("locked")]
    Locked,
    /// There is no vault here.
    #[error("not joined")]
    NotJoined,
    /// The person has joined on this machine already.
    #[error("already joined")]
    AlreadyJoined,
    /// The store was damaged: it was kept aside under this name, with so many unsent changes saved beside it.
    #[error("the store was damaged and kept aside")]
    KeptAside {
        /// Name of the file kept.
        name: String,
        /// Unsent changes that were readable and are saved.
        unsent: u64,
    },
    /// The lease ended: contact with the server opens the vault again.
    #[error("lease over")]
    LeaseOver,
    /// This person may not do this. Where even its existence is hidden, [`CoreError::NotFound`] is used.
    #[error("forbidden: {0}")]
    Forbidden(&'static str),
    /// No such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// A value that cannot be.
    #[error("{field}: {code}")]
    Invalid {
        /// The argument.
        field: &'static str,
        /// What is wrong with it.
        code: &'static str,
    },
    /// The command's plan said no.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The change came out larger than a bound.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// The document cannot take changes now.
    #[error("document state")]
    DocState(ErrorCode),
    /// The server or the way to it said no.
    #[error(transparent)]
    Remote(#[from] Problem),
    /// A bug of ours.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl CoreError {
    /// The problem as it crosses the door.
    #[must_use]
    pub fn problem(&self) -> Problem {
        use ErrorCode as C;
        match self {
            Self::Store(error) => store(error),
            Self::Host(HostError::NoKeychain) => Problem::new(C::KeychainLost),
            Self::Host(HostError::Io(_)) => Problem::new(C::Io),
            Self::Slot(error) => slot(*error),
            Self::SlotFile(error) => slot_file(error),
            Self::Password(refusal) => password(*refusal),
            Self::Wait(seconds) => Problem::new(C::RateLimited).after(*seconds),
            Self::Locked => Problem::new(C::Locked),
            Self::NotJoined => Problem::new(C::NotJoined),
            Self::AlreadyJoined => Problem::new(C::AlreadyJoined),
            Self::KeptAside { name, unsent } => {
                Problem::new(C::StoreCorrupt).with("kept", name.as_str()).with("unsent", *unsent)
            }
            Self::LeaseOver => Problem::new(C::LeaseOver),
            Self::Forbidden(lift) => Problem::new(C::Forbidden).with("lift", *lift),
            Self::NotFound => Problem::new(C::NotFound),
            Self::Invalid { field, code } => {
                Problem::new(C::Invalid).with("field", *field).with("reason", *code)
            }
            Self::Write(error) => write(error),
            Self::TooLarge(what) => Problem::new(C::TooLarge).with("what", *what),
            Self::DocState(code) => Problem::new(*code),
            Self::Remote(problem) => problem.clone(),
            Self::Internal(what) => Problem::new(C::Internal).with("where", *what),
        }
    }
}

fn store(error: &StoreError) -> Problem {
    use ErrorCode as C;
    match error {
        StoreError::Full => Problem::new(C::StorageFull),
        StoreError::Unreadable | StoreError::Corrupt => Problem::new(C::StoreCorrupt),
        StoreError::NewerSchema { found, known } => {
            Problem::new(C::NewerVersion).with("found", *found).with("known", *known)
        }
        StoreError::InUse => Problem::new(C::InUse),
        StoreError::Missing => Problem::new(C::NotJoined),
        StoreError::Value(what) => Problem::new(C::StoreCorrupt).with("what", *what),
        StoreError::Document(_) => Problem::new(C::StoreCorrupt).with("what", "document"),
        StoreError::Rows(what) => Problem::new(C::Internal).with("where", *what),
        StoreError::Sql(_) | StoreError::File(_) => Problem::new(C::Io),
    }
}

fn slot(error: OpenError) -> Problem {
    match error {
        OpenError::NoSuchSlot => Problem::new(ErrorCode::SlotsMissing),
        OpenError::KeychainLost => Problem::new(ErrorCode::KeychainLost),
        OpenError::WrongSecret => Problem::new(ErrorCode::WrongPassword),
        OpenError::Kdf(_) => Problem::new(ErrorCode::SlotsMissing).with("reason", "cost"),
    }
}

fn slot_file(error: &FileError) -> Problem {
    match error {
        FileError::Content(SlotFileError::Newer) => Problem::new(ErrorCode::NewerVersion),
        FileError::Content(SlotFileError::Malformed | SlotFileError::Cost(_)) => {
            Problem::new(ErrorCode::SlotsMissing)
        }
        FileError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Problem::new(ErrorCode::SlotsMissing)
        }
        FileError::Io(error) if error.kind() == std::io::ErrorKind::StorageFull => {
            Problem::new(ErrorCode::StorageFull)
        }
        FileError::Io(_) => Problem::new(ErrorCode::Io),
    }
}

fn password(refusal: PasswordRefusal) -> Problem {
    let problem = Problem::new(ErrorCode::WeakPassword);
    match refusal {
        PasswordRefusal::TooShort(least) => {
            problem.with("reason", "too_short").with("least", u64::try_from(least).unwrap_or(0))
        }
        PasswordRefusal::TooLong => problem.with("reason", "too_long"),
        PasswordRefusal::Weak => problem.with("reason", "weak"),
    }
}

fn write(error: &WriteError) -> Problem {
    match error {
        WriteError::Stale { current } => {
            Problem::new(ErrorCode::Stale).with("current", current.clone())
        }
        WriteError::Rule { code, basis, may_override } => Problem::new(ErrorCode::Rule)
            .with("rule", *code)
            .with("source", *basis)
            .with("may_override", *may_override),
        WriteError::Missing => Problem::new(ErrorCode::NotFound),
        WriteError::Invalid { field, code } => {
            Problem::new(ErrorCode::Invalid).with("field", *field).with("reason", *code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_has_its_own_code() {
        let code = |error: CoreError| error.problem().code.word();
        let seen = [
            (code(StoreError::Full.into()), "storage_full"),
            (code(StoreError::Unreadable.into()), "store_corrupt"),
            (code(StoreError::NewerSchema { found: 2, known: 1 }.into()), "newer_version"),
            (code(StoreError::InUse.into()), "in_use"),
            (code(StoreError::Missing.into()), "not_joined"),
            (code(OpenError::WrongSecret.into()), "wrong_password"),
            (code(OpenError::KeychainLost.into()), "keychain_lost"),
            (code(OpenError::NoSuchSlot.into()), "slots_missing"),
            (code(PasswordRefusal::Weak.into()), "weak_password"),
            (code(CoreError::Locked), "locked"),
            (code(CoreError::NotFound), "not_found"),
            (code(CoreError::Forbidden("doctor")), "forbidden"),
            (code(CoreError::LeaseOver), "lease_over"),
            (code(WriteError::Missing.into()), "not_found"),
            (code(WriteError::Stale { current: vec![] }.into()), "stale"),
            (code(CoreError::Wait(30)), "rate_limited"),
        ];
        for (got, want) in seen {
            assert_eq!(got, want);
        }
    }

    #[test]
    fn a_stale_form_gets_the_values_that_stand() {
        let problem =
            CoreError::from(WriteError::Stale { current: vec!["5 mg".into(), "10 mg".into()] })
                .problem();
        assert_eq!(problem.args["current"], serde_json::json!(["5 mg", "10 mg"]));
    }
}
