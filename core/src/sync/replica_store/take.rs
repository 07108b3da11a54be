//! Taking news in: everything between two checkpoints, within the caller's transaction.
use super::{epoch, gather, leaving};
use crate::{
    store::{
        StoreError, Tx, actor, digest,
        document::{self, DocRow, DocState},
        grant, item,
        item::{BaseItem, Meta},
        kept, load,
        pending::{self, PendingState},
        quarantine,
        snapshot::{self, Snapshot},
    },
    sync::{
        check::{self, Misfit},
        rebase::{self, Cx},
        replica::{Applied, News},
    },
};
use satchel_model::{
    crdt::Doc,
    document::DocType,
    id::{DocId, Hash},
};
use satchel_protocol::env::{Env, ItemKind};
use satchel_protocol::sync::{self, Author, DocMode, Document, Grant, Item, ItemMeta, Want};

/// Takes all news in order. A document whose news does not fit is left as it is and asked for anew.
pub(super) fn all(tx: &mut Tx<'_>, cx: &Cx<'_>, news: Vec<News>) -> Result<Applied, StoreError> {
    let mut out = Applied::default();
    let (news, torn) = gather::whole(news);
    for one in news {
        match one {
            News::Grant(grant) => granted(tx, &grant, &mut out)?,
            News::Revoke(revoke) => leaving::revoked(tx, cx, revoke, &mut out)?,
            News::Epoch(epoch) => epoch::told(tx, cx, epoch, &mut out)?,
            News::Document(document) => {
                let id = document.doc;
                let want = Want { doc: id, epoch: document.epoch, have_seq: 0 };
                match document_news(tx, cx, &document, &mut out)? {
                    Ok(()) => {
                        out.docs.insert(id);
                    }
                    Err(why) => {
                        tracing::warn!(doc = %id, %why, "news does not fit, asking anew");
                        out.repair.push(want);
                    }
                }
            }
        }
    }
    out.repair.extend(torn.map(|doc| Want { doc, epoch: 0, have_seq: 0 }));
    Ok(out)
}

fn granted(tx: &mut Tx<'_>, told: &Grant, out: &mut Applied) -> Result<(), StoreError> {
    let held = grant::Held {
        doc: told.doc,
        role: told.role,
        until: told.until,
        reason: reason(told.reason),
    };
    grant::put(tx, &held)?;
    // Given anew before the end of the old right was carried out.
    crate::store::leaving::remove(tx, told.doc)?;
    if let Some(mut row) = document::find(&tx.read(), told.doc)? {
        row.role = Some(told.role);
        row.until = told.until;
        if row.state == DocState::ReadOnly {
            row.state = DocState::Live;
        }
        document::put(tx, &row)?;
        out.docs.insert(told.doc);
    }
    Ok(())
}

const fn reason(reason: sync::GrantReason) -> u8 {
    match reason {
        sync::GrantReason::Team => 1,
        sync::GrantReason::Proxy => 2,
        sync::GrantReason::Released => 3,
        sync::GrantReason::BreakGlass => 4,
    }
}

/// Takes accepted own items away that the base now holds.
fn settle(tx: &mut Tx<'_>, doc: DocId, upto: u64) -> Result<(), StoreError> {
    for own in pending::of_doc(&tx.read(), doc)? {
        if matches!(own.state, PendingState::Sent(seq) if seq <= upto) {
            pending::remove(tx, own.ctr)?;
        }
    }
    Ok(())
}

fn document_news(
    tx: &mut Tx<'_>,
    cx: &Cx<'_>,
    told: &Document,
    out: &mut Applied,
) -> Result<Result<(), Misfit>, StoreError> {
    let held = document::find(&tx.read(), told.doc)?;
    let mut row = held.unwrap_or_else(|| DocRow::new(told.doc, told.doc_type, told.patient));
    let cluster = digest::current(&tx.read())?;
    let known = digest::cluster(&tx.read(), told.doc)? == cluster;
    if told.epoch < row.epoch && known {
        return Ok(Ok(()));
    }
    // A server that was put back to a state before this incarnation knows nothing of it: the one that it has counts.
    let swaps = told.epoch != row.epoch;
    // A log has no saved form: its next incarnation comes as a stretch from the beginning.
    let is_log = DocType::from_code(told.doc_type).is_some_and(|kind| !kind.is_crdt());
    let whole = told.mode == DocMode::Full || (is_log && told.from_seq == 1);
    if swaps && !whole {
        return Ok(Err(Misfit::Incomplete));
    }
    let same_log = swaps || row.base_seq == 0 || known;
    if !same_log {
        match restored(tx, told, &row, whole)? {
            Restored::Whole => {}
            Restored::Behind => return Ok(Ok(())),
            Restored::Stretch => return Ok(Err(Misfit::Gap)),
        }
    }
    // Checked before anything is written: a document that does not fit is left as it is.
    let items = match checked(tx, told, &row)? {
        Ok(items) => items,
        Err(misfit) => return Ok(Err(misfit)),
    };
    if swaps || !same_log {
        epoch::forget(tx, told.doc)?;
        row.base_seq = 0;
    }
    if told.mode == DocMode::Full {
        full(tx, told)?;
    }
    for base in &items {
        item::put(tx, told.doc, told.epoch, base)?;
    }
    for told_item in &told.items {
        if let Some(from) = told_item.rebased_from {
            quarantine::clear_repaired(tx, told.doc, from)?;
        }
    }
    if !swaps {
        settle(tx, told.doc, told.to_seq)?;
    }
    row.doc_type = told.doc_type;
    row.patient = told.patient;
    row.epoch = told.epoch;
    row.schema = told.schema;
    row.state = state(told.state, row.state);
    row.base_seq = told.to_seq.max(row.base_seq);
    row.fp = Some(told.fp);
    row.env_root = Some(told.env_root);
    row.card = told.card.clone().map(Into::into).or(row.card);
    if let Some(right) = grant::find(&tx.read(), told.doc)? {
        row.role = Some(right.role);
        row.until = right.until;
    }
    row.stale = true;
    document::put(tx, &row)?;
    digest::confirm(tx, told.doc, cluster)?;
    if swaps {
        rebase::swapped(tx, cx, &row, out)?;
    }
    if let Some(card) = &told.card {
        // Ahead of the document's views: the patient is found as soon as the checkpoint is committed.
        crate::view::put_card(tx, told.doc, card)?;
    }
    if row.doc_type == DocType::Directory.code() {
        // At once: every other view may name its people.
        crate::view::put_directory(tx, &row)?;
    }
    as_told(tx, told.mode, &row)
}

/// What a server that was put back to an older state tells of a document whose log we knew further.
enum Restored {
    /// All of what is held here, and perhaps more.
    Whole,
    /// Less: what is held stays until its authors have sent it again.
    Behind,
    /// A stretch of another log than the one held: asked for whole.
    Stretch,
}

/// Judges the first news of a document since the server was put back: its log may have gone on differently.
fn restored(
    tx: &Tx<'_>,
    told: &Document,
    row: &DocRow,
    whole: bool,
) -> Result<Restored, StoreError> {
    if !whole {
        return Ok(Restored::Stretch);
    }
    let held = match load::base(&tx.read(), row) {
        Ok(held) => held,
        // What does not read holds nothing back.
        Err(StoreError::Document(_)) => return Ok(Restored::Whole),
        Err(other) => return Err(other),
    };
    let theirs = (!told.bytes.is_empty()).then(|| Doc::load(&told.bytes).ok()).flatten();
    let knows = |hash: &Hash| theirs.as_ref().is_some_and(|doc| doc.knows(hash));
    let blank = held.heads() == blank_heads(row);
    let changes = blank || held.heads().iter().all(knows);
    let entries = item::after(&tx.read(), row.doc, row.epoch, 0)?;
    let entries = entries
        .iter()
        .filter(|i| i.kind == ItemKind::Entry)
        .all(|i| told.items.iter().any(|t| t.hash == i.hash));
    if changes && entries {
        return Ok(Restored::Whole);
    }
    tracing::warn!(doc = %row.doc, "the server holds less of it than this device: kept");
    Ok(Restored::Behind)
}

/// The heads of a document in which nothing was written.
fn blank_heads(row: &DocRow) -> Vec<Hash> {
    DocType::from_code(row.doc_type)
        .map(|kind| satchel_model::document::genesis(kind, row.doc, row.epoch).heads())
        .unwrap_or_default()
}

/// Whether a stretch of log led to the state that the server told. A full is compared when it is first loaded: a fresh
/// device gets thousands, and loading them all would cost seconds before the first one is shown.
fn as_told(tx: &Tx<'_>, mode: DocMode, row: &DocRow) -> Result<Result<(), Misfit>, StoreError> {
    if mode == DocMode::Full {
        return Ok(Ok(()));
    }
    match load::base(&tx.read(), row) {
        Ok(_) => Ok(Ok(())),
        Err(StoreError::Document(_)) => Ok(Err(Misfit::Fingerprint)),
        Err(other) => Err(other),
    }
}

const fn state(told: sync::DocState, held: DocState) -> DocState {
    match (told, held) {
        // The right to write has ended; only a new grant brings it back.
        (sync::DocState::Live, DocState::ReadOnly) => DocState::ReadOnly,
        (sync::DocState::Live, _) => DocState::Live,
        (sync::DocState::Final, _) => DocState::Final,
        (sync::DocState::Frozen, _) => DocState::Frozen,
        (sync::DocState::Erased, _) => DocState::Erased,
    }
}

/// The accepted state in one piece: replaces what was held of it.
fn full(tx: &mut Tx<'_>, told: &Document) -> Result<(), StoreError> {
    if !told.bytes.is_empty() {
        let body = told.bytes.to_vec();
        let held = Snapshot { epoch: told.epoch, upto_seq: told.to_seq, body };
        snapshot::put(tx, told.doc, &held)?;
        item::forget(tx, told.doc, told.to_seq)?;
    }
    for author in &told.authors {
        if let Some(id) = author.actor {
            let who = actor::Who { device: author.device, user: author.user, role: author.role };
            actor::put(tx, told.doc, id, &who)?;
        }
    }
    for note in &told.notes {
        if let Some(meta) = meta(&told.authors, &note.meta) {
            item::put_note(tx, told.doc, note.change, &meta)?;
        }
    }
    Ok(())
}

fn meta(authors: &[Author], told: &ItemMeta) -> Option<Meta> {
    let author = authors.get(usize::try_from(told.author).ok()?)?;
    Some(Meta {
        device: author.device,
        user: author.user,
        role: author.role,
        received_at: Some(told.received_at),
        beacon_at: told.beacon_at,
        t_claim: told.t_claim,
        flags: told.flags,
    })
}

/// The items as they go into the base, each checked: hash, guard, parents, order.
fn checked(
    tx: &Tx<'_>,
    told: &Document,
    row: &DocRow,
) -> Result<Result<Vec<BaseItem>, Misfit>, StoreError> {
    let joins = told.mode == DocMode::Full || told.from_seq <= row.base_seq.saturating_add(1);
    if !joins || told.to_seq < told.from_seq {
        return Ok(Err(Misfit::Gap));
    }
    let mut parents = Parents { tx, row, news: Vec::new(), base: None };
    let mut out: Vec<BaseItem> = Vec::with_capacity(told.items.len());
    for item in &told.items {
        let last = out.last().map_or(told.from_seq, |i| i.seq.saturating_add(1));
        if item.seq < last || item.seq > told.to_seq {
            return Ok(Err(Misfit::Gap));
        }
        match one(&mut parents, told, item)? {
            Ok(base) => out.push(base),
            Err(misfit) => return Ok(Err(misfit)),
        }
    }
    Ok(Ok(out))
}

fn one(
    parents: &mut Parents<'_, '_>,
    told: &Document,
    item: &Item,
) -> Result<Result<BaseItem, Misfit>, StoreError> {
    let body = if item.own && item.body.is_empty() {
        match own_body(parents.tx, told.doc, item.hash)? {
            Some(body) => body,
            None => return Ok(Err(Misfit::OwnLost)),
        }
    } else {
        item.body.to_vec()
    };
    let header = match check::item(item.kind, item.hash, &body) {
        Ok(header) => header,
        Err(misfit) => return Ok(Err(misfit)),
    };
    if let Some(header) = header {
        for dep in &header.deps {
            if !parents.knows(*dep)? {
                return Ok(Err(Misfit::MissingDep));
            }
        }
        parents.news.push(header.hash);
    }
    let Some(meta) = meta(&told.authors, &item.meta) else {
        return Ok(Err(Misfit::Incomplete));
    };
    Ok(Ok(BaseItem { seq: item.seq, kind: item.kind, hash: item.hash, body, meta }))
}

/// Own accepted items looked through at once.
const KEPT_PAGE: u32 = 256;

/// The bytes of an own item, which are not sent down a second time.
fn own_body(tx: &Tx<'_>, doc: DocId, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
    if let Some(own) = pending::by_hash(&tx.read(), doc, hash)? {
        return Ok(Some(own.body));
    }
    if let Some(held) = item::by_hash(&tx.read(), doc, hash)? {
        return Ok(Some(held.body));
    }
    // A document that was taken away and given back: rare, so no index is kept for it.
    let mut after = 0;
    loop {
        let page = kept::after(&tx.read(), after, KEPT_PAGE)?;
        let Some(last) = page.last() else { return Ok(None) };
        after = last.ctr;
        let found = page
            .into_iter()
            .find(|k| k.doc == doc && Env::decode(&k.env).is_ok_and(|env| env.hash == hash));
        if let Some(found) = found {
            return Ok(Some(found.body));
        }
    }
}

/// Which changes a document has, asked cheapest first.
struct Parents<'a, 'tx> {
    tx: &'a Tx<'tx>,
    row: &'a DocRow,
    /// Changes of this very message.
    news: Vec<Hash>,
    /// The rebuilt base, only if a parent is found nowhere else: building it costs a millisecond.
    base: Option<Doc>,
}

impl Parents<'_, '_> {
    fn knows(&mut self, change: Hash) -> Result<bool, StoreError> {
        if self.news.contains(&change)
            || item::by_hash(&self.tx.read(), self.row.doc, change)?.is_some()
        {
            return Ok(true);
        }
        if self.base.is_none() {
            match load::base(&self.tx.read(), self.row) {
                Ok(base) => self.base = Some(base),
                // A base that does not load knows nothing; the document is then asked for anew, whole.
                Err(StoreError::Document(_)) => return Ok(false),
                Err(other) => return Err(other),
            }
        }
        Ok(self.base.as_ref().is_some_and(|doc| doc.knows(&change)))
    }
}
