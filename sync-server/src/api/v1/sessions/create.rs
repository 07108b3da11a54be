//! `POST /api/v1/sessions`: sign in with a password.
use axum::{Json, extract::State};
use satchel_protocol::{
    api::{Session, SignIn},
    problem::ErrorCode,
};
use satchel_server_store::{self as store, Tx, device::DeviceStatus, user::User};

use crate::{
    auth::{
        proof, session, sign_in,
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
    let proved = sign_in::prove(&app, &asked.login, asked.password.clone(), address).await?;
    let user = &proved.user;
    let mut tx = app.store.begin().await?;
    let device = prove(&app, &mut tx, user, &asked).await?;
    proved.keep(&app, &mut tx).await?;
    let session = session::open(&app, &mut tx, user, device).await?;
    trail::note(&app, &mut tx, Act::SignedIn, user.user, device).await?;
    tx.commit().await?;
    Ok(Json(session))
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
        // Two copies of it wrote. Who knows the password goes on with one of them, which writes anew what waits there; an
        // administrator sees that there were two.
        DeviceStatus::Blocked => {
            store::device::unblock(tx, device.device).await?;
            trail::note(app, tx, Act::DeviceRestored, user.user, Some(device.device)).await?;
            Ok(Some(device.device))
        }
        DeviceStatus::Revoked => Err(ErrorCode::DeviceRevoked.into()),
    }
}
