//! What a person may see of the record, opened with their permit and written to the audit before it is answered.
use std::sync::Arc;

use satchel_model::{
    audit::Kind,
    document::{
        DocType,
        rows::{self, ConflictShown, EntryShown, Rendered, ViewRow},
    },
    id::{DocId, PatientId},
    policy::{Permit, Read},
    role::Purpose,
};
use satchel_protocol::{
    command::reply::{Conflict, ItemRow, Json},
    env::{self, Env, ItemKind},
    problem::ErrorCode,
    sync::DocState,
};
use satchel_server_store::{
    self as store, Tx,
    change::{self, Span},
    document::Document,
    grant,
};
use serde_json::value::RawValue;

use super::credit::Log;
use crate::{
    audit::leaf,
    auth::session::Caller,
    authz::{self, Facts, Subject},
    http::problem::Failure,
    seal::{self, DocKey},
    state::State,
    sync::hot,
};

/// A person who looks.
pub struct Reader<'a> {
    /// The server.
    pub state: &'a State,
    /// The person.
    pub facts: Facts,
    caller: &'a Caller,
}

/// A document that the person may see, with the proof.
pub struct Page {
    /// Its row.
    pub row: Document,
    permit: Permit<Read>,
    key: DocKey,
}

/// A document as screens paint it.
pub struct Shown {
    /// Its rows by list, then id, as a device keeps them.
    pub rows: Vec<ViewRow>,
    /// Its open conflicts, decisions first.
    pub conflicts: Vec<ConflictShown>,
}

impl<'a> Reader<'a> {
    /// Who looks.
    /// # Errors
    /// `unauthenticated` for somebody who may not work any more.
    pub async fn of(state: &'a State, tx: &mut Tx, caller: &'a Caller) -> Result<Self, Failure> {
        let facts = authz::facts(tx, caller.user, state.now()).await?.filter(|f| f.active);
        Ok(Self { state, facts: facts.ok_or(ErrorCode::Unauthenticated)?, caller })
    }

    /// The document, if the person may see it.
    /// # Errors
    /// `not_found` where it does not exist or is not for them: the two are not told apart.
    pub async fn page(&self, tx: &mut Tx, doc: DocId) -> Result<Page, Failure> {
        let found = store::document::find(tx, doc).await?;
        let rows: Vec<Document> = found.into_iter().collect();
        self.pages(tx, rows).await?.pop().ok_or_else(|| ErrorCode::NotFound.into())
    }

    /// The documents of a patient of a type that the person may see, in order of id.
    /// # Errors
    /// `not_found` for a patient whose very existence is not for them.
    pub async fn of_patient(
        &self,
        tx: &mut Tx,
        patient: PatientId,
        kind: DocType,
    ) -> Result<Vec<Page>, Failure> {
        self.page(tx, patient.admin()).await?;
        let rows = store::document::of_patient(tx, patient).await?;
        let rows = rows.into_iter().filter(|row| row.kind == kind).collect();
        self.pages(tx, rows).await
    }

    async fn pages(&self, tx: &mut Tx, rows: Vec<Document>) -> Result<Vec<Page>, Failure> {
        let ids: Vec<DocId> = rows.iter().map(|row| row.doc).collect();
        let seen = grant::groups_of(tx, &ids).await?;
        let deks: Vec<_> = rows.iter().map(|row| row.dek).collect();
        let keys = seal::keys(self.state, &deks).await?;
        let now = self.state.now();
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            let groups: Vec<_> =
                seen.iter().filter(|(d, _)| *d == row.doc).map(|(_, group)| *group).collect();
            let permit = self.facts.read(&Subject::from(&row), &groups, now);
            if let (Ok(permit), Some(key)) = (permit, keys.get(&row.dek).cloned()) {
                out.push(Page { row, permit, key });
            }
        }
        Ok(out)
    }

    /// A page's content as a device would show it.
    /// # Errors
    /// A store failure, or `internal` for content that does not open.
    pub async fn shown(&self, tx: &mut Tx, page: &Page) -> Result<Shown, Failure> {
        let mut out = Rendered::default();
        if page.row.kind.is_crdt() {
            let doc = hot::load(self.state, tx, &page.row, &page.key).await?.doc;
            let log = Log::load(tx, &page.permit, &page.row, &doc).await?;
            out = rows::of(page.row.kind, &doc, &log)?;
        }
        if matches!(page.row.kind, DocType::Thread | DocType::Encounter) {
            let entries = self.entries(tx, page).await?;
            let shown = entries.iter().map(|(value, role)| EntryShown {
                value,
                unsent: false,
                role: Some(*role),
            });
            out.rows.extend(rows::of_entries(&shown.collect::<Vec<_>>()));
        }
        out.rows.sort_by(|a, b| (&a.list, a.item).cmp(&(&b.list, b.item)));
        let order = |c: &ConflictShown| (!c.decision, c.path.clone(), c.rule.clone());
        out.conflicts.sort_by_cached_key(order);
        Ok(Shown { rows: out.rows, conflicts: out.conflicts })
    }

    /// The canonical values of a log's entries with the number of their author's role, in order.
    /// # Errors
    /// As [`Reader::shown`].
    pub async fn entries(&self, tx: &mut Tx, page: &Page) -> Result<Vec<(Vec<u8>, u8)>, Failure> {
        let row = &page.row;
        let span = Span { doc: row.doc, epoch: row.epoch, from_seq: 1, to_seq: row.head_seq };
        let mut out = Vec::new();
        for item in change::list(tx, &page.permit, &span).await? {
            if item.kind != ItemKind::Entry {
                continue;
            }
            let place = hot::body_place(row, &item);
            let body = seal::open(&page.permit, &page.key, &place, &item.body)?;
            let (_, value) = env::unwrap(&body).map_err(|_| ErrorCode::Internal)?;
            let env = Env::decode(&item.env).map_err(|_| ErrorCode::Internal)?;
            out.push((value.to_vec(), env.role));
        }
        Ok(out)
    }

    /// The document itself.
    /// # Errors
    /// As [`Reader::shown`].
    pub async fn doc(
        &self,
        tx: &mut Tx,
        page: &Page,
    ) -> Result<Arc<satchel_model::crdt::Doc>, Failure> {
        Ok(hot::load(self.state, tx, &page.row, &page.key).await?.doc)
    }

    /// Writes down who looks into what, before it is answered.
    /// # Errors
    /// A store failure; then nothing may be answered.
    pub async fn note(&self, docs: Vec<DocId>, kind: Option<DocType>) -> Result<(), Failure> {
        let mut docs = docs;
        docs.sort();
        docs.dedup();
        docs.truncate(satchel_model::audit::DOCS_MAX);
        let mut event = leaf::event(self.state, Kind::RecordRead);
        event.user = Some(self.caller.user);
        event.role = Some(self.caller.role);
        event.device = self.caller.device;
        event.session = Some(self.caller.session);
        event.purpose = Some(Purpose::usual(self.caller.role));
        event.docs = docs;
        event.doc_type = kind;
        let mut tx = self.state.store.begin().await?;
        leaf::append(&mut tx, &[event]).await?;
        tx.commit().await?;
        self.state.sequencer.ring();
        Ok(())
    }
}

/// The word of a document's state, as on a device.
#[must_use]
pub const fn state_word(state: DocState) -> &'static str {
    match state {
        DocState::Live => "live",
        DocState::Final => "final",
        DocState::Frozen => "frozen",
        DocState::Erased => "erased",
    }
}

/// A row as it is answered.
/// # Errors
/// `internal` for a row that is no JSON.
pub fn item(doc: DocId, row: ViewRow) -> Result<ItemRow, Failure> {
    let body = raw(row.body)?;
    Ok(ItemRow { doc, list: row.list, item: row.item, at: row.at, body, unsent: false })
}

/// A conflict as it is answered.
/// # Errors
/// `internal` for one that is no JSON.
pub fn conflict(
    page: &Document,
    name: Option<&str>,
    shown: ConflictShown,
) -> Result<Conflict, Failure> {
    Ok(Conflict {
        doc: page.doc,
        patient: page.patient,
        name: name.map(str::to_owned),
        path: serde_json::from_str(&shown.path).map_err(|_| ErrorCode::Internal)?,
        decision: shown.decision,
        rule: shown.rule,
        body: raw(shown.body)?,
    })
}

/// JSON as it stands.
/// # Errors
/// `internal` for a text that is none.
pub fn raw(json: String) -> Result<Json, Failure> {
    RawValue::from_string(json).map_err(|_| ErrorCode::Internal.into())
}
