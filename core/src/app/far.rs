//! Commands that only the server can answer: passed on as they are, with this device's session. Nothing is tried
//! again: who asked decides.
use super::App;
use crate::{
    error::CoreError,
    session::{Unlocked, api::Call, api::token_text, refresh},
    store::cursor,
};
use satchel_protocol::{
    command::{Command, Reply, event::Topic},
    problem::{ErrorCode, Problem},
};

/// Where the server's own engine listens.
const RPC: &str = "/api/v1/rpc";

impl App {
    /// Asks the server, and tells what its answer made old.
    pub(super) async fn far(&self, command: &Command) -> Result<Reply, CoreError> {
        let unlocked = self.unlocked()?;
        if self.told.running().switched_off {
            return Err(Problem::new(ErrorCode::Offline).into());
        }
        let body = serde_json::to_vec(command).map_err(|_| CoreError::Internal("command"))?;
        let held = unlocked.store.read(cursor::tokens)?;
        let now = self.clock.now();
        let fresh = held.access.is_some() && held.access_until > now;
        let answer = if fresh { self.post(&unlocked, body.clone()).await } else { ended() };
        let answer = match answer {
            Err(problem) if problem.code == ErrorCode::Unauthenticated => {
                let seen = held.access;
                refresh::refresh_after(&*self.remote, &unlocked, seen.as_deref(), now).await?;
                self.post(&unlocked, body).await
            }
            other => other,
        };
        let reply: Reply =
            serde_json::from_slice(&answer?).map_err(|_| Problem::new(ErrorCode::WrongAddress))?;
        if reply.name() != command.entry().reply {
            return Err(Problem::new(ErrorCode::WrongAddress).into());
        }
        self.hub.tell(changed(command));
        Ok(reply)
    }

    async fn post(&self, unlocked: &Unlocked, body: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let access = unlocked
            .store
            .read(cursor::tokens)
            .map_err(|error| CoreError::from(error).problem())?;
        let bearer = access.access.and_then(|bytes| token_text(&bytes));
        self.remote.call(&unlocked.pin, Call { path: RPC, bearer, body }).await
    }
}

/// What an ended session would be answered.
fn ended() -> Result<Vec<u8>, Problem> {
    Err(Problem::new(ErrorCode::Unauthenticated))
}

/// What an answered command made old.
fn changed(command: &Command) -> Vec<Topic> {
    match command {
        Command::InvitationCreate(_) | Command::InvitationWithdraw(_) => vec![Topic::People],
        Command::DeviceRevoke(_) => vec![Topic::Devices, Topic::People, Topic::Audit],
        Command::ReviewSettle(_) => vec![Topic::Review, Topic::Audit],
        Command::NoticeSeen(_) | Command::NoticePrefsSet(_) => vec![Topic::Notices],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
