//! The one door between a screen and the engine: what may be asked, what is answered, what is told unasked.
//!
//! JSON: a command is `{"cmd": word, "args": {...}}`, a reply `{"reply": word, "value": {...}}`, an event
//! `{"event": word, "value": {...}}`; errors are [`crate::problem::Problem`]. The table below is the only list of
//! commands: router, checks, session matrix and docs come from it. Both engines (device and server) implement it.
pub mod args;
pub mod event;
pub mod reply;

pub use event::{Event, Topic};
pub use reply::Reply;

use args::{
    AuditQuery, Change, DeviceRevoke, DraftPut, InvitationCreate, InvitationOf, Join, NetworkSet,
    NewIds, NoticePrefsSet, NoticeSeen, OtherGet, Page, PatientOf, PatientPage, QuarantineLine,
    ReviewSettle, Search, SignIn, SyncPause, Unlock, UnlockRecovery,
};

use satchel_model::id::DocId;
use serde::{Deserialize, Serialize};

/// What must be true before a command is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Needs {
    /// Nothing: works while locked and before joining.
    Nothing,
    /// A vault on this machine, locked or not.
    Vault,
    /// An unlocked vault.
    Unlocked,
}

/// Which surface may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// Every surface.
    Any,
    /// Staff surfaces: the clinic's, and the console.
    Clinic,
    /// The patient's surface.
    Patient,
    /// The console of clinic admins.
    Admin,
}

/// Which engine answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Carriers {
    /// The device engine only.
    Device,
    /// The server engine only.
    Server,
    /// Both, with equal answers.
    Both,
}

/// Where the answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// On the device: works with no network.
    Local,
    /// Only the server has it: `offline` without one.
    Server,
}

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The stable word.
    pub word: &'static str,
    /// The word of the reply.
    pub reply: &'static str,
    /// What must be true.
    pub needs: Needs,
    /// Which surface may ask.
    pub window: Window,
    /// Which engine answers.
    pub carriers: Carriers,
    /// Where the answer is.
    pub reach: Reach,
    /// Whether it returns health data, so that its use is an audit entry.
    pub health: bool,
}

/// The TypeScript types of one command.
#[cfg(feature = "ts")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Types {
    /// The stable word.
    pub word: &'static str,
    /// Type of the arguments; none where it takes none.
    pub args: Option<String>,
    /// Type of the reply.
    pub reply: String,
}

#[cfg(feature = "ts")]
fn typed<T: ts_rs::TS + 'static>(
    cfg: &ts_rs::Config,
    seen: &mut impl ts_rs::TypeVisitor,
) -> String {
    seen.visit::<T>();
    T::name(cfg)
}

/// Declares commands from one table: word, variant, arguments, reply; then needs, window, carriers, reach, health.
macro_rules! commands {
    ($($(#[$doc:meta])* $word:literal $name:ident $(($args:ty))? -> $reply:ident,
        $needs:ident $window:ident $carriers:ident $reach:ident $health:literal;)*) => {
        /// What a screen asks. Holds passwords and clinical text: prints its word, never its content.
        #[derive(Clone, Serialize, Deserialize)]
        #[serde(tag = "cmd", content = "args")]
        pub enum Command {
            $($(#[$doc])* #[serde(rename = $word)] $name $(($args))?,)*
        }

        impl Command {
            /// The table, in its order.
            pub const TABLE: &'static [Entry] = &[$(Entry {
                word: $word,
                reply: stringify!($reply),
                needs: Needs::$needs,
                window: Window::$window,
                carriers: Carriers::$carriers,
                reach: Reach::$reach,
                health: $health,
            },)*];

            /// The TypeScript types of arguments and replies, in the table's order; `seen` meets every type they name.
            #[cfg(feature = "ts")]
            pub fn types(cfg: &ts_rs::Config, seen: &mut impl ts_rs::TypeVisitor) -> Vec<Types> {
                vec![$(Types {
                    word: $word,
                    args: None$(.or(Some(typed::<$args>(cfg, seen))))?,
                    reply: typed::<reply::$reply>(cfg, seen),
                },)*]
            }

            /// The command's line of the table.
            #[must_use]
            pub const fn entry(&self) -> Entry {
                match self {
                    $(Self::$name { .. } => Entry {
                        word: $word,
                        reply: stringify!($reply),
                        needs: Needs::$needs,
                        window: Window::$window,
                        carriers: Carriers::$carriers,
                        reach: Reach::$reach,
                        health: $health,
                    },)*
                }
            }
        }
    };
}

commands! {
    // Session.
    /// Where the session stands: nothing joined, locked, unlocked; for the first screen and the lock screen.
    "status" Status -> Status, Nothing Any Device Local false;
    /// Joins a clinic by invitation: makes the account, this machine's vault and device key.
    "join" Join(Join) -> Joined, Nothing Any Device Server false;
    /// Opens the vault with the password. Works offline.
    "unlock" Unlock(Unlock) -> Me, Vault Any Device Local false;
    /// Opens the vault with the recovery code and sets a new password for it.
    "unlock_recovery" UnlockRecovery(UnlockRecovery) -> Me, Vault Any Device Local false;
    /// Closes the store and forgets the keys. Drafts stay.
    "lock" Lock -> Status, Nothing Any Device Local false;
    /// Signs in to the server again, after its session ended.
    "sign_in" SignIn(SignIn) -> Me, Unlocked Any Device Server false;
    /// This enrolment: device, person, server, lease.
    "device_info" DeviceInfo -> DeviceFacts, Unlocked Any Device Local false;
    /// Fresh ids for new items and documents.
    "new_ids" NewIds(NewIds) -> Ids, Nothing Any Both Local false;

    // Sync.
    /// Sends what waits and fetches what is new, once.
    "sync_now" SyncNow -> SyncReport, Unlocked Any Device Server false;
    /// Looks this copy through, compares it with the server's, and fetches anew what is damaged or differs.
    "sync_check" SyncCheck -> CopyReport, Unlocked Any Device Local false;
    /// What is saved here, what the server has, what other devices have.
    "sync_status" SyncStatus -> SyncState, Unlocked Any Device Local false;
    /// The last rounds with what they carried.
    "sync_rounds" SyncRounds -> SyncRounds, Unlocked Any Device Local false;
    /// Lets the download rest, or goes on with it.
    "sync_pause" SyncPause(SyncPause) -> SyncState, Unlocked Any Device Local false;
    /// Works offline until switched back or started anew.
    "network_set" NetworkSet(NetworkSet) -> SyncState, Unlocked Any Device Local false;

    // Reading.
    /// Patients that match every word.
    "patient_search" PatientSearch(Search) -> Patients, Unlocked Clinic Both Local true;
    /// Patients in order of name.
    "patient_list" PatientList(Page) -> Patients, Unlocked Clinic Both Local true;
    /// Patients opened last on this device, the last one first.
    "recent_list" RecentList -> Patients, Unlocked Clinic Device Local true;
    /// One patient: list row and identity with all values.
    "patient_get" PatientGet(PatientOf) -> PatientOpen, Unlocked Any Both Local true;
    /// The chart: allergies, problems, medicines, flags, open conflicts.
    "chart_get" ChartGet(PatientOf) -> Chart, Unlocked Any Both Local true;
    /// Visits, notes and reports of a patient, newest first.
    "encounter_list" EncounterList(PatientPage) -> Items, Unlocked Any Both Local true;
    /// One visit, note, report or other document with all its parts.
    "document_get" DocumentGet(DocId) -> DocumentOpen, Unlocked Any Both Local true;
    /// Observations of a patient over all documents, newest first.
    "observation_list" ObservationList(PatientPage) -> Items, Unlocked Any Both Local true;
    /// Home readings and ticks of a patient, newest first.
    "diary_get" DiaryGet(PatientPage) -> Items, Unlocked Any Both Local true;
    /// Conversations about a patient, newest first.
    "thread_list" ThreadList(PatientPage) -> Items, Unlocked Any Both Local true;
    /// One conversation with its messages in order.
    "thread_get" ThreadGet(DocId) -> ThreadOpen, Unlocked Any Both Local true;
    /// Conversations about all patients, the one written to last first; at most 200.
    "thread_recent" ThreadRecent -> Threads, Unlocked Clinic Device Local true;
    /// Records that came in and have no home of their own, newest first.
    "other_list" OtherList(PatientPage) -> Items, Unlocked Any Both Local true;
    /// One of them, word for word.
    "other_get" OtherGet(OtherGet) -> Items, Unlocked Any Both Local true;
    /// What a person has to decide or look at; of one patient or of all.
    "decision_list" DecisionList(Option<PatientOf>) -> Conflicts, Unlocked Clinic Both Local true;
    /// People and places of the clinic.
    "directory_list" DirectoryList -> Directory, Unlocked Any Both Local false;

    // Writing.
    /// A change of the record; see the model's table of writes.
    "write" Write(Box<Change>) -> Written, Unlocked Any Both Local false;

    // Refused work.
    /// Own changes that the server did not accept, with reasons.
    "quarantine_list" QuarantineList -> Quarantine, Unlocked Any Device Local true;
    /// Gives a refused change again, as new.
    "quarantine_retry" QuarantineRetry(QuarantineLine) -> Written, Unlocked Any Device Local false;
    /// Discards a refused change for good; `confirm` must be true.
    "quarantine_discard" QuarantineDiscard(QuarantineLine) -> Quarantine, Unlocked Any Device Local true;
    /// A refused change as text to copy elsewhere.
    "quarantine_export" QuarantineExport(QuarantineLine) -> QuarantineExport, Unlocked Any Device Local true;

    // Drafts.
    /// Keeps text typed so far.
    "draft_put" DraftPut(DraftPut) -> Drafts, Unlocked Any Device Local false;
    /// Text typed so far.
    "draft_get" DraftGet(String) -> DraftText, Unlocked Any Device Local true;
    /// Which drafts there are.
    "draft_list" DraftList -> Drafts, Unlocked Any Device Local false;
    /// Forgets a draft.
    "draft_remove" DraftRemove(String) -> Drafts, Unlocked Any Device Local false;

    // Notices.
    /// What this person is told, newest first.
    "notice_list" NoticeList -> Notices, Unlocked Any Both Server false;
    /// Marks notices as seen.
    "notice_seen" NoticeSeen(NoticeSeen) -> Notices, Unlocked Any Both Server false;
    /// How this person wants to be told.
    "notice_prefs_get" NoticePrefsGet -> NoticePrefs, Unlocked Any Both Server false;
    /// Changes how this person wants to be told.
    "notice_prefs_set" NoticePrefsSet(NoticePrefsSet) -> NoticePrefs, Unlocked Any Both Server false;

    // The console.
    /// Everybody who can sign in.
    "people_list" PeopleList -> People, Unlocked Admin Both Server false;
    /// Invitations, newest first.
    "invitation_list" InvitationList -> Invitations, Unlocked Admin Both Server false;
    /// Invites somebody; the link is shown once.
    "invitation_create" InvitationCreate(InvitationCreate) -> InvitationOpen, Unlocked Admin Both Server false;
    /// Takes an invitation back.
    "invitation_withdraw" InvitationWithdraw(InvitationOf) -> Invitations, Unlocked Admin Both Server false;
    /// Devices and how they stand.
    "device_list" DeviceList -> Devices, Unlocked Admin Both Server false;
    /// Shuts a device out, at once.
    "device_revoke" DeviceRevoke(DeviceRevoke) -> Devices, Unlocked Admin Both Server false;
    /// A page of the audit log, newest first, with how far it was checked.
    "audit_list" AuditList(AuditQuery) -> AuditPage, Unlocked Admin Both Server true;
    /// Late edits that wait for a person.
    "review_list" ReviewList -> Reviews, Unlocked Admin Both Server true;
    /// Takes a late edit, written anew by the person who decides, or does not.
    "review_settle" ReviewSettle(ReviewSettle) -> Reviews, Unlocked Admin Both Server true;
}

impl std::fmt::Debug for Command {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Command({})", self.entry().word)
    }
}

#[cfg(test)]
mod tests;
