//! Enrolment: a person's new device gets a certificate, a lease, a beacon and its audit document.
use satchel_model::{
    cbor,
    id::{DocId, Hash},
    time::{DAY_MS, Timestamp},
};
use satchel_protocol::{
    api::{Enrol, Enrolled},
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{
    self as store, Position, Tx,
    device::{Device, DeviceStatus},
    user::User,
};
use satchel_vault::{
    beacon,
    cert::{ALG_ED25519, DeviceCert, Lease},
};

use super::{
    profile, proof,
    session::{self, Caller},
    trail::{self, Act},
};
use crate::{http::problem::Failure, state::State};

/// Route of an enrolment, as its proof names it.
pub const ENROL_ROUTE: &str = "POST /api/v1/devices";

/// Life of a device certificate.
const CERT_MS: i64 = 365 * DAY_MS;

/// Enrols the caller's device. The same device again, with the same key and before it sent anything, gets the same
/// certificate: its first answer was lost.
/// # Errors
/// `bad_proof`, `clock_wrong`, `invalid` (label), `too_many_devices`, `conflict` where id or key belong to another device.
pub async fn enrol(
    state: &State,
    caller: &Caller,
    access: &str,
    asked: &Enrol,
) -> Result<Enrolled, Failure> {
    let now = state.now();
    if asked.proof.device != asked.device {
        return Err(ErrorCode::BadProof.into());
    }
    proof::check(&asked.proof, &asked.public, ENROL_ROUTE, access.as_bytes(), now)?;
    let label = profile::text("label", &asked.label)?;
    // The key of the audit document is committed first, in its own store; one that nothing names is harmless.
    let audit_doc = DocId::from_bytes(*asked.device.as_bytes());
    let dek = crate::seal::fresh_dek(state, audit_doc, 0).await?;
    let mut tx = state.store.begin().await?;
    let user = store::user::find(&mut tx, caller.user).await?.ok_or(ErrorCode::Unauthenticated)?;
    let device = if let Some(known) = store::device::find(&mut tx, asked.device).await? {
        again(known, &user, asked)?
    } else {
        let device = certified(state, &mut tx, &user, asked, &label).await?;
        store::device::insert(&mut tx, &device).await.map_err(taken)?;
        crate::sync::create::audit_document(state, &mut tx, audit_doc, &user, dek).await?;
        trail::note(state, &mut tx, Act::DeviceEnrolled, user.user, Some(device.device)).await?;
        device
    };
    store::session::end(&mut tx, caller.session, "enrolled", now).await?;
    let session = session::open(state, &mut tx, &user, Some(device.device)).await?;
    tx.commit().await?;
    let keys = &state.keys;
    let lease = lease(state, &user, device.device, now, device.lease_until);
    let beacon = beacon::issue(now, keys.tenant, &keys.token_key, &keys.signing);
    Ok(Enrolled {
        cert: hex::encode(device.cert),
        tenant_key: keys.signing.public(),
        lease: hex::encode(cbor::encode(&lease.issue(&keys.signing))),
        beacon: hex::encode(cbor::encode(&beacon)),
        audit_doc,
        session,
    })
}

fn taken(error: store::StoreError) -> Failure {
    if error.is_duplicate() { ErrorCode::Conflict.into() } else { error.into() }
}

/// A device that is known already: the same one, or a conflict that tells nothing about the other.
fn again(known: Device, user: &User, asked: &Enrol) -> Result<Device, Failure> {
    let same = known.user == user.user
        && known.public == asked.public
        && known.status == DeviceStatus::Active
        && known.ctr_hw == 0;
    if same { Ok(known) } else { Err(ErrorCode::Conflict.into()) }
}

/// The row of a new device, certificate included.
async fn certified(
    state: &State,
    tx: &mut Tx,
    user: &User,
    asked: &Enrol,
    label: &str,
) -> Result<Device, Failure> {
    let now = state.now();
    let max = state.limits.devices_per_user;
    let held = store::device::list(tx, user.tenant, Some(user.user), None, 1_000).await?;
    let active = held.iter().filter(|d| d.status == DeviceStatus::Active).count();
    if active >= usize::try_from(max).unwrap_or(usize::MAX) {
        return Err(Problem::new(ErrorCode::TooManyDevices).with("max", max).into());
    }
    let cert = DeviceCert {
        v: 1,
        tenant: user.tenant,
        device: asked.device,
        user: user.user,
        key: asked.public,
        alg: ALG_ED25519,
        created: now,
        expires: now.plus_millis(CERT_MS),
        capabilities: 0,
        epoch: 0,
    };
    let row = *asked.device.as_bytes();
    Ok(Device {
        device: asked.device,
        tenant: user.tenant,
        user: user.user,
        role: user.role,
        machine: None,
        public: asked.public,
        cert: cbor::encode(&cert.issue(&state.keys.signing)),
        label: Some(profile::seal_label(&state.keys, row, label, &*state.entropy)),
        status: DeviceStatus::Active,
        enrolled_at: now,
        revoked_at: None,
        reason: None,
        ctr_hw: 0,
        chain: Hash::ZERO,
        beacon_min: Timestamp::default(),
        incarnation: 0,
        token: Position::ZERO,
        lease_until: now.plus_millis(lease_ms(state, user)),
        seen_at: None,
    })
}

/// How long a device of `user` may work without contact, in milliseconds.
#[must_use]
pub fn lease_ms(state: &State, user: &User) -> i64 {
    if user.role.is_staff() { state.limits.staff_lease_ms } else { state.limits.patient_lease_ms }
}

fn lease(
    state: &State,
    user: &User,
    device: satchel_model::id::DeviceId,
    now: Timestamp,
    not_after: Timestamp,
) -> Lease {
    Lease { v: 1, tenant: state.keys.tenant, device, user: user.user, not_after, server_time: now }
}
