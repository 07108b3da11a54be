//! The content of a next incarnation, in memory: changes made anew by the model, entries and rows signed anew by the server
//! in the name of whoever wrote them.
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use satchel_model::{
    actor as derived,
    crdt::{Doc, Path},
    document::epoch::{self, Built, EpochError, Hands, Plan},
    entropy::Entropy,
    id::{ActorId, DocId, Hash, Nonce, PublicKey, UserId},
    policy::{Permit, Read},
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    env::{self, Env, ItemKind},
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{
    change::{ActorFacts, Change},
    document::Document,
};

use super::shapes::Shape;
use crate::{
    http::problem::Failure,
    seal::{self, DocKey},
    state::State,
    sync::hot,
};

/// In whose name an item of the new incarnation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The person, or the tenant itself.
    pub user: UserId,
    /// Number of the role they acted in.
    pub role: u8,
}

/// One item of the new incarnation, before it has its place and signature.
pub struct NewItem {
    /// What it is.
    pub kind: ItemKind,
    /// Its hash.
    pub hash: Hash,
    /// Of a change: what it builds on.
    pub deps: Vec<Hash>,
    /// Of a change: its actor, numbers, and which incarnation of the server's actor it is.
    pub actor: Option<(ActorFacts, u32)>,
    /// The bytes.
    pub body: Vec<u8>,
    /// In whose name.
    pub person: Person,
    /// Number of the command behind it.
    pub cmd_kind: u16,
    /// Not made later.
    pub received_at: Timestamp,
    /// Not made earlier.
    pub beacon_at: Timestamp,
    /// What its writer's clock said.
    pub claimed_at: Timestamp,
    /// Flags of the original.
    pub flags: u32,
    /// The item of the old log that it stands for.
    pub from: Option<Hash>,
}

/// What the old incarnation holds.
pub struct Old {
    /// Its row.
    pub row: Document,
    /// Its state; of logs an empty one.
    pub doc: Arc<Doc>,
    /// Its items in order.
    pub items: Vec<Change>,
    /// Number of the incarnation that follows it.
    pub next: u32,
}

/// The new incarnation, not yet stored.
pub struct New {
    /// Its state.
    pub doc: Doc,
    /// Bytes of its saved form.
    pub bytes_full: u64,
    /// Its items in order.
    pub items: Vec<NewItem>,
}

/// Whose values the new incarnation holds, by hand; hand 0 is the server.
struct Crew {
    by_actor: BTreeMap<ActorId, u32>,
    people: Vec<Person>,
    server: PublicKey,
    doc: DocId,
    epoch: u32,
    entropy: Arc<dyn Entropy>,
}

impl Hands for Crew {
    fn of(&self, actor: ActorId) -> u32 {
        self.by_actor.get(&actor).copied().unwrap_or(0)
    }

    fn actor(&self, hand: u32) -> ActorId {
        derived::derive(&self.server, self.doc, self.epoch, hand)
    }

    fn nonce(&self) -> Nonce {
        Nonce::new(&*self.entropy)
    }
}

/// Gathers who wrote what. Each (person, role) is one hand, whatever devices and incarnations they wrote from.
fn crew(state: &State, old: &Old) -> Crew {
    let server = Person {
        user: UserId::from_bytes(*state.keys.tenant.as_bytes()),
        role: Role::System.code(),
    };
    let (mut people, mut by_actor) = (vec![server], BTreeMap::new());
    for item in &old.items {
        let Some(actor) = item.actor.map(|a| a.actor).filter(|a| !by_actor.contains_key(a)) else {
            continue;
        };
        let Ok(env) = Env::decode(&item.env) else { continue };
        let person = Person { user: env.user, role: env.role };
        let at = people.iter().position(|p| *p == person).unwrap_or_else(|| {
            people.push(person);
            people.len() - 1
        });
        by_actor.insert(actor, u32::try_from(at).unwrap_or(0));
    }
    Crew {
        by_actor,
        people,
        server: state.keys.signing.public(),
        doc: old.row.doc,
        epoch: old.next,
        entropy: Arc::clone(&state.entropy),
    }
}

/// Builds the new incarnation beside the threads that serve requests; what the old one holds comes back with it.
/// # Errors
/// `conflict` where a person must decide first, `not_found` for a place that is not there, `internal` for a fault of ours.
pub async fn content(
    state: &State,
    old: Old,
    shape: Shape,
    without: &[Path],
) -> Result<(Old, New), Failure> {
    let crew = crew(state, &old);
    let now = state.now();
    let without = without.to_vec();
    let work = move || {
        let plan = Plan {
            kind: old.row.kind,
            doc: old.row.doc,
            epoch: old.next,
            schema: (old.row.schema, shape.schema),
            lenses: shape.lenses,
            without: &without,
        };
        let built = if old.row.kind.is_crdt() {
            epoch::build(&old.doc, &plan, &crew)
        } else {
            let (kind, schema) = (plan.kind, shape.schema);
            let doc = satchel_model::document::genesis_of(kind, schema, plan.doc, plan.epoch);
            Ok(Built { doc, changes: Vec::new() })
        };
        built.map(|built| (old, made(built, &crew, now)))
    };
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| ErrorCode::Internal)?;
    done.map_err(|error| refused(&error))
}

fn made(built: Built, crew: &Crew, now: Timestamp) -> New {
    let items = built.changes.into_iter().map(|written| {
        let header = written.change.header;
        let facts = ActorFacts {
            actor: header.actor,
            seq: header.seq,
            start_op: header.start_op,
            max_op: header.max_op(),
        };
        let person = usize::try_from(written.hand).ok().and_then(|hand| crew.people.get(hand));
        NewItem {
            kind: ItemKind::Change,
            hash: header.hash,
            deps: header.deps,
            actor: Some((facts, written.hand)),
            body: written.change.bytes,
            person: person
                .or(crew.people.first())
                .copied()
                .unwrap_or(Person { user: UserId::from_bytes([0; 16]), role: Role::System.code() }),
            cmd_kind: 0,
            received_at: now,
            beacon_at: now,
            claimed_at: now,
            flags: 0,
            from: None,
        }
    });
    let items = items.collect();
    let bytes_full = u64::try_from(built.doc.save().len()).unwrap_or(0);
    New { doc: built.doc, bytes_full, items }
}

fn refused(error: &EpochError) -> Failure {
    match error {
        EpochError::Undecided(_) => {
            Problem::new(ErrorCode::Conflict).with("detail", "undecided").into()
        }
        EpochError::Nowhere(_) => ErrorCode::NotFound.into(),
        EpochError::Lens | EpochError::Edit(_) | EpochError::Differs(_) => {
            tracing::error!(%error, "the next incarnation of a document was not built");
            ErrorCode::Internal.into()
        }
    }
}

/// Entries and rows of the old log but those left out, wrapped anew so that each log has hashes of its own.
/// # Errors
/// `not_found` for one to be left out that is not there, `internal` for content that does not open.
pub fn carried(
    state: &State,
    old: &Old,
    (permit, key): (&Permit<Read>, &DocKey),
    without: &BTreeSet<Hash>,
) -> Result<Vec<NewItem>, Failure> {
    let mut missing = without.clone();
    let mut out = Vec::new();
    for item in old.items.iter().filter(|i| i.kind != ItemKind::Change) {
        if missing.remove(&item.hash) {
            continue;
        }
        let body = seal::open(permit, key, &hot::body_place(&old.row, item), &item.body)?;
        let (_, value) = env::unwrap(&body).map_err(|_| ErrorCode::Internal)?;
        let body = env::wrap(Nonce::new(&*state.entropy), value);
        let env = Env::decode(&item.env).map_err(|_| ErrorCode::Internal)?;
        out.push(NewItem {
            kind: item.kind,
            hash: env::item_hash(item.kind, &body),
            deps: Vec::new(),
            actor: None,
            body,
            person: Person { user: env.user, role: env.role },
            cmd_kind: env.cmd_kind,
            received_at: item.received_at,
            beacon_at: item.beacon_at,
            claimed_at: item.claimed_at,
            flags: item.flags,
            from: Some(item.hash),
        });
    }
    if missing.is_empty() { Ok(out) } else { Err(ErrorCode::NotFound.into()) }
}
