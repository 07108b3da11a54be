//! Invitations: made with a link that is shown once, listed, taken back.
use satchel_model::{
    id::InvitationId,
    policy::{Accounts, Create, Read, Write},
    role::Role,
};
use satchel_protocol::{
    api::Invite,
    command::{
        Topic,
        args::InvitationCreate,
        reply::{Invitation, InvitationOpen, InvitationState, Invitations},
    },
    problem::{ErrorCode, Problem},
};
use satchel_server_store as store;

use super::may;
use crate::{
    api::v1::invitations,
    auth::{
        person,
        profile::Profile,
        session::Caller,
        trail::{self, Act},
    },
    http::problem::Failure,
    state::State,
    web::qr,
};

/// Invitations of one answer.
const PAGE: u32 = 500;
/// Days an invitation lasts where no number is asked for.
const DAYS: u32 = 7;
/// Days an invitation lasts at most.
const DAYS_MAX: u32 = 30;

fn accounts(caller: &Caller) -> Accounts {
    Accounts { tenant: caller.tenant, owner: None }
}

/// The lines, newest first.
pub(super) async fn list(state: &State, caller: &Caller) -> Result<Invitations, Failure> {
    may(state, caller, Read, accounts(caller))?;
    let now = state.now();
    let mut tx = state.store.read().await?;
    let found = store::invitation::list(&mut tx, state.keys.tenant, PAGE).await?;
    let line = |row: store::invitation::Invitation| {
        let id = *row.invitation.as_bytes();
        Invitation {
            invitation: row.invitation,
            name: Profile::open(&state.keys, id, row.profile.as_deref()).name,
            role: row.role.name().to_owned(),
            patient: row.patient,
            created_at: row.created_at,
            expires_at: row.expires_at,
            state: match (row.used_at, row.revoked_at) {
                (Some(_), _) => InvitationState::Used,
                (None, Some(_)) => InvitationState::Withdrawn,
                (None, None) if now >= row.expires_at => InvitationState::Expired,
                (None, None) => InvitationState::Open,
            },
        }
    };
    Ok(Invitations { invitations: found.into_iter().map(line).collect() })
}

/// A fresh invitation with everything that brings somebody in.
pub(super) async fn create(
    state: &State,
    caller: &Caller,
    asked: InvitationCreate,
) -> Result<InvitationOpen, Failure> {
    may(state, caller, Create, accounts(caller))?;
    let field = |name: &str| Problem::new(ErrorCode::Invalid).with("field", name);
    let role = Role::from_name(&asked.role).ok_or_else(|| field("role"))?;
    if !person::may_invite(caller.role, role) {
        return Err(ErrorCode::Forbidden.into());
    }
    let days = asked.days.unwrap_or(DAYS);
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(field("days").with("max", DAYS_MAX).into());
    }
    if let Some(patient) = asked.patient {
        let mut tx = state.store.read().await?;
        let known = store::document::find(&mut tx, patient.admin()).await?;
        known.ok_or_else(|| field("patient"))?;
    }
    let invite = Invite {
        name: asked.name,
        role: role.code(),
        patient: asked.patient,
        hours: Some(days.saturating_mul(24)),
    };
    let made = invitations::create::make(state, caller.user, caller.device, role, &invite).await?;
    state.sequencer.ring();
    state.news.tell(Topic::People);
    Ok(InvitationOpen {
        invitation: made.id,
        qr_svg: qr::svg(&made.link),
        link: made.link,
        words: state.place.words(),
        expires_at: made.until,
    })
}

/// Takes an invitation back; the list as it is then.
pub(super) async fn withdraw(
    state: &State,
    caller: &Caller,
    id: InvitationId,
) -> Result<Invitations, Failure> {
    may(state, caller, Write, accounts(caller))?;
    let mut tx = state.store.begin().await?;
    let found = store::invitation::find(&mut tx, id).await?;
    let found = found.filter(|row| row.tenant == state.keys.tenant).ok_or(ErrorCode::NotFound)?;
    if !person::may_invite(caller.role, found.role) {
        return Err(ErrorCode::Forbidden.into());
    }
    if !store::invitation::revoke(&mut tx, id, state.now()).await? {
        return Err(ErrorCode::AlreadyDone.into());
    }
    trail::note(state, &mut tx, Act::InvitationWithdrawn, caller.user, caller.device).await?;
    tx.commit().await?;
    state.sequencer.ring();
    state.news.tell(Topic::People);
    list(state, caller).await
}
