//! In whose name the server's pen writes, and what its envelope and the audit say of it.
use satchel_model::{
    audit::{Event, Kind},
    document::{DocType, SCHEMA},
    id::{Hash, SessionId, UserId},
    role::{Purpose as Use, Role},
    time::{Hlc, Timestamp},
};
use satchel_protocol::{
    env::{Env, ItemClass, ItemKind},
    version,
};
use satchel_server_store::{change::ActorFacts, document};

use crate::{audit::leaf, state::State};

/// In whose name an item is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// The person, or the tenant itself.
    pub user: UserId,
    /// Their role.
    pub role: Role,
    /// What for.
    pub purpose: Use,
    /// When, as shown.
    pub at: Timestamp,
    /// Number of the command, 0 for none.
    pub cmd_kind: u16,
    /// Whether a person wrote it through a session, or the server itself.
    pub class: ItemClass,
    /// The session it was written through.
    pub session: Option<SessionId>,
    /// What this is written anew for: an item that waited for a person's decision.
    pub origin: Option<Origin>,
}

/// An item of somebody's that was not accepted, and that another person lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Who had written it.
    pub user: UserId,
    /// Its hash.
    pub item: Hash,
}

impl Hand {
    /// The server itself, for what it decides.
    #[must_use]
    pub fn server(state: &State) -> Self {
        Self { purpose: Use::Operations, ..Self::importing(state, state.now()) }
    }

    /// The server itself, importing.
    #[must_use]
    pub fn importing(state: &State, at: Timestamp) -> Self {
        let user = UserId::from_bytes(*state.keys.tenant.as_bytes());
        Self {
            user,
            role: Role::System,
            purpose: Use::Import,
            at,
            cmd_kind: 0,
            class: ItemClass::Server,
            session: None,
            origin: None,
        }
    }
}

/// An item before it has its place in the log.
pub(super) struct Item {
    pub(super) kind: ItemKind,
    pub(super) hash: Hash,
    pub(super) deps: Vec<Hash>,
    pub(super) actor: Option<(ActorFacts, u32)>,
    pub(super) body: Vec<u8>,
}

/// The envelope of an item in somebody's name.
pub(super) fn envelope(state: &State, row: &document::Document, hand: &Hand, item: &Item) -> Env {
    Env {
        v: version::ENV,
        tenant: row.tenant,
        doc: row.doc,
        doc_type: row.kind.code(),
        epoch: row.epoch,
        kind: item.kind,
        hash: item.hash,
        actor: item.actor.map(|(a, _)| a.actor),
        actor_epoch: item.actor.map(|(_, e)| e),
        actor_seq: item.actor.map(|(a, _)| a.seq),
        device: state.keys.tenant.as_device(),
        device_ctr: None,
        prev_env_hash: None,
        user: hand.user,
        role: hand.role.code(),
        acting_for: hand.origin.map(|o| o.user),
        grant: None,
        purpose: hand.purpose.code(),
        schema: SCHEMA,
        cmd_kind: hand.cmd_kind,
        cmd_hash: Hash::ZERO,
        batch: None,
        t_claim: hand.at,
        hlc: Hlc::default().next(hand.at),
        beacon: None,
        rebased_from: hand.origin.map(|o| o.item),
        app_ver: version::APP,
    }
}

/// What the audit says of it.
pub(super) fn event(
    now: Timestamp,
    env: &Env,
    state: &State,
    heads_before: Vec<Hash>,
    heads_after: Vec<Hash>,
) -> Event {
    let mut event = leaf::event(state, Kind::RecordChanged);
    event.at = now;
    event.user = Some(env.user);
    event.acting_for = env.acting_for;
    event.role = Role::from_code(env.role);
    event.purpose = Use::from_code(env.purpose);
    event.docs = vec![env.doc];
    event.doc_type = DocType::from_code(env.doc_type);
    event.device_at = Some(env.t_claim);
    event.heads_before = heads_before;
    event.heads_after = heads_after;
    event
}
