//! Telling people that there is news: a job in the news' own transaction, a notice for each who is concerned, and an
//! e-mail for those who want one. Nothing here says what the news is.
//!
//! [`due`] is called at admission. The job `notify` makes the notices, the job `mail` sends one e-mail; what a person
//! chose is read when it is sent, not when it was written.
pub mod choice;
mod fanout;
mod mail;
pub mod reply;

use minicbor::{Decode, Encode};
use satchel_model::{
    cbor,
    document::DocType,
    id::{DocId, ItemId, PatientId, UserId},
    role::Role,
    time::Timestamp,
};
use satchel_server_store::{self as store, Tx, notice::NoticeKind};

use crate::{
    job::{self, JobError, Kinds},
    state::State,
};

/// Kind of the job that makes notices.
pub const NOTIFY: &str = "notify";
/// Kind of the job that sends one e-mail.
pub const MAIL: &str = "mail";

/// News that was accepted. Ids and times only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct News {
    /// Number of the document's type.
    #[n(0)]
    pub kind: u16,
    /// The document.
    #[n(1)]
    pub doc: DocId,
    /// Whom it is about.
    #[n(2)]
    pub patient: PatientId,
    /// Who wrote it.
    #[n(3)]
    pub by: UserId,
    /// When it was accepted.
    #[n(4)]
    pub at: Timestamp,
}

/// One e-mail to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Letter {
    /// The notice it is about.
    #[n(0)]
    pub(crate) notice: ItemId,
}

/// What kind of notice something written by `role` makes; `None` where nobody is told.
#[must_use]
pub const fn kind(doc: DocType, role: Role) -> Option<NoticeKind> {
    match doc {
        DocType::Thread => Some(NoticeKind::Message),
        DocType::Diary if !role.is_staff() => Some(NoticeKind::Reading),
        DocType::Admin
        | DocType::Chart
        | DocType::Encounter
        | DocType::Careplan
        | DocType::Diary
        | DocType::Sensitive
        | DocType::Directory
        | DocType::Schedule
        | DocType::Audit => None,
    }
}

/// Writes the job that tells people, into the news' own transaction; while one for the same document and author waits,
/// no second is added. Whether one was.
///
/// # Errors
/// A store failure.
pub async fn due(state: &State, tx: &mut Tx, role: Role, news: &News) -> store::Result<bool> {
    let told = DocType::from_code(news.kind).and_then(|doc| kind(doc, role));
    if told.is_none() {
        return Ok(false);
    }
    let dedupe = format!("{NOTIFY}:{}:{}", news.doc, news.by);
    job::enqueue(state, tx, NOTIFY, Some(&dedupe), cbor::encode(news)).await
}

/// The kinds of jobs that live here.
#[must_use]
pub fn kinds(kinds: Kinds) -> Kinds {
    kinds
        .with(NOTIFY, async |app, job| fanout::carry_out(&app, &read(&job.payload)?).await)
        .with(MAIL, async |app, job| mail::carry_out(&app, &read(&job.payload)?).await)
}

fn read<T: for<'b> Decode<'b, ()>>(payload: &[u8]) -> Result<T, JobError> {
    cbor::decode_lenient(payload).map_err(|_| JobError::Never("payload"))
}

/// A store failure is worth another try.
pub(crate) fn later(error: &store::StoreError) -> JobError {
    tracing::warn!(reason = %error, "a notice waits for the store");
    JobError::Failed("store")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patients_reading_and_anybodys_message_are_news() {
        assert_eq!(kind(DocType::Diary, Role::Patient), Some(NoticeKind::Reading));
        assert_eq!(kind(DocType::Diary, Role::TrustedPerson), Some(NoticeKind::Reading));
        assert_eq!(kind(DocType::Diary, Role::Nurse), None);
        assert_eq!(kind(DocType::Thread, Role::Doctor), Some(NoticeKind::Message));
        assert_eq!(kind(DocType::Thread, Role::Patient), Some(NoticeKind::Message));
        assert_eq!(kind(DocType::Chart, Role::Doctor), None);
    }

    #[test]
    fn a_job_holds_ids_and_times_only() {
        let news = News {
            kind: 5,
            doc: DocId::from_bytes([1; 16]),
            patient: PatientId::from_bytes([2; 16]),
            by: UserId::from_bytes([3; 16]),
            at: Timestamp::from_millis(4),
        };
        let ids = ["01", "02", "03"].map(|id| format!("50{}", id.repeat(16))).concat();
        assert_eq!(hex::encode(cbor::encode(&news)), format!("8505{ids}04"));
        assert_eq!(read::<News>(&cbor::encode(&news)).ok(), Some(news));
        assert_eq!(read::<News>(&[0xff]).err(), Some(JobError::Never("payload")));
        let letter = Letter { notice: ItemId::from_bytes([9; 16]) };
        assert_eq!(hex::encode(cbor::encode(&letter)), format!("8150{}", "09".repeat(16)));
    }
}
