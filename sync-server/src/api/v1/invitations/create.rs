//! `POST /api/v1/invitations`: a code and a link that carries the server's address and key.
use axum::{Json, extract::State};
use satchel_model::{
    id::{DeviceId, InvitationId, UserId},
    role::Role,
    time::HOUR_MS,
};
use satchel_protocol::{
    api::{Invite, Invited},
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{self as store, invitation::Invitation};

use crate::{
    auth::{
        person,
        profile::{self, Profile},
        session::Caller,
        trail::{self, Act},
    },
    code,
    http::{extract::Body, problem::Failure},
    state::{App, State as Shared},
};

/// Longest life of an invitation in hours.
const HOURS_MAX: u32 = 720;

/// # Errors
/// `forbidden` for a role that may not invite this role, `invalid` for a role, patient or life that cannot be.
pub async fn handle(
    State(app): State<App>,
    caller: Caller,
    Body(asked): Body<Invite>,
) -> Result<Json<Invited>, Failure> {
    let role = Role::from_code(asked.role).ok_or_else(|| field("role"))?;
    if !person::may_invite(caller.role, role) {
        return Err(ErrorCode::Forbidden.into());
    }
    make(&app, caller.user, caller.device, role, &asked).await.map(Json)
}

fn field(name: &str) -> Problem {
    Problem::new(ErrorCode::Invalid).with("field", name)
}

/// Makes the invitation in the name of `by`; who may was decided by the caller.
/// # Errors
/// `invalid` naming the field, or a store failure.
pub async fn make(
    app: &Shared,
    by: UserId,
    device: Option<DeviceId>,
    role: Role,
    asked: &Invite,
) -> Result<Invited, Failure> {
    if role.is_staff() == asked.patient.is_some() {
        return Err(field("patient").into());
    }
    let life = match asked.hours {
        None => app.limits.invitation_ms,
        Some(hours @ 1..=HOURS_MAX) => i64::from(hours).saturating_mul(HOUR_MS),
        Some(_) => return Err(field("hours").with("max", HOURS_MAX).into()),
    };
    let name = profile::text("name", &asked.name)?;
    let now = app.now();
    let id = InvitationId::new(now, &*app.entropy);
    let text = code::generate(&*app.entropy, code::INVITATION_GROUPS);
    let profile = Profile { name, login: String::new() };
    let invitation = Invitation {
        invitation: id,
        tenant: app.keys.tenant,
        code_hash: code::digest(&text),
        role,
        patient: asked.patient,
        profile: Some(profile.seal(&app.keys, *id.as_bytes(), &*app.entropy)),
        created_by: Some(by),
        created_at: now,
        expires_at: now.plus_millis(life),
        used_at: None,
        revoked_at: None,
    };
    let mut tx = app.store.begin().await?;
    store::invitation::insert(&mut tx, &invitation).await?;
    trail::note(app, &mut tx, Act::Invited, by, device).await?;
    tx.commit().await?;
    Ok(Invited {
        id,
        link: app.place.link(&text),
        code: text,
        spki: app.place.spki,
        until: invitation.expires_at,
    })
}
