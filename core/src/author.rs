//! Who acts on this device, and how an item of theirs becomes a signed link of the device's chain.
pub mod audit;

use crate::store::{
    StoreError, Tx, cursor,
    identity::Identity,
    pending::{self, PendingBatch, PendingItem, PendingState},
};
use satchel_model::{
    cbor,
    document::SCHEMA,
    hash,
    id::{ActorId, DeviceId, DocId, GrantId, Hash, Nonce, PatientId, TenantId, UserId},
    role::{Purpose, Role},
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, Batch, Env, ItemKind},
    intent::{Ask, Intent},
    version,
};
use satchel_vault::{
    secret::Key32,
    sign::{BadKey, Namespace, SigningKey},
};

/// The person, their device and its key. Lives between unlock and lock.
pub struct Author {
    /// The organisation.
    pub tenant: TenantId,
    /// This enrolment.
    pub device: DeviceId,
    /// The person.
    pub user: UserId,
    /// The role they act in.
    pub role: Role,
    /// Their own patient id, where they are a patient.
    pub patient: Option<PatientId>,
    /// Their name as shown.
    pub label: String,
    /// The device's signing key.
    pub key: SigningKey,
}

impl Author {
    /// The author of an enrolment.
    ///
    /// # Errors
    /// [`BadKey`] if the stored seed is none, or the role is none of a person's.
    pub fn of(identity: &Identity) -> Result<Self, BadKey> {
        Ok(Self {
            tenant: identity.tenant,
            device: identity.device,
            user: identity.user,
            role: Role::from_code(identity.role).filter(|r| *r != Role::System).ok_or(BadKey)?,
            patient: identity.patient,
            label: identity.label.clone(),
            key: SigningKey::from_seed(&Key32::from_bytes(*identity.seed))?,
        })
    }

    /// Our actor in a document.
    #[must_use]
    pub fn actor(&self, doc: DocId, epoch: u32, actor_epoch: u32) -> ActorId {
        satchel_model::actor::derive(&self.key.public(), doc, epoch, actor_epoch)
    }
}

/// Facts of a change that its envelope names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeFacts {
    /// The derived actor.
    pub actor: ActorId,
    /// Its incarnation.
    pub actor_epoch: u32,
    /// The change's number under it.
    pub seq: u64,
}

/// A command as it rides with its item: number and canonical `[nonce, command]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CommandBytes {
    /// Its number; 0 = no command.
    pub kind: u16,
    /// The bytes; empty = no command.
    pub bytes: Vec<u8>,
}

/// An item that is to be signed and saved.
#[derive(Debug, Clone)]
pub struct NewItem {
    /// The document.
    pub doc: DocId,
    /// Its type number.
    pub doc_type: u16,
    /// Its incarnation.
    pub epoch: u32,
    /// What the item is.
    pub kind: ItemKind,
    /// The raw bytes: a change chunk, or `[nonce, value]`.
    pub body: Vec<u8>,
    /// The item's hash.
    pub hash: Hash,
    /// Set for changes.
    pub change: Option<ChangeFacts>,
    /// The command behind it.
    pub command: CommandBytes,
    /// Its place in a batch.
    pub batch: Option<Batch>,
    /// Why the person acts.
    pub purpose: Purpose,
    /// The grant relied on.
    pub grant: Option<GrantId>,
    /// The refused item that this one replaces.
    pub rebased_from: Option<Hash>,
    /// Refusals so far of the command behind it.
    pub tries: u8,
}

impl NewItem {
    /// An entry or intent of `doc` with this body.
    #[must_use]
    pub fn value(doc: DocId, doc_type: u16, kind: ItemKind, body: Vec<u8>) -> Self {
        let hash = env::item_hash(kind, &body);
        Self {
            doc,
            doc_type,
            epoch: 0,
            kind,
            body,
            hash,
            change: None,
            command: CommandBytes::default(),
            batch: None,
            purpose: Purpose::Treatment,
            grant: None,
            rebased_from: None,
            tries: 0,
        }
    }
}

/// Signs an item as the next link of the device's chain and saves it as pending, within the caller's transaction.
///
/// # Errors
/// [`StoreError`]; then the caller's transaction must not commit.
pub fn append(
    tx: &mut Tx<'_>,
    author: &Author,
    now: Timestamp,
    item: NewItem,
) -> Result<PendingItem, StoreError> {
    let chain = cursor::chain(&tx.read())?;
    let beacon = cursor::get(&tx.read())?.beacon;
    let hlc = chain.hlc.next(now);
    let ctr = chain.next_ctr;
    let envelope = Env {
        v: version::ENV,
        tenant: author.tenant,
        doc: item.doc,
        doc_type: item.doc_type,
        epoch: item.epoch,
        kind: item.kind,
        hash: item.hash,
        actor: item.change.map(|c| c.actor),
        actor_epoch: item.change.map(|c| c.actor_epoch),
        actor_seq: item.change.map(|c| c.seq),
        device: author.device,
        device_ctr: Some(ctr),
        prev_env_hash: Some(chain.prev_env),
        user: author.user,
        role: author.role.code(),
        acting_for: None,
        grant: item.grant,
        purpose: item.purpose.code(),
        schema: SCHEMA,
        cmd_kind: item.command.kind,
        cmd_hash: command_hash(&item.command),
        batch: item.batch,
        t_claim: now,
        hlc,
        beacon,
        app_ver: version::APP,
        rebased_from: item.rebased_from,
    };
    let env_bytes = envelope.encode();
    let env_hash = hash::sha256(&[&env_bytes]);
    let batch = item.batch.map(|b| PendingBatch {
        first: ctr.saturating_sub(u64::from(b.index)),
        index: b.index,
        count: b.count,
    });
    let pending = PendingItem {
        ctr,
        doc: item.doc,
        doc_type: item.doc_type,
        epoch: item.epoch,
        kind: item.kind,
        hash: item.hash,
        batch,
        cmd_kind: item.command.kind,
        command: item.command.bytes,
        body: item.body,
        env: env_bytes,
        sig: author.key.sign(Namespace::ENV, &env_hash),
        state: PendingState::Saved,
        tries: item.tries,
        at: now,
    };
    pending::put(tx, &pending)?;
    let next_ctr = ctr.saturating_add(1);
    cursor::set_chain(tx, &cursor::Chain { next_ctr, prev_env: env_hash, hlc })?;
    Ok(pending)
}

/// A command that the server is to carry out, because this app is too old to write the schema of its document.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The document.
    pub doc: DocId,
    /// Its type number.
    pub doc_type: u16,
    /// Its incarnation.
    pub epoch: u32,
    /// The command.
    pub command: CommandBytes,
    /// The refused item that it was written as; none if it never was one.
    pub of: Option<Hash>,
    /// Why the person acts.
    pub purpose: Purpose,
    /// Refusals so far.
    pub tries: u8,
}

/// Asks the server to carry a command out: an intent of this device's chain, with the command beside it.
///
/// # Errors
/// [`StoreError`]; then the caller's transaction must not commit.
pub fn ask(
    tx: &mut Tx<'_>,
    author: &Author,
    (at, nonce): (Timestamp, Nonce),
    asked: Asked,
) -> Result<PendingItem, StoreError> {
    let ask = Ask::Command { of: asked.of.unwrap_or(Hash::ZERO) };
    let intent = Intent { ask, expects: None, not_after: None };
    let body = env::wrap(nonce, &cbor::encode(&intent));
    let mut item = NewItem::value(asked.doc, asked.doc_type, ItemKind::Intent, body);
    item.epoch = asked.epoch;
    item.command = asked.command;
    item.purpose = asked.purpose;
    item.rebased_from = asked.of;
    item.tries = asked.tries;
    append(tx, author, at, item)
}

fn command_hash(command: &CommandBytes) -> Hash {
    if command.bytes.is_empty() { Hash::ZERO } else { env::cmd_hash(&command.bytes) }
}

#[cfg(test)]
mod tests;
