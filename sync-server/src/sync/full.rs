//! News of one document as messages: the saved document where the device lacks it or the log is the longer way, else the
//! items it has not seen.
use super::{admit::commit::card_place, feed::News, hot, limit};
use crate::{
    http::problem::Failure,
    seal::{self, DocKey, Place},
    state::State,
};
use satchel_model::{
    cbor,
    crdt::Doc,
    document::{self as model, conflict},
    hash,
    id::{Hash, Signature},
    policy::{Permit, Read},
};
use satchel_protocol::{
    env::{Env, ItemKind},
    problem::ErrorCode,
    sync::{Author, DocMode, Document, Item, ItemMeta, Message, Note, Part},
};
use satchel_server_store::{
    Tx,
    change::{self, Change, Span},
    document::Document as Row,
    snapshot::Snapshot,
};
use satchel_vault::seal::Purpose;
use std::collections::BTreeMap;

/// What one document needs on its way.
pub struct Way<'a> {
    /// Its row.
    pub row: &'a Row,
    /// Its key.
    pub key: &'a DocKey,
    /// The reader's right.
    pub permit: &'a Permit<Read>,
    /// Its sealed list row.
    pub card: Option<&'a [u8]>,
    /// Its newest snapshot.
    pub snapshot: Option<&'a Snapshot>,
    /// The device that reads, whose own items need no body; `None` in a repair.
    pub own: Option<satchel_model::id::DeviceId>,
}

/// Messages, and a snapshot that was made on the way and is worth keeping.
#[derive(Default)]
pub struct Brought {
    /// In order; all belong before the next checkpoint.
    pub messages: Vec<Message>,
    /// Worth keeping.
    pub made: Option<Snapshot>,
    /// Raw bytes.
    pub bytes: usize,
}

/// The messages that bring `news` of a document.
/// # Errors
/// A store failure, or `internal` for content that does not open.
pub async fn bring(
    state: &State,
    tx: &mut Tx,
    way: &Way<'_>,
    news: News,
) -> Result<Brought, Failure> {
    let row = way.row;
    let News { from_seq, to_seq, lacks } = news;
    let as_full = row.kind.is_crdt() && (lacks || longer(tx, row, from_seq, to_seq).await?);
    let mut brought = Brought::default();
    let mut document = if to_seq == 0 {
        blank(row)
    } else if as_full {
        if let Some(document) = stored(way, to_seq) {
            document
        } else {
            let (document, made) = make(state, tx, way, to_seq).await?;
            brought.made = made;
            document
        }
    } else {
        log(tx, way, from_seq, to_seq).await?
    };
    document.state = row.state;
    document.card = match way.card {
        Some(sealed) => Some(seal::open(way.permit, way.key, &card_place(row), sealed)?.into()),
        None => None,
    };
    (brought.messages, brought.bytes) = cut(document);
    Ok(brought)
}

/// Whether the items are the longer way: more than 0.6 times the saved document, or too much for one frame.
async fn longer(tx: &mut Tx, row: &Row, from_seq: u64, to_seq: u64) -> Result<bool, Failure> {
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq, to_seq };
    let (_, bytes) = change::measure(tx, &span).await?;
    let known = row.bytes_full > 0 && bytes.saturating_mul(10) > row.bytes_full.saturating_mul(6);
    Ok(known || bytes > u64::try_from(limit::PART_BYTES).unwrap_or(u64::MAX))
}

/// A document without an item: its genesis is computed by the reader.
fn blank(row: &Row) -> Document {
    Document {
        doc: row.doc,
        doc_type: row.kind.code(),
        patient: row.patient,
        epoch: row.epoch,
        schema: row.schema,
        state: row.state,
        mode: DocMode::Full,
        from_seq: 0,
        to_seq: 0,
        fp: hash::fingerprint(
            row.doc,
            row.epoch,
            0,
            &model::genesis(row.kind, row.doc, row.epoch).heads(),
        ),
        env_root: Hash::ZERO,
        authors: Vec::new(),
        card: None,
        part: None,
        bytes: Vec::new().into(),
        items: Vec::new(),
        notes: Vec::new(),
    }
}

const fn snapshot_place(row: &Row, upto_seq: u64) -> Place {
    Place {
        purpose: Purpose::Snapshot,
        tenant: row.tenant,
        doc: row.doc,
        epoch: row.epoch,
        seq: upto_seq,
        hash: Hash::ZERO,
    }
}

/// The full from the kept snapshot, if that is of the right place and still whole.
fn stored(way: &Way<'_>, to_seq: u64) -> Option<Document> {
    let kept = way.snapshot?;
    if kept.upto_seq != to_seq || kept.epoch != way.row.epoch {
        return None;
    }
    let raw = seal::open(way.permit, way.key, &snapshot_place(way.row, to_seq), &kept.body).ok()?;
    // A damaged one is made anew from the log.
    (hash::sha256(&[&raw]) == kept.sha256).then(|| cbor::decode_lenient(&raw).ok()).flatten()
}

/// The full as of `to_seq` from the log; worth keeping if that is the log's end.
async fn make(
    state: &State,
    tx: &mut Tx,
    way: &Way<'_>,
    to_seq: u64,
) -> Result<(Document, Option<Snapshot>), Failure> {
    let row = way.row;
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq: 1, to_seq };
    let items = change::list(tx, way.permit, &span).await?;
    let held = state.sync.docs.get(row).filter(|hot| hot.seq == to_seq).map(|hot| hot.doc);
    let doc = match held {
        Some(doc) => doc,
        None => std::sync::Arc::new(hot::replay(way.permit, row, way.key, &items)?),
    };
    let mut authors = Authors::default();
    let mut document = blank(row);
    let by_hash = metas(&items, &mut authors)?;
    let entries: Vec<&Change> = items.iter().filter(|i| i.kind != ItemKind::Change).collect();
    document.items = opened(way, &entries, &mut authors, None)?;
    document.notes = notes(row, &doc, &by_hash);
    document.authors = authors.list;
    document.from_seq = 1;
    document.to_seq = to_seq;
    document.fp = hash::fingerprint(row.doc, row.epoch, to_seq, &doc.heads());
    document.env_root = env_root(&items);
    document.bytes = doc.save().into();
    if to_seq != row.head_seq {
        return Ok((document, None));
    }
    let raw = cbor::encode(&document);
    let made = Snapshot {
        doc: row.doc,
        epoch: row.epoch,
        upto_seq: to_seq,
        body: seal::close(state, way.key, &snapshot_place(row, to_seq), &raw),
        raw_len: u64::try_from(document.bytes.len()).unwrap_or(0),
        sha256: hash::sha256(&[&raw]),
    };
    Ok((document, Some(made)))
}

/// The items of a stretch.
async fn log(tx: &mut Tx, way: &Way<'_>, from_seq: u64, to_seq: u64) -> Result<Document, Failure> {
    let row = way.row;
    let at_end = to_seq == row.head_seq;
    // Fingerprint and root are stored for the log's end; for an earlier place they are made from the log.
    let first = if at_end { from_seq } else { 1 };
    let span = Span { doc: row.doc, epoch: row.epoch, from_seq: first, to_seq };
    let items = change::list(tx, way.permit, &span).await?;
    let mut authors = Authors::default();
    let mut document = blank(row);
    document.mode = DocMode::Log;
    (document.from_seq, document.to_seq) = (from_seq, to_seq);
    if at_end {
        (document.fp, document.env_root) = (row.fp, row.env_root);
    } else {
        let heads = hot::replay(way.permit, row, way.key, &items)?.heads();
        document.fp = hash::fingerprint(row.doc, row.epoch, to_seq, &heads);
        document.env_root = env_root(&items);
    }
    let wanted: Vec<&Change> = items.iter().filter(|i| i.seq >= from_seq).collect();
    document.items = opened(way, &wanted, &mut authors, way.own)?;
    document.authors = authors.list;
    Ok(document)
}

/// The running hash over the envelopes of a whole log.
fn env_root(items: &[Change]) -> Hash {
    items.iter().fold(Hash::ZERO, |root, item| {
        hash::sha256(&[root.as_bytes(), hash::sha256(&[&item.env]).as_bytes()])
    })
}

/// Authors, each once.
#[derive(Default)]
struct Authors {
    list: Vec<Author>,
}

impl Authors {
    fn index(&mut self, author: Author) -> u32 {
        let at = self.list.iter().position(|a| *a == author).unwrap_or_else(|| {
            self.list.push(author);
            self.list.len() - 1
        });
        u32::try_from(at).unwrap_or(u32::MAX)
    }
}

fn meta(item: &Change, authors: &mut Authors) -> Result<(ItemMeta, Env), Failure> {
    let env = Env::decode(&item.env).map_err(|_| ErrorCode::Internal)?;
    let author = Author {
        actor: item.actor.map(|a| a.actor),
        device: item.device,
        user: env.user,
        role: env.role,
    };
    let meta = ItemMeta {
        author: authors.index(author),
        received_at: item.received_at,
        beacon_at: env.beacon.map(|_| item.beacon_at),
        t_claim: item.claimed_at,
        flags: item.flags,
    };
    Ok((meta, env))
}

/// Who and when of every change, by hash; lists every actor on the way.
fn metas(items: &[Change], authors: &mut Authors) -> Result<BTreeMap<Hash, ItemMeta>, Failure> {
    let mut out = BTreeMap::new();
    for item in items.iter().filter(|i| i.kind == ItemKind::Change) {
        out.insert(item.hash, meta(item, authors)?.0);
    }
    Ok(out)
}

/// Who and when of the changes that stand in an open conflict.
fn notes(row: &Row, doc: &Doc, metas: &BTreeMap<Hash, ItemMeta>) -> Vec<Note> {
    let mut out: BTreeMap<Hash, Note> = BTreeMap::new();
    for open in conflict::open(row.kind, doc) {
        for alternative in open.alternatives {
            if let Some(meta) = metas.get(&alternative.change) {
                let change = alternative.change;
                out.insert(change, Note { change, meta: *meta });
            }
        }
    }
    out.into_values().collect()
}

/// Items with their bodies opened, except the reader's own.
fn opened(
    way: &Way<'_>,
    items: &[&Change],
    authors: &mut Authors,
    own: Option<satchel_model::id::DeviceId>,
) -> Result<Vec<Item>, Failure> {
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        let (meta, env) = meta(item, authors)?;
        let own = own == Some(item.device);
        let body = if own {
            Vec::new()
        } else {
            seal::open(way.permit, way.key, &hot::body_place(way.row, item), &item.body)?
        };
        out.push(Item {
            seq: item.seq,
            kind: item.kind,
            own,
            hash: item.hash,
            body: body.into(),
            meta,
            rebased_from: env.rebased_from,
        });
    }
    Ok(out)
}

/// Cuts a document into messages that fit a frame: the saved bytes in parts, of which the last carries everything else,
/// then further items as stretches of the log.
fn cut(mut document: Document) -> (Vec<Message>, usize) {
    let mut chunks = pack(std::mem::take(&mut document.items)).into_iter();
    document.items = chunks.next().unwrap_or_default();
    let mut total = document.bytes.len();
    let mut out = Vec::new();
    let rest: Vec<Document> = chunks
        .map(|items| Document {
            mode: DocMode::Log,
            from_seq: 1,
            bytes: Vec::new().into(),
            notes: Vec::new(),
            card: None,
            items,
            ..document.clone()
        })
        .collect();
    if document.bytes.len() > limit::PART_BYTES {
        let bytes: Vec<u8> = std::mem::replace(&mut document.bytes, Vec::new().into()).into();
        let pieces: Vec<&[u8]> = bytes.chunks(limit::PART_BYTES).collect();
        let n = u16::try_from(pieces.len()).unwrap_or(u16::MAX);
        for (i, piece) in (0..n).zip(pieces) {
            let last = i + 1 == n;
            let base = if last {
                document.clone()
            } else {
                let items = Vec::new();
                Document {
                    items,
                    notes: Vec::new(),
                    authors: Vec::new(),
                    card: None,
                    ..document.clone()
                }
            };
            let part = Some(Part { i, n });
            out.push(Message::Document(Document { part, bytes: piece.to_vec().into(), ..base }));
        }
    } else {
        out.push(Message::Document(document));
    }
    out.extend(rest.into_iter().map(Message::Document));
    for message in &out {
        if let Message::Document(d) = message {
            total += 300 + d.items.iter().map(|i| i.body.len() + 120).sum::<usize>();
        }
    }
    (out, total)
}

/// Items gathered so that each group fits a frame.
fn pack(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut out: Vec<Vec<Item>> = Vec::new();
    let mut size = 0;
    for item in items {
        let len = item.body.len() + 120;
        match out.last_mut() {
            Some(group) if size + len <= limit::PART_BYTES => {
                size += len;
                group.push(item);
            }
            Some(_) | None => {
                size = len;
                out.push(vec![item]);
            }
        }
    }
    out
}

/// A signature nobody made, for messages that are signed once they are whole.
pub const UNSIGNED: Signature = Signature::from_bytes([0; 64]);
