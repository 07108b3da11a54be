//! Devices: how they stand, and shutting one out.
use satchel_model::{
    policy::{Administer, Devices as Subject, Read},
    text::fold,
};
use satchel_protocol::{
    command::{
        Topic,
        args::DeviceRevoke,
        reply::{Device, DeviceState, Devices},
    },
    intent::RevokeReason,
};
use satchel_server_store::{
    self as store, Tx,
    device::{Device as Row, DeviceStatus},
};

use super::{Names, may, reason};
use crate::{
    auth::{device, profile, session::Caller},
    http::problem::Failure,
    state::State,
};

/// Devices read at once.
const PAGE: u32 = 1_000;

/// Every device.
pub(super) async fn all(state: &State, tx: &mut Tx) -> Result<Vec<Row>, Failure> {
    let mut out: Vec<Row> = Vec::new();
    loop {
        let after = out.last().map(|d| d.device);
        let page = store::device::list(tx, state.keys.tenant, None, after, PAGE).await?;
        if page.is_empty() {
            return Ok(out);
        }
        out.extend(page);
    }
}

/// The lines, those that work first, then in order of person.
pub(super) async fn list(state: &State, caller: &Caller) -> Result<Devices, Failure> {
    may(state, caller, Read, Subject { tenant: caller.tenant, owner: None })?;
    let mut tx = state.store.read().await?;
    let mut names = Names::default();
    let mut devices = Vec::new();
    for row in all(state, &mut tx).await? {
        let person = names.of(state, &mut tx, row.user).await?;
        devices.push(line(state, &row, person));
    }
    devices.sort_by_cached_key(|d| (d.state != DeviceState::Active, fold(&d.person), d.device));
    Ok(Devices { devices })
}

fn line(state: &State, row: &Row, person: String) -> Device {
    let id = *row.device.as_bytes();
    Device {
        device: row.device,
        user: row.user,
        person,
        machine: profile::open_label(&state.keys, id, row.label.as_deref()),
        model: None,
        version: None,
        created_at: row.enrolled_at,
        last_seen_at: row.seen_at,
        unsent: state.sync.told.unsent(row.device),
        lease_until: Some(row.lease_until),
        state: match row.status {
            DeviceStatus::Active => DeviceState::Active,
            DeviceStatus::Revoked => DeviceState::Revoked,
            DeviceStatus::Blocked => DeviceState::Blocked,
        },
        revoked_at: row.revoked_at,
        lost: row.status == DeviceStatus::Active && state.now() > row.lease_until,
        restored: row.incarnation,
    }
}

/// Shuts a device out, at once; the list as it is then. One that was replaced says so by that word, any other reason
/// counts as lost.
pub(super) async fn revoke(
    state: &State,
    caller: &Caller,
    asked: &DeviceRevoke,
) -> Result<Devices, Failure> {
    may(state, caller, Administer, Subject { tenant: caller.tenant, owner: None })?;
    let why = reason(&asked.reason)?;
    let word = if why == "replaced" { RevokeReason::Replaced } else { RevokeReason::Lost };
    let mut tx = state.store.begin().await?;
    let by = Some(caller.user);
    device::shut_out_why(state, &mut tx, asked.device, (word, Some(why)), by).await?;
    tx.commit().await?;
    state.live.poke_device(asked.device);
    state.sequencer.ring();
    state.news.tell(Topic::Devices);
    list(state, caller).await
}
