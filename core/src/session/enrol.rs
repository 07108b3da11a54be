//! Joining a clinic: account or sign-in, this machine's vault, its key and certificate.
use super::{
    Unlocked,
    api::{self, Pin, Remote},
    place::Place,
    refresh,
    unlock::{self, Cx},
};
use crate::{
    error::CoreError,
    store::{
        Store, StoreError, Tx, cursor,
        document::{self, DocRow},
        identity::{self, Identity},
    },
};
use satchel_model::{
    cbor,
    document::DocType,
    id::{DeviceId, VaultId},
    time::Timestamp,
};
use satchel_protocol::{
    api::{Accept, DeviceProof, Enrol, Enrolled, Session, SignIn},
    command::args::Join,
    join::JoinLink,
    problem::{ErrorCode, Problem},
    sync::Beacon,
};
use satchel_vault::{
    beacon,
    cert::{DeviceCert, Lease, Signed},
    keyring::Vmk,
    keyslot::{self, SlotFile},
    secret::Password,
    sign::{Namespace, SigningKey},
};
use std::path::Path;
use zeroize::Zeroizing;

const ENROL: (&str, &str) = ("/api/v1/devices", "POST /api/v1/devices");

/// A machine that has joined: the open session, and the code to be shown once.
pub struct Joined {
    /// The session.
    pub unlocked: Unlocked,
    /// Opens the vault without password or keychain.
    pub recovery_code: Zeroizing<String>,
}

/// Joins by invitation. If the invitation was used by this same person before, signs in instead: a second machine, or
/// a first try that broke off.
///
/// # Errors
/// Problems of link, password, server and disk. Nothing of the vault is left behind then.
pub async fn join(
    cx: Cx<'_>,
    remote: &dyn Remote,
    dir: &Path,
    asked: &Join,
) -> Result<Joined, CoreError> {
    let link: JoinLink =
        asked.link.parse().map_err(|_| CoreError::Invalid { field: "link", code: "form" })?;
    let pin = Pin { address: format!("https://{}", link.address), spki: link.spki };
    let place = Place::unfinished(dir, VaultId::new(cx.now, cx.entropy));
    let password = Password::new(asked.password.clone());
    let secret = unlock::fresh_secret(cx, &place)?;
    let enrolled = async {
        keyslot::check_password(&password, secret.is_some(), &[asked.login.as_str()])?;
        let session = admitted(remote, &pin, &link, asked).await?;
        enrol(cx, remote, &pin, &session, asked, secret.is_some()).await
    }
    .await;
    let made = enrolled.and_then(|enrolled| {
        let vmk = Vmk::generate(cx.entropy);
        let mut file = SlotFile::new(place.vault);
        file.put(unlock::password_slot(cx, &place, &vmk, &password, secret.as_ref())?);
        let (slot, code) = keyslot::create_recovery(place.vault, &vmk, cx.entropy);
        file.put(slot);
        let unlocked = settle(cx, &place, dir, &vmk, &file, &enrolled)?;
        Ok(Joined { unlocked, recovery_code: code.reveal() })
    });
    if made.is_err() {
        clear(cx, &place);
    }
    made
}

/// A half-made vault holds nothing that anybody typed.
fn clear(cx: Cx<'_>, place: &Place) {
    if let Err(error) = cx.host.keychain_delete(&place.device_secret()) {
        tracing::warn!(%error, "a keychain entry of a vault that was not made stays");
    }
    match std::fs::remove_dir_all(place.folder()) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(%error, "the folder of a vault that was not made stays");
        }
        _ => {}
    }
}

/// A session: by the invitation, or by the password of the account that it made before.
async fn admitted(
    remote: &dyn Remote,
    pin: &Pin,
    link: &JoinLink,
    asked: &Join,
) -> Result<Session, Problem> {
    let accept = Accept {
        code: link.code.clone(),
        login: asked.login.clone(),
        password: asked.password.clone(),
    };
    let refused = match api::ask(remote, pin, "/api/v1/invitations/accept", None, &accept).await {
        Ok(session) => return Ok(session),
        Err(refused) => refused,
    };
    if !matches!(
        refused.code,
        ErrorCode::InvitationInvalid | ErrorCode::InvitationExpired | ErrorCode::LoginTaken
    ) {
        return Err(refused);
    }
    let sign_in =
        SignIn { login: asked.login.clone(), password: asked.password.clone(), device: None };
    // The first refusal says more about the link than a failed sign-in does.
    api::ask(remote, pin, "/api/v1/sessions", None, &sign_in).await.map_err(|_| refused)
}

/// What enrolment brought, checked.
struct Facts {
    identity: Identity,
    enrolled: Enrolled,
    beacon: Beacon,
    lease: (Vec<u8>, Lease),
}

async fn enrol(
    cx: Cx<'_>,
    remote: &dyn Remote,
    pin: &Pin,
    session: &Session,
    asked: &Join,
    hardware_bound: bool,
) -> Result<Facts, CoreError> {
    let key =
        SigningKey::generate(cx.entropy).map_err(|_| CoreError::Internal("new device key"))?;
    let device = DeviceId::new(cx.now, cx.entropy);
    let digest = DeviceProof::digest(ENROL.1, session.access.as_bytes(), cx.now);
    let proof = DeviceProof { device, at: cx.now, sig: key.sign(Namespace::PROOF, &digest) };
    let label = asked.machine.clone();
    let question = Enrol { device, public: key.public(), label, hardware_bound, proof };
    let bearer = Some(session.access.clone());
    let enrolled: Enrolled = api::ask(remote, pin, ENROL.0, bearer, &question).await?;
    checked(cx.now, pin, asked, &key, device, enrolled)
}

/// Certificate, lease and beacon must be the tenant's and about this device; else the server is not to be trusted.
fn checked(
    now: Timestamp,
    pin: &Pin,
    asked: &Join,
    key: &SigningKey,
    device: DeviceId,
    enrolled: Enrolled,
) -> Result<Facts, CoreError> {
    let wrong = || CoreError::from(Problem::new(ErrorCode::WrongServerKey));
    let cert_bytes = api::bytes(&enrolled.cert)?;
    let lease_bytes = api::bytes(&enrolled.lease)?;
    let signed: Signed = cbor::decode(&cert_bytes).map_err(|_| wrong())?;
    let beacon: Beacon = cbor::decode(&api::bytes(&enrolled.beacon)?).map_err(|_| wrong())?;
    let told = beacon::Beacon { id: beacon.id, time: beacon.time, sig: beacon.sig };
    beacon::check(&told, &enrolled.tenant_key).map_err(|_| wrong())?;
    // Judged by the server's time: this device's clock may be days off.
    let cert = DeviceCert::check(&signed, &enrolled.tenant_key, beacon.time);
    let cert = cert.map_err(|_| wrong())?;
    let me = &enrolled.session.me;
    if cert.device != device || cert.key != key.public() || cert.user != me.user {
        return Err(wrong());
    }
    let signed: Signed = cbor::decode(&lease_bytes).map_err(|_| wrong())?;
    let lease = Lease::check(&signed, &enrolled.tenant_key, device).map_err(|_| wrong())?;
    let identity = Identity {
        tenant: me.tenant,
        device,
        user: me.user,
        role: me.role,
        patient: me.patient,
        login: asked.login.clone(),
        label: me.name.clone(),
        server: pin.address.clone(),
        spki: pin.spki,
        seed: Zeroizing::new(*key.seed().expose()),
        cert: cert_bytes,
        tenant_key: enrolled.tenant_key,
        created_at: now,
    };
    Ok(Facts { identity, enrolled, beacon, lease: (lease_bytes, lease) })
}

/// Makes the vault where it does not count yet, writes the enrolment, and moves it to its place in one rename.
fn settle(
    cx: Cx<'_>,
    place: &Place,
    dir: &Path,
    vmk: &Vmk,
    slots: &SlotFile,
    facts: &Facts,
) -> Result<Unlocked, CoreError> {
    std::fs::create_dir_all(place.folder()).map_err(StoreError::from)?;
    keyslot::replace(&place.slots(), slots)?;
    let key = vmk.db_key_hex();
    let mut incarnation = [0; 16];
    cx.entropy.fill(&mut incarnation);
    let store = Store::create(&place.store(), &key)?;
    store.write(|tx| write(tx, incarnation, facts))?;
    drop(store);
    let last = Place::of(dir, place.vault);
    match cx.host.keychain_set(&last.incarnation(), &incarnation) {
        Ok(()) | Err(crate::host::HostError::NoKeychain) => {}
        Err(error) => return Err(error.into()),
    }
    std::fs::rename(place.folder(), last.folder()).map_err(StoreError::from)?;
    crate::file::sync_folder(last.folder()).map_err(StoreError::from)?;
    Unlocked::over(place.vault, Store::open(&last.store(), &key)?)
}

fn write(tx: &mut Tx<'_>, incarnation: [u8; 16], facts: &Facts) -> Result<(), CoreError> {
    identity::put(tx, &facts.identity)?;
    cursor::begin(tx, incarnation)?;
    let mut place = cursor::get(&tx.read())?;
    place.beacon = Some(facts.beacon.id);
    place.beacon_at = facts.beacon.time;
    place.lease = Some(facts.lease.0.clone());
    place.lease_until = facts.lease.1.not_after;
    cursor::put(tx, &place)?;
    refresh::keep(tx, &facts.enrolled.session)?;
    let audit = DocRow::new(facts.enrolled.audit_doc, DocType::Audit.code(), None);
    Ok(document::put(tx, &audit)?)
}
