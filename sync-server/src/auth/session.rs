//! Sessions: opened after a password or invitation, refreshed by single-use tokens, ended for good by a reuse.
use satchel_model::{
    id::{DeviceId, PatientId, SessionId, TenantId, UserId},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    api,
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{self as store, Tx, session::Session, user::User};

use super::{
    person, proof,
    token::{AccessToken, RefreshToken},
    trail::{self, Act},
};
use crate::{http::problem::Failure, state::State};

/// Milliseconds in which a repeated refresh with the same proof gets the same answer: the answer was lost on the way.
pub const GRACE_MS: i64 = 30_000;

/// Route of a refresh, as its device proof names it.
pub const REFRESH_ROUTE: &str = "POST /api/v1/sessions/refresh";

/// The signed-in person behind a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The organisation.
    pub tenant: TenantId,
    /// The person.
    pub user: UserId,
    /// Their role.
    pub role: Role,
    /// The patient whose record is their own, or for whom they speak.
    pub patient: Option<PatientId>,
    /// The device the session is bound to.
    pub device: Option<DeviceId>,
    /// The session.
    pub session: SessionId,
}

impl Caller {
    /// Whom request limits count: the device, or the person where there is none.
    #[must_use]
    pub fn counted(&self) -> [u8; 16] {
        self.device.map_or(*self.user.as_bytes(), |d| *d.as_bytes())
    }
}

/// A session's access token, looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Whose it is.
    pub caller: Caller,
    /// Whether it may still be used: neither ended nor expired, and the person is active.
    pub live: bool,
}

/// Looks a token up, whatever its state; `None` for a token that was never given out.
/// # Errors
/// A store failure.
pub async fn look_up(state: &State, token: &str) -> Result<Option<Known>, Failure> {
    let mut tx = state.store.read().await?;
    look_up_in(state, &mut tx, token).await
}

/// The same inside the caller's transaction.
/// # Errors
/// A store failure.
pub async fn look_up_in(state: &State, tx: &mut Tx, token: &str) -> Result<Option<Known>, Failure> {
    let Some(token) = AccessToken::parse(token) else { return Ok(None) };
    let Some(session) = store::session::find_by_access(tx, &token.hash()).await? else {
        return Ok(None);
    };
    let Some(user) = store::user::find(tx, session.user).await? else { return Ok(None) };
    let live = session.ended_at.is_none() && state.now() < session.access_until && user.active;
    Ok(Some(Known { caller: caller(&user, &session), live }))
}

/// The person behind an access token.
/// # Errors
/// `unauthenticated` for an unknown, expired or ended one: refresh, or sign in again.
pub async fn authenticate(state: &State, token: &str) -> Result<Caller, Failure> {
    look_up(state, token)
        .await?
        .filter(|known| known.live)
        .map(|known| known.caller)
        .ok_or_else(|| ErrorCode::Unauthenticated.into())
}

fn caller(user: &User, session: &Session) -> Caller {
    Caller {
        tenant: user.tenant,
        user: user.user,
        role: user.role,
        patient: user.patient,
        device: session.device,
        session: session.session,
    }
}

/// Begins a session of `user`, bound to `device` if there is one, inside the caller's transaction.
/// # Errors
/// A store failure.
pub async fn open(
    state: &State,
    tx: &mut Tx,
    user: &User,
    device: Option<DeviceId>,
) -> Result<api::Session, Failure> {
    let now = state.now();
    let id = SessionId::new(now, &*state.entropy);
    let token = RefreshToken::first(id, &*state.entropy);
    let life = if user.role.is_staff() {
        state.limits.staff_session_ms
    } else {
        state.limits.patient_session_ms
    };
    let session = row(state, &token, user, device, now, now.plus_millis(life));
    store::session::insert(tx, &session).await?;
    answer(state, tx, user, &token, &session).await
}

/// The table row that belongs to `token` from `now` on.
fn row(
    state: &State,
    token: &RefreshToken,
    user: &User,
    device: Option<DeviceId>,
    now: Timestamp,
    refresh_until: Timestamp,
) -> Session {
    let access_until = now.plus_millis(state.limits.access_ms).min(refresh_until);
    Session {
        session: token.session,
        user: user.user,
        device,
        access_hash: token.access(&state.keys.token_key).hash(),
        refresh_hash: token.hash(),
        created_at: now,
        access_until,
        refresh_until,
        ended_at: None,
    }
}

async fn answer(
    state: &State,
    tx: &mut Tx,
    user: &User,
    token: &RefreshToken,
    session: &Session,
) -> Result<api::Session, Failure> {
    Ok(api::Session {
        access: token.access(&state.keys.token_key).text(),
        access_until: session.access_until,
        refresh: token.text(),
        refresh_until: session.refresh_until,
        me: person::me(state, tx, user).await?,
    })
}

/// Exchanges a refresh token for the next one.
/// # Errors
/// `unauthenticated` for an unknown, ended or expired one, `token_reused` after which the whole family is dead,
/// `bad_proof` and `clock_wrong` where the session is bound to a device, `user_inactive`.
pub async fn refresh(state: &State, asked: &api::Refresh) -> Result<api::Session, Failure> {
    let presented = RefreshToken::parse(&asked.refresh).ok_or(ErrorCode::Unauthenticated)?;
    state.rates.refresh(*presented.session.as_bytes())?;
    // A second request with the same token may win the race between our read and our write: look again, once.
    for _ in 0..2 {
        if let Some(answer) = exchange(state, &presented, asked).await? {
            return Ok(answer);
        }
    }
    Err(ErrorCode::Conflict.into())
}

/// One look at the session and what follows from it; `None` where another request came in between.
async fn exchange(
    state: &State,
    presented: &RefreshToken,
    asked: &api::Refresh,
) -> Result<Option<api::Session>, Failure> {
    let now = state.now();
    let mut tx = state.store.begin().await?;
    let session = store::session::find(&mut tx, presented.session).await?;
    let session = session.ok_or(ErrorCode::Unauthenticated)?;
    if session.ended_at.is_some() || now >= session.refresh_until {
        return Err(ErrorCode::Unauthenticated.into());
    }
    prove(state, &mut tx, &session, asked).await?;
    let user = store::user::find(&mut tx, session.user).await?;
    let user = user.ok_or(ErrorCode::Unauthenticated)?;
    if !user.active {
        return Err(ErrorCode::UserInactive.into());
    }
    if presented.hash() != session.refresh_hash {
        return repeated(state, tx, presented, &session, &user).await.map(Some);
    }
    let next = presented.successor(&state.keys.token_key);
    let row = row(state, &next, &user, session.device, now, session.refresh_until);
    if !store::session::rotate(&mut tx, &presented.hash(), &row).await? {
        return Ok(None);
    }
    let answer = answer(state, &mut tx, &user, &next, &row).await?;
    tx.commit().await?;
    Ok(Some(answer))
}

/// A token that is not the current one: the same answer again within the grace, else the end of the family.
async fn repeated(
    state: &State,
    mut tx: Tx,
    presented: &RefreshToken,
    session: &Session,
    user: &User,
) -> Result<api::Session, Failure> {
    let now = state.now();
    let next = presented.successor(&state.keys.token_key);
    let rotated_at = session.access_until.plus_millis(-state.limits.access_ms);
    let fresh = now.since(rotated_at) <= GRACE_MS && session.device.is_some();
    if fresh && next.hash() == session.refresh_hash {
        return answer(state, &mut tx, user, &next, session).await;
    }
    if !presented.precedes(&session.refresh_hash, &state.keys.token_key) {
        return Err(ErrorCode::Unauthenticated.into());
    }
    store::session::end(&mut tx, session.session, "reuse", now).await?;
    trail::note(state, &mut tx, Act::TokenReused, user.user, session.device).await?;
    tx.commit().await?;
    Err(ErrorCode::TokenReused.into())
}

/// Where the session is bound to a device, the device's key must be at hand.
async fn prove(
    state: &State,
    tx: &mut Tx,
    session: &Session,
    asked: &api::Refresh,
) -> Result<(), Failure> {
    let Some(device) = session.device else { return Ok(()) };
    let given = asked.device.as_ref().filter(|p| p.device == device);
    let given = given.ok_or_else(|| Problem::new(ErrorCode::BadProof))?;
    let device = store::device::find(tx, device).await?.ok_or(ErrorCode::BadProof)?;
    let secret = asked.refresh.as_bytes();
    proof::check(given, &device.public, REFRESH_ROUTE, secret, state.now())?;
    Ok(())
}

/// Ends the caller's session.
/// # Errors
/// A store failure; ending it twice is fine.
pub async fn end(state: &State, caller: &Caller) -> Result<(), Failure> {
    let mut tx = state.store.begin().await?;
    store::session::end(&mut tx, caller.session, "signed_out", state.now()).await?;
    trail::note(state, &mut tx, Act::SignedOut, caller.user, caller.device).await?;
    tx.commit().await?;
    Ok(())
}
