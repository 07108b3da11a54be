//! The server's half of the door: one command in, its reply out, for devices that forward what only the server has, and
//! for browsers of patients and of the console.
//!
//! Order of checks: who asks ([`Asker`]), whether this engine knows the command and the surface may ask it, then the
//! command's own rights. What a command returns of a record is opened with a permit and written to the audit first.
pub mod asker;
pub mod console;
pub mod credit;
pub mod events;
pub mod read;
pub mod record;
pub mod write;

pub use asker::Asker;

use satchel_model::id::{ItemId, UserId};
use satchel_protocol::{
    command::{Carriers, Command, Entry, Reply, Window, reply::Ids},
    problem::{ErrorCode, Problem},
};

use crate::{
    http::problem::Failure,
    notice,
    state::{App, State},
};

/// Ids of one answer, as on a device.
const IDS_MAX: u8 = 64;

/// Whether a surface may ask a command.
#[must_use]
pub const fn fits(asking: Window, wanted: Window) -> bool {
    matches!(
        (asking, wanted),
        (_, Window::Any)
            | (Window::Clinic, Window::Clinic)
            | (Window::Patient, Window::Patient)
            | (Window::Admin, Window::Admin | Window::Clinic)
    )
}

/// Whether the server answers a command at all.
#[must_use]
pub fn knows(entry: &Entry) -> bool {
    entry.carriers != Carriers::Device
}

/// Carries a command out.
/// # Errors
/// `not_found` for a command of the device alone, `wrong_window` for another surface's, and what the command says.
pub async fn dispatch(app: &App, asker: &Asker, command: Command) -> Result<Reply, Failure> {
    let entry = command.entry();
    if !knows(&entry) {
        return Err(Problem::new(ErrorCode::NotFound).with("command", entry.word).into());
    }
    if !fits(asker.window, entry.window) {
        return Err(ErrorCode::WrongWindow.into());
    }
    match command {
        Command::NewIds(wanted) => Ok(ids(app, wanted.count)?.into()),
        Command::PeopleList
        | Command::InvitationList
        | Command::InvitationCreate(_)
        | Command::InvitationWithdraw(_)
        | Command::DeviceList
        | Command::DeviceRevoke(_)
        | Command::AuditList(_)
        | Command::ReviewList
        | Command::ReviewSettle(_) => console::carry(app, &asker.caller, command).await,
        Command::NoticeList
        | Command::NoticeSeen(_)
        | Command::NoticePrefsGet
        | Command::NoticePrefsSet(_) => notices(app, asker.caller.user, command).await,
        Command::Write(change) => {
            Ok(write::change(app, &asker.caller, &change.write).await?.into())
        }
        other => record::carry(app, &asker.caller, other).await,
    }
}

/// What a person is told, and how they want to be told: everybody's own, on every surface.
async fn notices(state: &State, user: UserId, command: Command) -> Result<Reply, Failure> {
    Ok(match command {
        Command::NoticeSeen(asked) => notice::reply::seen(state, user, &asked).await?.into(),
        Command::NoticePrefsSet(asked) => {
            notice::reply::set_prefs(state, user, &asked).await?.into()
        }
        Command::NoticePrefsGet => {
            let mut tx = state.store.read().await?;
            notice::reply::prefs(state, &mut tx, user).await?.into()
        }
        _ => {
            let mut tx = state.store.read().await?;
            notice::reply::list(&mut tx, user).await?.into()
        }
    })
}

fn ids(state: &State, count: u8) -> Result<Ids, Failure> {
    if !(1..=IDS_MAX).contains(&count) {
        let problem = Problem::new(ErrorCode::Invalid).with("field", "count");
        return Err(problem.with("reason", "range").into());
    }
    let now = state.now();
    Ok(Ids { ids: (0..count).map(|_| ItemId::new(now, &*state.entropy)).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surface_asks_its_own_commands_and_everybodys() {
        let words = |window| -> Vec<&str> {
            let mine = Command::TABLE.iter().filter(|e| knows(e) && fits(window, e.window));
            mine.map(|e| e.word).collect()
        };
        let patient = words(Window::Patient);
        assert!(patient.contains(&"diary_get") && patient.contains(&"write"));
        for hidden in ["people_list", "audit_list", "patient_search", "decision_list", "unlock"] {
            assert!(!patient.contains(&hidden), "{hidden}");
        }
        assert!(words(Window::Admin).contains(&"review_settle"));
        assert!(!words(Window::Clinic).contains(&"review_settle"));
    }
}
