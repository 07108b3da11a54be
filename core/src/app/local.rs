//! Commands that an open vault answers by itself.
use crate::{
    command::{self, Cx, Done, chip::Running},
    error::CoreError,
};
use satchel_model::document::DocType;
use satchel_protocol::command::{Command, Reply, event::Topic};

/// Carries a command out; answers the reply and what became old.
pub(super) fn carry(
    cx: Cx<'_>,
    running: Running,
    asked: Command,
) -> Result<(Reply, Vec<Topic>), CoreError> {
    let reply: Reply = match asked {
        Command::DeviceInfo => command::device(cx)?.into(),
        Command::SyncStatus => command::sync_state(cx, running)?.into(),
        Command::PatientSearch(a) => command::patients_matching(cx, &a)?.into(),
        Command::PatientList(a) => command::patients_after(cx, a)?.into(),
        Command::PatientGet(a) => command::patient(cx, a)?.into(),
        Command::ChartGet(a) => command::chart(cx, a)?.into(),
        Command::EncounterList(a) => {
            command::list(cx, a, DocType::Encounter, &["encounter"])?.into()
        }
        Command::DocumentGet(doc) => command::document(cx, doc)?.into(),
        Command::ObservationList(a) => {
            command::list(cx, a, DocType::Encounter, &["observations"])?.into()
        }
        Command::DiaryGet(a) => {
            command::list(cx, a, DocType::Diary, &["readings", "answers", "ticks"])?.into()
        }
        Command::ThreadList(a) => command::list(cx, a, DocType::Thread, &["thread"])?.into(),
        Command::ThreadGet(doc) => command::thread_get(cx, doc)?.into(),
        Command::ThreadRecent => command::thread_recent(cx)?.into(),
        Command::OtherList(a) => command::list(cx, a, DocType::Encounter, &["others"])?.into(),
        Command::OtherGet(a) => command::other(cx, a)?.into(),
        Command::RecentList => command::patients_opened(cx)?.into(),
        Command::DirectoryList => command::directory(cx)?.into(),
        Command::DecisionList(a) => command::conflicts(cx, a.map(|a| a.patient))?.into(),
        Command::QuarantineList => command::quarantine_list(cx)?.into(),
        Command::QuarantineExport(a) => command::quarantine_export(cx, a)?.into(),
        Command::DraftGet(key) => command::draft_get(cx, &key)?.into(),
        Command::DraftList => command::draft_list(cx)?.into(),
        Command::Write(a) => return Ok(told(command::write::change(cx, &a, None)?)),
        Command::QuarantineRetry(a) => return Ok(told(command::quarantine_retry(cx, a)?)),
        Command::QuarantineDiscard(a) => return Ok(told(command::quarantine_discard(cx, a)?)),
        Command::DraftPut(a) => return Ok(told(command::draft_put(cx, &a)?)),
        Command::DraftRemove(key) => return Ok(told(command::draft_remove(cx, &key)?)),
        Command::Status
        | Command::Join(_)
        | Command::Unlock(_)
        | Command::UnlockRecovery(_)
        | Command::Lock
        | Command::SignIn(_)
        | Command::SyncNow
        | Command::SyncCheck
        | Command::NewIds(_)
        | Command::SyncRounds
        | Command::SyncPause(_)
        | Command::NetworkSet(_)
        | Command::NoticeList
        | Command::NoticeSeen(_)
        | Command::NoticePrefsGet
        | Command::NoticePrefsSet(_)
        | Command::PeopleList
        | Command::InvitationList
        | Command::InvitationCreate(_)
        | Command::InvitationWithdraw(_)
        | Command::DeviceList
        | Command::DeviceRevoke(_)
        | Command::AuditList(_)
        | Command::ReviewList
        | Command::ReviewSettle(_) => return Err(CoreError::Internal("command of the session")),
    };
    Ok((reply, Vec::new()))
}

fn told<T: Into<Reply>>(done: Done<T>) -> (Reply, Vec<Topic>) {
    (done.reply.into(), done.topics)
}
