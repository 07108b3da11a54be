//! `POST /api/v1/sessions`: sign in with a password.
use axum::{Json, extract::State};
use satchel_protocol::{
    api::{Session, SignIn},
    problem::ErrorCode,
};
use satchel_server_store::{self as store, Tx, device::DeviceStatus, user::User};
use satchel_vault::{password_hash::Verdict, secret::Password};

use crate::{
    auth::{
        password, profile, proof, session,
        trail::{self, Act},
    },
    http::{
        extract::{Body, Client},
        problem::Failure,
    },
    state::{App, State as Shared},
};

/// Route as its device proof names it.
pub const ROUTE: &str = "POST /api/v1/sessions";

/// # Errors
/// `bad_credentials` whatever was wrong, in the same time; `user_inactive` after a right password; `bad_proof` and
/// `clock_wrong` for the device's proof; `rate_limited`, `overloaded`.
pub async fn handle(
    State(app): State<App>,
    Client(address): Client,
    Body(asked): Body<SignIn>,
) -> Result<Json<Session>, Failure> {
    let login = asked.login.trim().to_lowercase();
    app.rates.sign_in(&login, address)?;
    let typed = password::take(asked.password.clone()).map_err(|_| ErrorCode::BadCredentials)?;
    let key = profile::login_hash(&app.keys, &login);
    let user = {
        let mut tx = app.store.read().await?;
        store::user::find_by_login(&mut tx, app.keys.tenant, &key).await?
    };
    let stored = user.as_ref().and_then(|u| u.password.clone());
    let verdict = app.hashing.verify(typed, stored).await?;
    let (Some(user), Verdict::Right { rehash }) = (user.clone(), verdict) else {
        refused(&app, user.as_ref()).await?;
        return Err(ErrorCode::BadCredentials.into());
    };
    app.rates.signed_in(&login, address);
    if !user.active {
        return Err(ErrorCode::UserInactive.into());
    }
    let renewed = if rehash {
        Some(app.hashing.rehash(Password::new(asked.password.clone())).await?)
    } else {
        None
    };
    let mut tx = app.store.begin().await?;
    let device = prove(&app, &mut tx, &user, &asked).await?;
    if let Some(phc) = renewed {
        store::user::set_password(&mut tx, user.user, &phc, app.now()).await?;
    }
    let session = session::open(&app, &mut tx, &user, device).await?;
    trail::note(&app, &mut tx, Act::SignedIn, user.user, device).await?;
    tx.commit().await?;
    Ok(Json(session))
}

/// A refused try goes to the audit whether the account exists or not: the answer must take as long either way.
async fn refused(app: &Shared, user: Option<&User>) -> Result<(), Failure> {
    let user = user.map_or_else(|| trail::server(app), |u| u.user);
    let mut tx = app.store.begin().await?;
    trail::note(app, &mut tx, Act::SignInRefused, user, None).await?;
    tx.commit().await?;
    Ok(())
}

/// The device the session is for, if one is named and proves its key.
async fn prove(
    app: &Shared,
    tx: &mut Tx,
    user: &User,
    asked: &SignIn,
) -> Result<Option<satchel_model::id::DeviceId>, Failure> {
    let Some(given) = &asked.device else { return Ok(None) };
    let device = store::device::find(tx, given.device).await?.filter(|d| d.user == user.user);
    let device = device.ok_or(ErrorCode::UnknownDevice)?;
    proof::check(given, &device.public, ROUTE, asked.password.as_bytes(), app.now())?;
    match device.status {
        DeviceStatus::Active => Ok(Some(device.device)),
        DeviceStatus::Revoked | DeviceStatus::Blocked => Err(ErrorCode::DeviceRevoked.into()),
    }
}
