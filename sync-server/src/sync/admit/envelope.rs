//! Step 2: the envelope, its signature, and that it is about this device, person and body; with step 4, the guard.
//!
//! What fails before the signature is proved is an [`ErrorCode`] and leaves no trace: a stolen token without the key must
//! not burn a device's numbers. From there on a refusal is part of the [`Prepared`] item and uses its number up.
use super::{Refusal, limits};
use minicbor::{Decode, Encode};
use satchel_model::{
    actor,
    crdt::{GuardError, Guarded, Limits},
    document::entry::Entry,
    id::{DeviceId, Hash, PublicKey, Signature, TenantId, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, Env, ItemKind, Nonced},
    intent::Intent,
    problem::ErrorCode,
    sync::PushItem,
    version,
};
use satchel_vault::{
    beacon,
    secret::Key32,
    sign::{self, Namespace},
};

/// What proves a device's items.
#[derive(Clone, Copy)]
pub struct Prover<'a> {
    /// The organisation.
    pub tenant: TenantId,
    /// The device that sends.
    pub device: DeviceId,
    /// Its person.
    pub user: UserId,
    /// Its key.
    pub public: &'a PublicKey,
    /// Recognises beacons.
    pub token_key: &'a Key32,
}

/// What an item holds, read as far as its own bytes tell.
pub enum Content {
    /// An Automerge change that passed the guard.
    Change(Box<Guarded>),
    /// An entry of a document's log.
    Entry(Box<Entry>),
    /// A device's own audit event.
    Audit(Box<satchel_model::audit::Event>),
    /// A command that only the server answers.
    Intent(Box<Intent>),
}

/// An item whose signature held.
pub struct Prepared {
    /// The envelope.
    pub env: Env,
    /// Its canonical bytes.
    pub env_bytes: Vec<u8>,
    /// Its hash: the link of the device's chain.
    pub env_hash: Hash,
    /// The device's counter.
    pub ctr: u64,
    /// The envelope before it in the chain.
    pub prev: Hash,
    /// The signature.
    pub sig: Signature,
    /// The body as sent.
    pub body: Vec<u8>,
    /// The command, where it was sent.
    pub cmd: Option<Vec<u8>>,
    /// Time of the newest beacon the device had seen.
    pub beacon_at: Timestamp,
    /// What the body holds, or the refusal of the envelope or the guard; asked for only after the chain was.
    pub content: Result<Content, Refusal>,
}

/// Proves an item, and reads its body as far as that needs no document.
/// # Errors
/// What fails before the signature is proved: `too_large`, `malformed`, `unknown_device`, `bad_sig`.
pub fn prepare(item: PushItem, prover: &Prover<'_>) -> Result<Prepared, ErrorCode> {
    limits::unread(&item)?;
    let env_bytes: Vec<u8> = item.env.into();
    let env = Env::decode(&env_bytes).map_err(|_| ErrorCode::Malformed)?;
    if env.device != prover.device {
        return Err(ErrorCode::UnknownDevice);
    }
    let env_hash = satchel_model::hash::sha256(&[&env_bytes]);
    sign::verify(Namespace::ENV, prover.public, &env_hash, &item.sig)
        .map_err(|_| ErrorCode::BadSig)?;
    // An envelope of a device without a place in its chain could never be answered.
    let (Some(ctr), Some(prev)) = (env.device_ctr, env.prev_env_hash) else {
        return Err(ErrorCode::Malformed);
    };
    let body: Vec<u8> = item.body.into();
    let cmd: Option<Vec<u8>> = item.cmd.map(Into::into);
    let beacon_at = env.beacon.and_then(|b| beacon::recognise(&b, prover.tenant, prover.token_key));
    let content = facts(&env, prover)
        .and_then(|()| {
            beacon_at.map(drop).ok_or_else(|| Refusal::at(ErrorCode::Malformed, "beacon"))
        })
        .and_then(|()| command(&env, cmd.as_deref()))
        .and_then(|()| read(&env, &body));
    let beacon_at = beacon_at.unwrap_or_default();
    Ok(Prepared {
        env,
        env_bytes,
        env_hash,
        ctr,
        prev,
        sig: item.sig,
        body,
        cmd,
        beacon_at,
        content,
    })
}

/// What the envelope says about organisation, person and actor.
fn facts(env: &Env, prover: &Prover<'_>) -> Result<(), Refusal> {
    if env.v != version::ENV || env.tenant != prover.tenant || env.user != prover.user {
        return Err(Refusal::at(ErrorCode::Malformed, "envelope"));
    }
    let batch = env.batch.is_none_or(|b| {
        b.index < b.count && (2..=satchel_protocol::limit::BATCH_MAX).contains(&b.count)
    });
    if !batch {
        return Err(Refusal::at(ErrorCode::Malformed, "batch"));
    }
    match (env.kind, env.actor, env.actor_epoch, env.actor_seq) {
        (ItemKind::Change, Some(is), Some(epoch), Some(_)) => {
            let want = actor::derive(prover.public, env.doc, env.epoch, epoch);
            if is == want { Ok(()) } else { Err(ErrorCode::ActorMismatch.into()) }
        }
        (ItemKind::Entry | ItemKind::Intent, None, None, None) => Ok(()),
        (ItemKind::Row, ..) => Err(Refusal::at(ErrorCode::ForbiddenDoc, "row")),
        (ItemKind::Change | ItemKind::Entry | ItemKind::Intent, ..) => {
            Err(Refusal::at(ErrorCode::Malformed, "actor"))
        }
    }
}

fn command(env: &Env, cmd: Option<&[u8]>) -> Result<(), Refusal> {
    match cmd {
        Some(bytes) if env::cmd_hash(bytes) != env.cmd_hash => {
            Err(Refusal::at(ErrorCode::Malformed, "command"))
        }
        Some(_) | None => Ok(()),
    }
}

/// The guard, and that the body is the one the envelope names.
fn read(env: &Env, body: &[u8]) -> Result<Content, Refusal> {
    limits::body(env.kind, body.len())?;
    match env.kind {
        ItemKind::Change => change(env, body),
        ItemKind::Entry | ItemKind::Intent | ItemKind::Row => {
            if env::item_hash(env.kind, body) != env.hash {
                return Err(Refusal::at(ErrorCode::Malformed, "hash"));
            }
            value(env, body)
        }
    }
}

fn change(env: &Env, body: &[u8]) -> Result<Content, Refusal> {
    let guarded = Guarded::new(body.to_vec(), &Limits::DEVICE).map_err(|e| match e {
        GuardError::Malformed(what) => Refusal::at(ErrorCode::Malformed, what),
        GuardError::Bomb => ErrorCode::Bomb.into(),
        GuardError::TooLarge(what) => Refusal::at(ErrorCode::TooLarge, what),
    })?;
    let header = guarded.header();
    if header.hash != env.hash || Some(header.seq) != env.actor_seq {
        return Err(Refusal::at(ErrorCode::Malformed, "header"));
    }
    if Some(header.actor) != env.actor {
        return Err(ErrorCode::ActorMismatch.into());
    }
    if header.nonce.is_none() {
        return Err(Refusal::at(ErrorCode::Malformed, "nonce"));
    }
    Ok(Content::Change(Box::new(guarded)))
}

fn value(env: &Env, body: &[u8]) -> Result<Content, Refusal> {
    if env.kind == ItemKind::Intent {
        return nonced(body).map(|v| Content::Intent(Box::new(v)));
    }
    if env.doc_type == satchel_model::document::DocType::Audit.code() {
        return nonced(body).map(|v| Content::Audit(Box::new(v)));
    }
    nonced(body).map(|v| Content::Entry(Box::new(v)))
}

fn nonced<T: Encode<()> + for<'b> Decode<'b, ()>>(body: &[u8]) -> Result<T, Refusal> {
    Nonced::<T>::decode(body)
        .map(|n| n.value)
        .map_err(|_| Refusal::at(ErrorCode::Malformed, "value"))
}
