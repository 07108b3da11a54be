//! News of one document as messages: the saved document where the device lacks it or the log is the longer way, else the
//! items it has not seen.
use super::{admit::commit::card_place, feed::News, hot, limit, saved};
use crate::{
    directory,
    http::problem::Failure,
    seal::{self, DocKey},
    state::State,
};
use satchel_model::{
    document::{self as model, DocType},
    hash,
    id::{Fingerprint, Hash, Signature},
    policy::{Permit, Read},
};
use satchel_protocol::{
    env::Env,
    problem::ErrorCode,
    sync::{Author, DocMode, Document, Item, ItemMeta, Message, Part},
};
use satchel_server_store::{
    Tx,
    change::{self, Change, Span},
    document::Document as Row,
    snapshot::Snapshot,
};

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
        let kept = way.snapshot.and_then(|kept| saved::open(way.permit, way.key, row, kept));
        match kept {
            Some(kept) if kept.to_seq == to_seq => kept,
            older => {
                let (document, made) = saved::make(state, tx, way, to_seq, older).await?;
                brought.made = made;
                document
            }
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
    let fp = if row.head_seq == 0 {
        row.fp
    } else {
        let heads = model::genesis_of(row.kind, row.schema, row.doc, row.epoch).heads();
        hash::fingerprint(row.doc, row.epoch, 0, &heads)
    };
    Document { fp, ..shell(row) }
}

/// What every message about a document says, with nothing in it.
pub(super) fn shell(row: &Row) -> Document {
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
        fp: Fingerprint::ZERO,
        env_root: Hash::ZERO,
        authors: Vec::new(),
        card: None,
        part: None,
        bytes: Vec::new().into(),
        items: Vec::new(),
        notes: Vec::new(),
    }
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
    let mut document = shell(row);
    document.mode = DocMode::Log;
    (document.from_seq, document.to_seq) = (from_seq, to_seq);
    if at_end {
        (document.fp, document.env_root) = (row.fp, row.env_root);
    } else {
        let heads = hot::replay(way.permit, row, way.key, None, &items)?.heads();
        document.fp = hash::fingerprint(row.doc, row.epoch, to_seq, &heads);
        document.env_root = env_root(Hash::ZERO, &items);
    }
    let wanted: Vec<&Change> = items.iter().filter(|i| i.seq >= from_seq).collect();
    document.items = opened(way, &wanted, &mut authors, way.own)?;
    if row.kind == DocType::Directory {
        directory::keep_newest(&mut document.items);
    }
    document.authors = authors.list;
    Ok(document)
}

/// The running hash over a log's envelopes, from where it stood before `items`.
pub(super) fn env_root(before: Hash, items: &[Change]) -> Hash {
    items.iter().fold(before, |root, item| {
        hash::sha256(&[root.as_bytes(), hash::sha256(&[&item.env]).as_bytes()])
    })
}

/// Authors, each once.
#[derive(Default)]
pub(super) struct Authors {
    pub(super) list: Vec<Author>,
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

/// Who and when of an item, and its envelope.
pub(super) fn meta(item: &Change, authors: &mut Authors) -> Result<(ItemMeta, Env), Failure> {
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

/// Items with their bodies opened, except the reader's own.
pub(super) fn opened(
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

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::{
        document::DocType,
        id::{DekId, DeviceId, DocId, TenantId},
        time::Timestamp,
    };
    use satchel_protocol::{env::ItemKind, sync::DocState};
    use satchel_server_store::Position;

    fn row() -> Row {
        Row {
            doc: DocId::from_bytes([1; 16]),
            tenant: TenantId::from_bytes([2; 16]),
            kind: DocType::Encounter,
            patient: None,
            owner: None,
            epoch: 0,
            schema: 1,
            state: DocState::Live,
            hold: false,
            head_seq: 3,
            heads: Vec::new(),
            env_root: Hash::ZERO,
            fp: Fingerprint::from_bytes([9; 16]),
            bytes_log: 0,
            bytes_full: 0,
            dek: DekId::from_bytes([3; 16]),
            last: Position::ZERO,
            created_at: Timestamp::default(),
        }
    }

    fn item(seq: u64, len: usize) -> Item {
        Item {
            seq,
            kind: ItemKind::Entry,
            own: false,
            hash: Hash::ZERO,
            body: vec![7; len].into(),
            meta: ItemMeta {
                author: 0,
                received_at: Timestamp::default(),
                beacon_at: None,
                t_claim: Timestamp::default(),
                flags: 0,
            },
            rebased_from: None,
        }
    }

    fn documents(messages: Vec<Message>) -> Vec<Document> {
        messages
            .into_iter()
            .map(|m| match m {
                Message::Document(d) => d,
                other => panic!("kind {}", other.kind()),
            })
            .collect()
    }

    #[test]
    fn a_small_document_is_one_message() {
        let whole = Document { items: vec![item(1, 5)], to_seq: 1, ..shell(&row()) };
        let (messages, bytes) = cut(whole.clone());
        assert_eq!(documents(messages), vec![whole]);
        assert!(bytes > 5);
    }

    #[test]
    fn saved_bytes_come_in_parts_and_the_last_carries_the_rest() {
        let bytes: Vec<u8> = (0..=250).cycle().take(limit::PART_BYTES * 2 + 1).collect();
        let author = Author {
            actor: None,
            device: DeviceId::from_bytes([4; 16]),
            user: satchel_model::id::UserId::from_bytes([5; 16]),
            role: 5,
        };
        let whole = Document {
            bytes: bytes.clone().into(),
            items: vec![item(2, 5)],
            authors: vec![author],
            ..shell(&row())
        };
        let parts = documents(cut(whole).0);
        assert_eq!(
            parts.iter().map(|d| d.part).collect::<Vec<_>>(),
            [Some(Part { i: 0, n: 3 }), Some(Part { i: 1, n: 3 }), Some(Part { i: 2, n: 3 }),]
        );
        let joined: Vec<u8> = parts.iter().flat_map(|d| d.bytes.to_vec()).collect();
        assert_eq!(joined, bytes);
        assert!(parts[0].items.is_empty() && parts[0].authors.is_empty());
        assert_eq!((parts[2].items.len(), parts[2].authors.len()), (1, 1));
    }

    #[test]
    fn many_items_follow_as_stretches_of_the_log() {
        let items = (1..=5).map(|seq| item(seq, limit::PART_BYTES / 2)).collect();
        let whole = Document { items, bytes: vec![1].into(), to_seq: 5, ..shell(&row()) };
        let parts = documents(cut(whole).0);
        let seen: Vec<Vec<u64>> =
            parts.iter().map(|d| d.items.iter().map(|i| i.seq).collect()).collect();
        assert_eq!(seen.concat(), [1, 2, 3, 4, 5]);
        assert!(parts.len() > 2);
        assert_eq!((parts[0].mode, parts[0].bytes.len()), (DocMode::Full, 1));
        for later in &parts[1..] {
            assert_eq!((later.mode, later.from_seq, later.to_seq), (DocMode::Log, 1, 5));
            assert!(later.bytes.is_empty());
        }
    }

    #[test]
    fn an_author_is_listed_once() {
        let mut authors = Authors::default();
        let author = |n| Author {
            actor: None,
            device: DeviceId::from_bytes([n; 16]),
            user: satchel_model::id::UserId::from_bytes([n; 16]),
            role: 5,
        };
        let indexes = [author(1), author(2), author(1)].map(|a| authors.index(a));
        assert_eq!((indexes, authors.list.len()), ([0, 1, 0], 2));
    }
}
