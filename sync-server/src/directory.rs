//! The clinic's directory: names of staff and places as rows, so that a laptop can say who wrote something.
//!
//! Each change of a person or place appends a version in the same transaction; a device gets the newest version of each row.
//! Staff may read it and nobody else: the rows come down with the clinic's audience. People are never taken out, because
//! what they wrote stays.
use std::collections::BTreeMap;

use satchel_model::{
    cbor,
    document::DocType,
    id::RowId,
    row::{Content, Person, Place, Row},
};
use satchel_protocol::{
    env::{self, ItemKind},
    intent::Audience,
    problem::ErrorCode,
    sync::Item,
};
use satchel_server_store::{
    self as store, Tx,
    change::{self, Span},
    user::User,
};
use serde_json::Value;

use crate::{
    auth::person,
    http::problem::Failure,
    scribe::{self, Fresh, Hand, Page, Scribe, Written},
    seal,
    state::State,
    sync::hot,
};

/// People read at once when the directory is made for a server that has some.
const PAGE: u32 = 500;

fn page(state: &State) -> Page {
    let doc = state.keys.tenant.directory();
    Page { doc, kind: DocType::Directory, patient: None, audience: Some(Audience::Clinic) }
}

/// What the directory says of a person; `None` of patients and those they trust.
#[must_use]
pub fn person(state: &State, user: &User) -> Option<Content> {
    user.role.is_staff().then(|| {
        Content::Person(Person {
            user: user.user,
            name: person::opened(state, user).name,
            role: user.role,
            active: user.active,
        })
    })
}

/// What the directory says of the clinic's site; `None` before the clinic has a name.
/// # Errors
/// A store failure.
pub async fn place(tx: &mut Tx) -> Result<Option<Content>, Failure> {
    let site = person::site(tx).await?;
    let word = |name: &str| site.get(name).and_then(Value::as_str).map(str::to_owned);
    let zone = word("zone").unwrap_or_else(|| "UTC".to_owned());
    Ok(word("name").map(|name| Content::Place(Place { name, zone, active: true })))
}

/// Which row a content is a version of: a person's is their id, the one site's is the tenant's.
fn row_id(state: &State, content: &Content) -> RowId {
    match content {
        Content::Person(person) => RowId::from_bytes(*person.user.as_bytes()),
        Content::Place(_) => RowId::from_bytes(*state.keys.tenant.as_bytes()),
    }
}

/// Makes the directory if there is none, with everybody who is known by now.
/// # Errors
/// A store failure.
pub async fn ensure(state: &State) -> Result<(), Failure> {
    let page = page(state);
    let mut tx = state.store.read().await?;
    let known = store::document::find(&mut tx, page.doc).await?.is_some();
    tx.rollback().await?;
    if known {
        return Ok(());
    }
    let fresh = scribe::keys(state, &[page]).await?;
    let mut tx = state.store.begin().await?;
    let mut scribe = Scribe::open(state, &mut tx, &[page], &fresh).await?;
    let mut contents: Vec<Content> = place(&mut tx).await?.into_iter().collect();
    let mut after = None;
    loop {
        let users = store::user::list(&mut tx, state.keys.tenant, after, PAGE).await?;
        let Some(last) = users.last() else { break };
        after = Some(last.user);
        contents.extend(users.iter().filter_map(|user| person(state, user)));
    }
    for content in contents {
        let row = Row { id: row_id(state, &content), version: 1, content };
        scribe.row(page.doc, &Hand::server(state), &row)?;
    }
    let written = scribe.write(&mut tx).await?;
    tx.commit().await?;
    written.tell(state);
    Ok(())
}

/// Appends the next version of what is said, where it says something new.
/// # Errors
/// A store failure.
pub async fn put(state: &State, tx: &mut Tx, content: Option<Content>) -> Result<Written, Failure> {
    let Some(content) = content else { return Ok(Written::default()) };
    let page = page(state);
    // Opened first: it locks the document, so that two writers never give one version twice.
    let mut scribe = Scribe::open(state, tx, &[page], &Fresh::new()).await?;
    let id = row_id(state, &content);
    let held = newest(state, tx).await?.remove(&id);
    let version = held.as_ref().map_or(1, |row| row.version + 1);
    if held.is_some_and(|row| row.content == content) {
        return Ok(Written::default());
    }
    scribe.row(page.doc, &Hand::server(state), &Row { id, version, content })?;
    scribe.write(tx).await
}

/// The newest version of every row.
/// # Errors
/// A store failure, or `internal` for content that does not open.
pub async fn newest(state: &State, tx: &mut Tx) -> Result<BTreeMap<RowId, Row>, Failure> {
    let found = store::document::find(tx, state.keys.tenant.directory()).await?;
    let row = found.ok_or(ErrorCode::Internal)?;
    let permit = hot::reading(state, &row)?;
    let keys = seal::keys(state, &[row.dek]).await?;
    let key = keys.get(&row.dek).ok_or(ErrorCode::Internal)?;
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq: 1, to_seq: row.head_seq };
    let mut out: BTreeMap<RowId, Row> = BTreeMap::new();
    for item in change::list(tx, &permit, &span).await? {
        let body = seal::open(&permit, key, &hot::body_place(&row, &item), &item.body)?;
        let Some(told) = read(&body) else { continue };
        let replaces = out.get(&told.id).is_none_or(|held| told.replaces(held));
        if replaces {
            out.insert(told.id, told);
        }
    }
    Ok(out)
}

fn read(body: &[u8]) -> Option<Row> {
    let (_, value) = env::unwrap(body).ok()?;
    cbor::decode_lenient(value).ok()
}

/// Leaves of a stretch of the log the newest version of each row; what cannot be read here goes on as it is.
pub fn keep_newest(items: &mut Vec<Item>) {
    let version = |item: &Item| {
        let row = (item.kind == ItemKind::Row).then(|| read(&item.body)).flatten();
        row.map(|row| (row.id, row.version))
    };
    let mut newest: BTreeMap<RowId, u64> = BTreeMap::new();
    for (id, n) in items.iter().filter_map(version) {
        let held = newest.entry(id).or_default();
        *held = (*held).max(n);
    }
    items.retain(|item| version(item).is_none_or(|(id, n)| newest.get(&id) == Some(&n)));
}
