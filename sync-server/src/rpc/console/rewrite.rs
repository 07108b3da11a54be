//! A late edit written anew: an item of the server's class that names the original, in the name of the person who
//! decided, for the one who had written it.
//!
//! Its operations are decoded like any change's and judged by the paths of its author's role; where the document went on
//! meanwhile it is made as its author saw it, so that what stands against it becomes a decision and is not covered.
use satchel_model::{
    cbor,
    crdt::{Action, Doc, Guarded, Limits, Operation, Put},
    document::{
        DocType,
        entry::Entry,
        paths::{self, Writer},
    },
    id::GroupId,
    policy::{self, Act, Area, ReviewQueue, Rule, Write},
    role::{Purpose as Use, Role},
};
use satchel_protocol::{
    env::{self, Env, ItemKind},
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{self as store, Tx, review::Review};
use satchel_vault::{beacon, seal::Purpose};

use crate::{
    auth::session::Caller,
    authz::{self, Subject},
    http::problem::Failure,
    refusal,
    scribe::{Fresh, Hand, Origin, Page, Scribe, Written},
    seal::{self, Place},
    state::State,
    sync::hot,
};

/// Late edits of one device about one document that are looked at.
const BEFORE_MAX: u32 = 500;

/// Writes an item anew inside the caller's transaction.
/// # Errors
/// `not_found` where the document does not exist, `intent_refused` for what is no edit, and what a device's item meets.
pub(super) async fn anew(
    state: &State,
    tx: &mut Tx,
    caller: &Caller,
    row: &Review,
    env: &Env,
) -> Result<Written, Failure> {
    let found = store::document::find(tx, row.doc).await?.ok_or(ErrorCode::NotFound)?;
    rights(state, tx, caller, (row, env, &found)).await?;
    let page = Page { doc: found.doc, kind: found.kind, patient: found.patient, audience: None };
    let mut scribe = Scribe::open(state, tx, &[page], &Fresh::new()).await?;
    let role = Role::from_code(env.role).ok_or(ErrorCode::Malformed)?;
    let writer = Writer { role, user: env.user };
    let hand = Hand {
        user: caller.user,
        role: caller.role,
        purpose: Use::Operations,
        at: env.t_claim,
        cmd_kind: env.cmd_kind,
        session: Some(caller.session),
        origin: Some(Origin { user: env.user, item: env.hash }),
        ..Hand::server(state)
    };
    let body = opened(state, tx, row).await?;
    match env.kind {
        ItemKind::Change => {
            let late = late(state, tx, row, &scribe, body).await?;
            judged(&scribe, row, &writer, &late)?;
            write(&mut scribe, row, &hand, &late)?;
        }
        ItemKind::Entry if found.kind != DocType::Audit => {
            let (_, value) = env::unwrap(&body).map_err(|_| ErrorCode::Malformed)?;
            let entry: Entry = cbor::decode(value).map_err(|_| ErrorCode::Malformed)?;
            let life = refusal::life(found.state);
            paths::allow_entry(found.kind, life, &writer, &entry).map_err(refusal::path)?;
            scribe.entry(row.doc, &hand, value)?;
        }
        ItemKind::Entry | ItemKind::Intent | ItemKind::Row => {
            return Err(Problem::new(ErrorCode::IntentRefused).with("detail", "kind").into());
        }
    }
    scribe.write(tx).await
}

/// The rights of both people as they stand now: the decider may still decide; the author still has the role they wrote in,
/// that role may write such a document, and the author may write this one, or could when they last heard of the server.
async fn rights(
    state: &State,
    tx: &mut Tx,
    caller: &Caller,
    (row, env, found): (&Review, &Env, &store::document::Document),
) -> Result<(), Failure> {
    let refused = |who: &str| Problem::new(ErrorCode::IntentRefused).with("detail", who);
    let now = state.now();
    let decider = authz::facts(tx, caller.user, now).await?.filter(|facts| facts.active);
    let decider = decider.ok_or(ErrorCode::Forbidden)?;
    let actor = policy::Actor::new(decider.user, decider.role, decider.tenant, now);
    let queue = ReviewQueue { tenant: row.tenant, owner: None };
    policy::decide(&actor, Write, queue).map(drop).map_err(|_| ErrorCode::Forbidden)?;
    let author = authz::facts(tx, env.user, now).await?.ok_or_else(|| refused("author"))?;
    if author.role.code() != env.role {
        return Err(refused("author").into());
    }
    let groups = store::grant::groups_of(tx, &[found.doc]).await?;
    let groups: Vec<GroupId> = groups.into_iter().map(|(_, group)| group).collect();
    let former = store::grant::departed(tx, &[found.doc]).await?;
    let former: Vec<_> = former.into_iter().map(|(_, group, at)| (group, at)).collect();
    let beacon = env.beacon.and_then(|b| beacon::recognise(&b, row.tenant, &state.keys.token_key));
    let subject = Subject::from(found);
    let may = author.write(&subject, &groups, now).is_ok();
    let could = policy::rule(author.role, Area::Document(found.kind), Act::Write) != Rule::Never
        && author.was_in(&groups, &former, beacon.unwrap_or_default());
    if may || could { Ok(()) } else { Err(refused("author").into()) }
}

/// The item's body. Whoever decides does not see it: it goes from its seal into the document.
async fn opened(state: &State, tx: &mut Tx, row: &Review) -> Result<Vec<u8>, Failure> {
    let keeper = store::document::find(tx, row.key_doc).await?.ok_or(ErrorCode::Erased)?;
    let permit = hot::reading(state, &keeper)?;
    let keys = seal::keys(state, &[row.dek]).await?;
    let key = keys.get(&row.dek).ok_or(ErrorCode::Erased)?;
    let place = Place {
        purpose: Purpose::Review,
        tenant: row.tenant,
        doc: row.key_doc,
        epoch: keeper.epoch,
        seq: row.device_ctr,
        hash: row.env_hash,
    };
    seal::open(&permit, key, &place, &row.body)
}

/// A late change with the document as its author had it.
struct Late {
    change: Guarded,
    before: Doc,
    after: Doc,
    ops: Vec<Operation>,
}

/// Reads a late change. What it builds on may be late too: those are laid below it for reading, and are not written.
async fn late(
    state: &State,
    tx: &mut Tx,
    row: &Review,
    scribe: &Scribe<'_>,
    body: Vec<u8>,
) -> Result<Late, Failure> {
    let guard = |body| Guarded::new(body, &Limits::DEVICE).map_err(|_| ErrorCode::Malformed);
    let mut below = scribe.doc(row.doc).ok_or(ErrorCode::NotFound)?.fork();
    for earlier in store::review::of_doc(tx, row.doc, row.device, BEFORE_MAX).await? {
        let is_change = Env::decode(&earlier.env).is_ok_and(|env| env.kind == ItemKind::Change);
        if is_change && earlier.device_ctr < row.device_ctr {
            let change = guard(opened(state, tx, &earlier).await?)?;
            // One that does not fit is nothing that this one builds on.
            below = below.applied(&[change]).unwrap_or(below);
        }
    }
    let change = guard(body)?;
    let before = below.at(&change.header().deps).ok_or(ErrorCode::MissingDep)?;
    let malformed = |_| Problem::new(ErrorCode::Malformed).with("detail", "reference");
    let ops = below.operations(&change).map_err(malformed)?;
    let again = guard(change.bytes().to_vec())?;
    let after = before.applied(&[again]).map_err(|_| ErrorCode::Malformed)?;
    Ok(Late { change, before, after, ops })
}

/// The rules of a device's change, for its author's role.
fn judged(scribe: &Scribe<'_>, row: &Review, writer: &Writer, late: &Late) -> Result<(), Failure> {
    let (doc, _) = scribe.page(row.doc).ok_or(ErrorCode::NotFound)?;
    let life = refusal::life(doc.state);
    paths::allow_all(doc.kind, life, writer, &late.before, &late.ops).map_err(refusal::path)
}

fn write(scribe: &mut Scribe<'_>, row: &Review, hand: &Hand, late: &Late) -> Result<(), Failure> {
    let now = scribe.doc(row.doc).ok_or(ErrorCode::NotFound)?;
    let deps = &late.change.header().deps;
    let puts = puts(now, late)?;
    if deps.iter().all(|dep| now.knows(dep)) && *deps != now.heads() {
        scribe.edit_unseen(row.doc, hand, &puts, deps)
    } else {
        scribe.edit(row.doc, hand, &puts)
    }
}

/// What the change did, as targeted writes.
fn puts(now: &Doc, late: &Late) -> Result<Vec<Put>, Failure> {
    let mut out: Vec<Put> = Vec::new();
    for op in &late.ops {
        let path: Vec<&str> = op.path.iter().map(String::as_str).collect();
        match &op.action {
            Action::MakeMap => out.push(Put::Map(op.path.clone())),
            Action::MakeText => {
                let text = late.after.text(&path).unwrap_or_default();
                out.push(Put::Text(op.path.clone(), text));
            }
            Action::Set(value) => out.push(Put::Set(op.path.clone(), value.clone())),
            Action::Splice if op.creates_under || is_done(&out, &op.path) => {}
            Action::Splice => {
                let stood = late.before.text(&path).unwrap_or_default();
                if now.text(&path).as_ref() != Some(&stood) {
                    return Err(ErrorCode::Stale.into());
                }
                let wanted = late.after.text(&path).unwrap_or_default();
                out.push(splice(op.path.clone(), &stood, &wanted));
            }
            Action::Delete | Action::Increment | Action::Mark => {
                return Err(refusal::role());
            }
        }
    }
    Ok(out)
}

fn is_done(puts: &[Put], path: &[String]) -> bool {
    puts.iter().any(|put| {
        matches!(put, Put::Text(at, _) | Put::Splice { path: at, .. } if at.as_slice() == path)
    })
}

/// The one stretch in which two texts differ.
fn splice(path: Vec<String>, from: &str, to: &str) -> Put {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().collect());
    let at = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let rest = from.len().min(to.len()) - at;
    let same_end = from.iter().rev().zip(to.iter().rev()).take(rest);
    let tail = same_end.take_while(|(a, b)| a == b).count();
    let insert = to.iter().take(to.len() - tail).skip(at).collect();
    Put::Splice { path, at, delete: from.len() - tail - at, insert }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_changed_where_it_differs() {
        let of = |from: &str, to: &str| match splice(Vec::new(), from, to) {
            Put::Splice { at, delete, insert, .. } => (at, delete, insert),
            other => panic!("{other:?}"),
        };
        assert_eq!(of("a fever", "a high fever"), (2, 0, "high ".to_owned()));
        assert_eq!(of("aaa", "aa"), (2, 1, String::new()));
        assert_eq!(of("", "new"), (0, 0, "new".to_owned()));
        assert_eq!(of("żółć", "żółw"), (3, 1, "w".to_owned()));
        assert_eq!(of("same", "same"), (4, 0, String::new()));
    }
}
