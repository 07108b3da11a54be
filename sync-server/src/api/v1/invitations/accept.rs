//! `POST /api/v1/invitations/accept`: the invited person chooses a sign-in name and a password.
use axum::{Json, extract::State};
use satchel_protocol::{
    api::{Accept, Session},
    problem::ErrorCode,
};
use satchel_server_store::{self as store, invitation::Invitation};

use crate::{
    auth::{
        password,
        person::{self, Added, NewPerson},
        profile::{self, Profile},
        session,
        trail::{self, Act},
    },
    code,
    http::{
        extract::{Body, Client},
        problem::Failure,
    },
    state::{App, State as Shared},
};

/// # Errors
/// `invitation_invalid` for an unknown, used or withdrawn code, `invitation_expired`, `login_taken`, `weak_password`,
/// `invalid`, `rate_limited`. A refused try does not use the code up.
pub async fn handle(
    State(app): State<App>,
    Client(address): Client,
    Body(asked): Body<Accept>,
) -> Result<Json<Session>, Failure> {
    app.rates.code(address)?;
    let invitation = open(&app, &asked.code).await?;
    app.rates.code_was_right(address);
    let login = profile::login(&asked.login)?;
    let row = *invitation.invitation.as_bytes();
    let name = Profile::open(&app.keys, row, invitation.profile.as_deref()).name;
    let typed = password::take(asked.password)?;
    let context = vec![name.clone(), login.clone()];
    let stored = app.hashing.create(typed, app.limits.password_length_min, context).await?;
    let new = NewPerson {
        profile: Profile { name, login },
        role: invitation.role,
        patient: invitation.patient,
        password: stored,
    };
    let mut tx = app.store.begin().await?;
    let Added { user, written } = person::create(&app, &mut tx, new).await?;
    let id = invitation.invitation;
    if !store::invitation::consume(&mut tx, id, user.user, app.now()).await? {
        return Err(ErrorCode::InvitationInvalid.into());
    }
    trail::note(&app, &mut tx, Act::Joined, user.user, None).await?;
    let session = session::open(&app, &mut tx, &user, None).await?;
    tx.commit().await?;
    written.tell(&app);
    Ok(Json(session))
}

/// The invitation behind `typed`, if it can still be used.
async fn open(app: &Shared, typed: &str) -> Result<Invitation, Failure> {
    let mut tx = app.store.read().await?;
    let found = store::invitation::find_by_code(&mut tx, &code::digest(typed)).await?;
    let found = found.filter(|i| i.used_at.is_none() && i.revoked_at.is_none());
    let found = found.ok_or(ErrorCode::InvitationInvalid)?;
    if app.now() >= found.expires_at {
        return Err(ErrorCode::InvitationExpired.into());
    }
    Ok(found)
}
