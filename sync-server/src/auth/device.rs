//! Devices of people: who may see and shut out which, and what shutting out does at once.
use satchel_model::{
    id::{DeviceId, UserId},
    role::Role,
};
use satchel_protocol::{api::DeviceLine, intent::RevokeReason, problem::ErrorCode};
use satchel_server_store::{
    self as store, Tx,
    device::{Device, DeviceStatus},
};

use super::{
    person, profile,
    session::Caller,
    trail::{self, Act},
};
use crate::{http::problem::Failure, state::State};

/// Devices read for one list.
const PAGE: u32 = 1_000;

/// Whether a role manages everybody's devices, or only its own.
#[must_use]
pub const fn manages_devices(role: Role) -> bool {
    matches!(role, Role::ClinicAdmin | Role::It)
}

/// Whether a role sees everybody's devices.
#[must_use]
pub const fn sees_devices(role: Role) -> bool {
    matches!(role, Role::ClinicAdmin | Role::It | Role::PrivacyOfficer)
}

/// The devices of `user`, or everybody's, in order of id.
/// # Errors
/// A store failure.
pub async fn list(state: &State, user: Option<UserId>) -> Result<Vec<DeviceLine>, Failure> {
    let mut tx = state.store.read().await?;
    let devices = store::device::list(&mut tx, state.keys.tenant, user, None, PAGE).await?;
    let mut out = Vec::with_capacity(devices.len());
    for device in devices {
        out.push(line(state, &mut tx, device).await?);
    }
    Ok(out)
}

async fn line(state: &State, tx: &mut Tx, device: Device) -> Result<DeviceLine, Failure> {
    let user = store::user::find(tx, device.user).await?;
    let name = user.map(|u| person::opened(state, &u).name).unwrap_or_default();
    let row = *device.device.as_bytes();
    Ok(DeviceLine {
        device: device.device,
        user: device.user,
        name,
        label: profile::open_label(&state.keys, row, device.label.as_deref()),
        status: match device.status {
            DeviceStatus::Active => "active",
            DeviceStatus::Revoked => "revoked",
            DeviceStatus::Blocked => "blocked",
        }
        .to_owned(),
        last_seen: device.seen_at,
        unsent: 0,
        lease_until: device.lease_until,
        restored: device.incarnation,
    })
}

/// Stable word of a reason, as tables hold it.
#[must_use]
pub const fn reason_word(reason: RevokeReason) -> &'static str {
    match reason {
        RevokeReason::Lost => "lost",
        RevokeReason::Replaced => "replaced",
    }
}

/// Shuts a device out inside the caller's transaction: its sessions end at once, what it still sends goes to review.
/// # Errors
/// `not_found` for an unknown device, `already_done` for one that is shut out.
pub async fn shut_out(
    state: &State,
    tx: &mut Tx,
    device: DeviceId,
    reason: RevokeReason,
    by: Option<UserId>,
) -> Result<(), Failure> {
    shut_out_why(state, tx, device, (reason, None), by).await
}

/// As [`shut_out`], with why in the person's words.
/// # Errors
/// As [`shut_out`].
pub async fn shut_out_why(
    state: &State,
    tx: &mut Tx,
    device: DeviceId,
    (reason, why): (RevokeReason, Option<&str>),
    by: Option<UserId>,
) -> Result<(), Failure> {
    let now = state.now();
    let known = store::device::find(tx, device).await?;
    known.filter(|d| d.tenant == state.keys.tenant).ok_or(ErrorCode::NotFound)?;
    let word = reason_word(reason);
    if !store::device::stop(tx, device, DeviceStatus::Revoked, word, now).await? {
        return Err(ErrorCode::AlreadyDone.into());
    }
    store::session::end_device(tx, device, "revoked", now).await?;
    let by = by.unwrap_or_else(|| trail::server(state));
    trail::note_why(state, tx, Act::DeviceRevoked(reason), by, (Some(device), why)).await
}

/// Shuts a device out for a person: their own, or anybody's by those who manage devices.
/// # Errors
/// `not_found` for an unknown device or another person's, `already_done` for one that is shut out.
pub async fn revoke(
    state: &State,
    caller: &Caller,
    device: DeviceId,
    reason: RevokeReason,
) -> Result<(), Failure> {
    let mut tx = state.store.begin().await?;
    let known = store::device::find(&mut tx, device).await?.ok_or(ErrorCode::NotFound)?;
    if known.user != caller.user && !manages_devices(caller.role) {
        return Err(ErrorCode::NotFound.into());
    }
    shut_out(state, &mut tx, device, reason, Some(caller.user)).await?;
    tx.commit().await?;
    state.live.poke_device(device);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_administrators_and_it_shut_out_what_is_not_theirs() {
        let names = |f: fn(Role) -> bool| -> Vec<&str> {
            Role::ALL.into_iter().filter(|r| f(*r)).map(Role::name).collect()
        };
        assert_eq!(names(manages_devices), ["clinic_admin", "it"]);
        assert_eq!(names(sees_devices), ["clinic_admin", "privacy_officer", "it"]);
    }

    #[test]
    fn reasons_have_stable_words() {
        assert_eq!(reason_word(RevokeReason::Lost), "lost");
        assert_eq!(reason_word(RevokeReason::Replaced), "replaced");
    }
}
