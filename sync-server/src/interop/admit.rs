//! What such a client writes: through the guard, then in one transaction through rights, numbers, operations, paths and
//! schema, like every change; stored as class `session`, signed by the server for the login.
//!
//! Two things are allowed here alone: the change carries a time and no nonce, because the client's library makes it so. Its
//! actor is the client's choice and belongs to the person who used it first.
use satchel_model::{
    audit::{Kind, Outcome},
    crdt::{GuardError, Guarded, Limits},
    document::paths::Writer,
    id::{ActorId, DocId},
    role::Purpose,
};
use satchel_protocol::{env::ItemClass, problem::ErrorCode};
use satchel_server_store::{self as store, Tx};

use super::WRITABLE;
use crate::{
    audit::leaf,
    auth::session::Caller,
    authz::{self, Subject},
    http::problem::Failure,
    notice,
    scribe::{Fresh, Hand, Page, Scribe},
    state::State,
    sync::admit::{Refusal, Stop},
};

/// Actors of the server's own that no client may take.
const OWN_ACTORS: u32 = 16;

/// A document that a client writes to, as it stood when the client was last told.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The document.
    pub doc: DocId,
    /// The patient it is about.
    pub patient: Option<satchel_model::id::PatientId>,
    /// Its incarnation.
    pub epoch: u32,
}

/// Why the guard stopped a change.
fn guarded(error: GuardError) -> Refusal {
    match error {
        GuardError::Malformed(what) => Refusal::at(ErrorCode::Malformed, what),
        GuardError::Bomb => ErrorCode::Bomb.into(),
        GuardError::TooLarge(what) => Refusal::at(ErrorCode::TooLarge, what),
    }
}

/// Checks changes one by one beside the threads that serve requests, up to the first that the guard stops.
async fn check(changes: Vec<Vec<u8>>) -> Result<(Vec<Guarded>, Option<Refusal>), Failure> {
    let work = move || {
        let mut out = Vec::with_capacity(changes.len());
        for bytes in changes {
            match Guarded::new(bytes, &Limits::FOREIGN) {
                Ok(change) => out.push(change),
                Err(error) => return (out, Some(guarded(error))),
            }
        }
        (out, None)
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| ErrorCode::Internal.into())
}

/// Takes changes in, up to the first that is refused; `None` if none was.
/// # Errors
/// A store failure; nothing is kept then and the client may say it again.
pub async fn take(
    state: &State,
    caller: &Caller,
    target: &Target,
    changes: Vec<Vec<u8>>,
) -> Result<Option<Refusal>, Failure> {
    let (changes, mut refused) = check(changes).await?;
    let page = Page { doc: target.doc, kind: WRITABLE, patient: target.patient, audience: None };
    let mut tx = state.store.begin().await?;
    let mut scribe = Scribe::open(state, &mut tx, &[page], &Fresh::new()).await?;
    let hand = Hand {
        user: caller.user,
        role: caller.role,
        purpose: Purpose::usual(caller.role),
        class: ItemClass::Session,
        session: Some(caller.session),
        ..Hand::server(state)
    };
    let mut accepted = 0;
    match right(state, &mut tx, caller, &scribe, target).await? {
        Ok(writer) => {
            for change in &changes {
                match one(state, &mut tx, &mut scribe, (target, &hand, &writer), change).await? {
                    Ok(new) => accepted += usize::from(new),
                    Err(Stop::Held(_)) => return freeze(state, tx, target).await.map(Some),
                    Err(Stop::Refused(refusal) | Stop::Review(refusal)) => {
                        refused = Some(refusal);
                        break;
                    }
                }
            }
        }
        Err(code) => refused = Some(code.into()),
    }
    if let Some(refusal) = &refused {
        leaf::append(&mut tx, &[refusal_of(state, caller, target, refusal)]).await?;
    }
    if accepted == 0 {
        tx.commit().await?;
        state.sequencer.ring();
        return Ok(refused);
    }
    if let Some(patient) = target.patient {
        let (kind, doc, by) = (WRITABLE.code(), target.doc, caller.user);
        let news = notice::News { kind, doc, patient, by, at: state.now() };
        notice::due(state, &mut tx, caller.role, &news).await?;
    }
    let written = scribe.write(&mut tx).await?;
    tx.commit().await?;
    written.tell(state);
    state.sequencer.ring();
    state.bell.ring();
    Ok(refused)
}

/// Whether the person may write the document now, as it is now; judged in the transaction that writes.
async fn right(
    state: &State,
    tx: &mut Tx,
    caller: &Caller,
    scribe: &Scribe<'_>,
    target: &Target,
) -> Result<Result<Writer, ErrorCode>, Failure> {
    let facts = authz::facts(tx, caller.user, state.now()).await?.filter(|f| f.active);
    let facts = facts.ok_or(ErrorCode::Unauthenticated)?;
    let Some((row, groups)) = scribe.page(target.doc) else {
        return Ok(Err(ErrorCode::ForbiddenDoc));
    };
    if row.kind != WRITABLE || scribe.is_new(target.doc) {
        return Ok(Err(ErrorCode::ForbiddenDoc));
    }
    if row.epoch != target.epoch {
        return Ok(Err(ErrorCode::EpochOld));
    }
    let judged = facts.write(&Subject::from(row), groups, state.now());
    let writer = Writer { role: facts.role, user: facts.user };
    Ok(judged.map(|_| writer).map_err(authz::code))
}

/// One change: `true` if it is new here.
async fn one(
    state: &State,
    tx: &mut Tx,
    scribe: &mut Scribe<'_>,
    (target, hand, writer): (&Target, &Hand, &Writer),
    change: &Guarded,
) -> Result<Result<bool, Stop>, Failure> {
    let header = change.header();
    let known = scribe.doc(target.doc).map(|d| (d.knows(&header.hash), d.last_seq(header.actor)));
    let Some((known, last_seq)) = known else { return Ok(Err(ErrorCode::ForbiddenDoc.into())) };
    if known {
        return Ok(Ok(false));
    }
    let place = (target.doc, target.epoch, header.actor);
    let bound = store::interop::find_actor(tx, place.0, place.1, place.2).await?;
    let free = bound.is_none() && last_seq == 0 && !is_ours(scribe, target.doc, header.actor);
    if !free && bound != Some(writer.user) {
        return Ok(Err(ErrorCode::ActorMismatch.into()));
    }
    if let Err(stop) = scribe.admit(target.doc, hand, writer, change) {
        return Ok(Err(stop));
    }
    store::interop::bind_actor(tx, place, writer.user, state.now()).await?;
    Ok(Ok(true))
}

/// Whether the server itself writes under this actor, or will.
fn is_ours(scribe: &Scribe<'_>, doc: DocId, actor: ActorId) -> bool {
    (0..OWN_ACTORS).any(|n| scribe.actor(doc, n) == actor)
}

/// The engine panicked over the change: the document is put under repair and nothing of this message is kept.
async fn freeze(state: &State, tx: Tx, target: &Target) -> Result<Refusal, Failure> {
    tx.rollback().await?;
    let mut tx = state.store.begin().await?;
    store::document::freeze(&mut tx, target.doc).await?;
    tx.commit().await?;
    state.sync.docs.remove(target.doc);
    tracing::error!(doc = %target.doc, "a document is under repair; a client's change is not taken");
    Ok(ErrorCode::FrozenDoc.into())
}

fn refusal_of(
    state: &State,
    caller: &Caller,
    target: &Target,
    refusal: &Refusal,
) -> satchel_model::audit::Event {
    let mut event = leaf::event(state, Kind::ChangeRefused);
    event.outcome = Outcome::Refused;
    event.code = Some(refusal.code.word().to_owned());
    event.user = Some(caller.user);
    event.role = Some(caller.role);
    event.device = caller.device;
    event.session = Some(caller.session);
    event.purpose = Some(Purpose::usual(caller.role));
    event.docs = vec![target.doc];
    event.doc_type = Some(WRITABLE);
    event
}
