//! Access tokens: got by signing in, traded for fresh ones with the refresh token and a proof of the device key.
use super::{
    Unlocked,
    api::{self, Remote},
};
use crate::{
    error::CoreError,
    store::{Tx, cursor},
};
use futures_util::future::BoxFuture;
use satchel_model::time::{Clock, Timestamp};
use satchel_protocol::{
    api::{DeviceProof, Refresh, Session, SignIn},
    problem::{ErrorCode, Problem},
};
use satchel_vault::sign::Namespace;
use std::sync::Arc;

const SIGN_IN: (&str, &str) = ("/api/v1/sessions", "POST /api/v1/sessions");
const REFRESH: (&str, &str) = ("/api/v1/sessions/refresh", "POST /api/v1/sessions/refresh");

/// Proof over a secret that the device's key is at hand.
#[must_use]
pub fn proof(unlocked: &Unlocked, route: &str, secret: &str, at: Timestamp) -> DeviceProof {
    let digest = DeviceProof::digest(route, secret.as_bytes(), at);
    let author = &unlocked.author;
    DeviceProof { device: author.device, at, sig: author.key.sign(Namespace::PROOF, &digest) }
}

/// Stores the tokens of a session.
///
/// # Errors
/// A problem if they are none, or the store's refusal.
pub fn keep(tx: &mut Tx<'_>, session: &Session) -> Result<(), CoreError> {
    let tokens = cursor::Tokens {
        access: Some(api::token(&session.access)?),
        access_until: session.access_until,
        refresh: Some(api::token(&session.refresh)?),
    };
    Ok(cursor::set_tokens(tx, &tokens)?)
}

/// Signs in with the password of the account.
///
/// # Errors
/// The server's problem, [`ErrorCode::Offline`] without one.
pub async fn sign_in(
    remote: &dyn Remote,
    unlocked: &Unlocked,
    password: &str,
    now: Timestamp,
) -> Result<(), CoreError> {
    let question = |at| SignIn {
        login: unlocked.login.clone(),
        password: password.to_owned(),
        device: Some(proof(unlocked, SIGN_IN.1, password, at)),
    };
    let session = in_its_time(remote, unlocked, SIGN_IN.0, now, question).await?;
    unlocked.store.write(|tx| keep(tx, &session))
}

/// Asks for a session with a proof made at `now`; if the server refuses our clock, once more in its time. Nobody is
/// shut out for a clock that was never set.
async fn in_its_time<Q: serde::Serialize>(
    remote: &dyn Remote,
    unlocked: &Unlocked,
    path: &'static str,
    now: Timestamp,
    question: impl Fn(Timestamp) -> Q,
) -> Result<Session, Problem> {
    match api::ask(remote, &unlocked.pin, path, None, &question(now)).await {
        Err(problem) if problem.code == ErrorCode::ClockWrong => {
            let theirs = problem.args.get("server_time").and_then(serde_json::Value::as_i64);
            let theirs = Timestamp::from_millis(theirs.ok_or(problem)?);
            api::ask(remote, &unlocked.pin, path, None, &question(theirs)).await
        }
        other => other,
    }
}

/// Trades the refresh token for a new pair.
///
/// # Errors
/// The server's problem; [`ErrorCode::Unauthenticated`] if there is no token to trade.
pub async fn refresh(
    remote: &dyn Remote,
    unlocked: &Unlocked,
    now: Timestamp,
) -> Result<(), CoreError> {
    let seen = unlocked.store.read(cursor::tokens)?.access;
    refresh_after(remote, unlocked, seen.as_deref(), now).await
}

/// The same, unless somebody else has done so since the access token was `seen`: each refresh token works once.
///
/// # Errors
/// As [`refresh`].
pub async fn refresh_after(
    remote: &dyn Remote,
    unlocked: &Unlocked,
    seen: Option<&[u8]>,
    now: Timestamp,
) -> Result<(), CoreError> {
    let _alone = unlocked.trading.lock().await;
    let held = unlocked.store.read(cursor::tokens)?;
    if held.access.as_deref() != seen {
        return Ok(());
    }
    let held = held.refresh;
    let text = held.and_then(|bytes| api::token_text(&bytes));
    let refresh = text.ok_or_else(|| Problem::new(ErrorCode::Unauthenticated))?;
    let question = |at| Refresh {
        refresh: refresh.clone(),
        device: Some(proof(unlocked, REFRESH.1, &refresh, at)),
    };
    let session = in_its_time(remote, unlocked, REFRESH.0, now, question).await?;
    unlocked.store.write(|tx| keep(tx, &session))
}

/// The sync runner's source of fresh access tokens.
pub struct Refresher {
    /// The way to the server.
    pub remote: Arc<dyn Remote>,
    /// The session.
    pub unlocked: Unlocked,
    /// The device's clock.
    pub clock: Arc<dyn Clock>,
}

impl crate::sync::runner::Session for Refresher {
    fn refresh(&self) -> BoxFuture<'static, Result<(), ErrorCode>> {
        let (remote, unlocked) = (Arc::clone(&self.remote), self.unlocked.clone());
        let now = self.clock.now();
        Box::pin(async move {
            refresh(&*remote, &unlocked, now).await.map_err(|error| error.problem().code)
        })
    }
}
