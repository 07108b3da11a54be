//! The console: people, invitations, devices, the audit, late edits. Each command asks the policy first, and what the
//! policy does not allow is refused for everybody alike.
mod audit;
mod devices;
mod invitations;
mod people;
mod review;
mod rewrite;

use std::collections::BTreeMap;

use satchel_model::{
    id::UserId,
    policy::{self, Action, Actor, Subject},
};
use satchel_protocol::{
    command::{Command, Reply},
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{self as store, Tx};

use crate::{
    auth::{person, session::Caller},
    http::problem::Failure,
    state::State,
};

/// Longest reason in characters.
const REASON_MAX: usize = 1_000;

/// Carries a command of the console out.
/// # Errors
/// `forbidden` for a role that may not, and what the command says.
pub async fn carry(state: &State, caller: &Caller, command: Command) -> Result<Reply, Failure> {
    Ok(match command {
        Command::PeopleList => people::list(state, caller).await?.into(),
        Command::InvitationList => invitations::list(state, caller).await?.into(),
        Command::InvitationCreate(asked) => invitations::create(state, caller, asked).await?.into(),
        Command::InvitationWithdraw(asked) => {
            invitations::withdraw(state, caller, asked.invitation).await?.into()
        }
        Command::DeviceList => devices::list(state, caller).await?.into(),
        Command::DeviceRevoke(asked) => devices::revoke(state, caller, &asked).await?.into(),
        Command::AuditList(asked) => audit::list(state, caller, &asked).await?.into(),
        Command::ReviewList => review::list(state, caller).await?.into(),
        Command::ReviewSettle(asked) => review::settle(state, caller, &asked).await?.into(),
        other => {
            let word = other.entry().word;
            return Err(Problem::new(ErrorCode::NotFound).with("command", word).into());
        }
    })
}

/// Asks the policy.
fn may<A: Action, R: Subject>(
    state: &State,
    caller: &Caller,
    action: A,
    subject: R,
) -> Result<(), Failure> {
    let actor = Actor::new(caller.user, caller.role, caller.tenant, state.now());
    policy::decide(&actor, action, subject).map(drop).map_err(|_| ErrorCode::Forbidden.into())
}

/// A reason in words: needed, and short enough for the audit.
fn reason(text: &str) -> Result<&str, Failure> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > REASON_MAX {
        return Err(Problem::new(ErrorCode::Invalid).with("field", "reason").into());
    }
    Ok(text)
}

/// Names of people, each looked up once.
#[derive(Default)]
struct Names(BTreeMap<UserId, String>);

impl Names {
    /// The name of a person; empty for nobody who is known.
    async fn of(&mut self, state: &State, tx: &mut Tx, user: UserId) -> Result<String, Failure> {
        if let Some(name) = self.0.get(&user) {
            return Ok(name.clone());
        }
        let found = store::user::find(tx, user).await?;
        let name = found.map(|u| person::opened(state, &u).name).unwrap_or_default();
        self.0.insert(user, name.clone());
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_words_and_an_end() {
        assert_eq!(reason("  left in a taxi ").unwrap(), "left in a taxi");
        assert!(reason(" \n").is_err());
        assert!(reason(&"x".repeat(REASON_MAX)).is_ok());
        assert!(reason(&"x".repeat(REASON_MAX + 1)).is_err());
    }
}
