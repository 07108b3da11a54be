//! Late edits: shown to those who decide, and decided.
use satchel_model::{
    audit::Kind,
    document::write::Write as Change,
    id::PatientId,
    policy::{Read, ReviewQueue, Write},
};
use satchel_protocol::{
    command::{
        Topic,
        args::ReviewSettle,
        reply::{Review, Reviews},
    },
    env::Env,
    problem::ErrorCode,
};
use satchel_server_store::{
    self as store, Tx,
    review::{Review as Row, ReviewState},
};

use super::{Names, may, reason, rewrite};
use crate::{
    audit::leaf, auth::session::Caller, http::problem::Failure, rpc::read::Reader, scribe::Written,
    state::State,
};

/// Items of one answer.
const PAGE: u32 = 500;

/// The open items, oldest first. What they hold is not shown: those who decide here need not see the record.
pub(super) async fn list(state: &State, caller: &Caller) -> Result<Reviews, Failure> {
    may(state, caller, Read, ReviewQueue { tenant: caller.tenant, owner: None })?;
    let mut tx = state.store.read().await?;
    let reader = Reader::of(state, &mut tx, caller).await?;
    let rows =
        store::review::list(&mut tx, state.keys.tenant, ReviewState::Open, None, PAGE).await?;
    let mut names = Names::default();
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        // One that cannot be read here was never verified and shows nowhere.
        let Ok(env) = Env::decode(&row.env) else { continue };
        let found = store::document::find(&mut tx, row.doc).await?;
        let patient = found.and_then(|doc| doc.patient);
        items.push(Review {
            review: row.item,
            device: row.device,
            person: names.of(state, &mut tx, env.user).await?,
            doc: row.doc,
            patient,
            patient_name: patient_name(&reader, &mut tx, patient).await?,
            kind: command(env.cmd_kind).to_owned(),
            code: row.code.word().to_owned(),
            at: env.t_claim,
            received_at: row.received_at,
            text: None,
        });
    }
    let shown = items.iter().filter(|item| !item.patient_name.is_empty());
    let docs: Vec<_> = shown.filter_map(|item| item.patient).map(PatientId::admin).collect();
    drop(tx);
    if !docs.is_empty() {
        reader.note(docs, Some(satchel_model::document::DocType::Admin)).await?;
    }
    Ok(Reviews { items })
}

/// A patient's name, for those who may know it.
async fn patient_name(
    reader: &Reader<'_>,
    tx: &mut Tx,
    patient: Option<PatientId>,
) -> Result<String, Failure> {
    let Some(patient) = patient else { return Ok(String::new()) };
    match reader.page(tx, patient.admin()).await {
        Ok(page) => {
            let doc = reader.doc(tx, &page).await?;
            Ok(satchel_model::document::card(&doc).names.first().cloned().unwrap_or_default())
        }
        Err(failure) if failure.code() == ErrorCode::NotFound => Ok(String::new()),
        Err(failure) => Err(failure),
    }
}

/// The word of a command's number; empty for none.
fn command(kind: u16) -> &'static str {
    Change::ALL.iter().find(|(n, _)| *n == kind).map_or("", |(_, word)| word)
}

/// Takes an item or does not; the list as it is then.
pub(super) async fn settle(
    state: &State,
    caller: &Caller,
    asked: &ReviewSettle,
) -> Result<Reviews, Failure> {
    may(state, caller, Write, ReviewQueue { tenant: caller.tenant, owner: None })?;
    let why = reason(&asked.reason)?;
    let mut tx = state.store.begin().await?;
    let row = store::review::find(&mut tx, asked.review).await?;
    let row = row.filter(|row| row.tenant == state.keys.tenant).ok_or(ErrorCode::NotFound)?;
    if row.state != ReviewState::Open {
        return Err(ErrorCode::AlreadyDone.into());
    }
    let env = Env::decode(&row.env).map_err(|_| ErrorCode::Internal)?;
    if env.user == caller.user {
        // Nobody lets their own late work pass.
        return Err(ErrorCode::Forbidden.into());
    }
    let (end, word) = if asked.accept {
        (ReviewState::Accepted, "accepted")
    } else {
        (ReviewState::Dismissed, "dismissed")
    };
    let written = if asked.accept {
        rewrite::anew(state, &mut tx, caller, &row, &env).await?
    } else {
        Written::default()
    };
    store::review::decide(&mut tx, row.item, end, caller.user, state.now()).await?;
    decided(state, &mut tx, caller, (&row, &env), (word, why)).await?;
    tx.commit().await?;
    written.tell(state);
    state.sequencer.ring();
    state.news.tell(Topic::Review);
    list(state, caller).await
}

/// The audit of a decision: who decided, about whose work, and why.
async fn decided(
    state: &State,
    tx: &mut Tx,
    caller: &Caller,
    (row, env): (&Row, &Env),
    (word, why): (&str, &str),
) -> Result<(), Failure> {
    let mut event = leaf::event(state, Kind::ReviewDecided);
    event.user = Some(caller.user);
    event.acting_for = Some(env.user);
    event.role = Some(caller.role);
    event.session = Some(caller.session);
    event.reason = Some(why.to_owned());
    event.code = Some(word.to_owned());
    event.docs = vec![row.doc];
    event.doc_type = satchel_model::document::DocType::from_code(env.doc_type);
    leaf::append(tx, &[event]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_named_by_its_number() {
        assert_eq!(command(1), "patient_register");
        assert_eq!(command(0), "");
        assert_eq!(command(u16::MAX), "");
    }
}
