//! One document out of the messages that bring it: a large one comes in parts, a long log in stretches behind each other.
use crate::sync::replica::News;
use satchel_model::id::DocId;
use satchel_protocol::sync::{DocMode, Document};

/// A large document whose parts are still coming.
struct Parts {
    doc: DocId,
    next: u16,
    bytes: Vec<u8>,
}

/// The news with each document in one piece, and the document whose parts did not all come, if there is one.
pub(super) fn whole(news: Vec<News>) -> (Vec<News>, Option<DocId>) {
    let mut out: Vec<News> = Vec::with_capacity(news.len());
    let mut parts = None;
    for one in news {
        let News::Document(document) = one else {
            out.push(one);
            continue;
        };
        let Some(document) = assembled(&mut parts, *document) else { continue };
        match out.last_mut() {
            Some(News::Document(before)) if goes_on(before, &document) => {
                before.items.extend(document.items);
            }
            Some(_) | None => out.push(News::Document(Box::new(document))),
        }
    }
    (out, parts.map(|p| p.doc))
}

/// The whole document, once its last part is there. Parts come in order and unbroken; others are dropped, and the
/// hole shows as a document that does not fit.
fn assembled(parts: &mut Option<Parts>, mut document: Document) -> Option<Document> {
    let Some(part) = document.part else { return Some(document) };
    let held = parts.take().filter(|p| p.doc == document.doc && p.next == part.i);
    let mut held = match (held, part.i) {
        (Some(held), _) => held,
        (None, 0) => Parts { doc: document.doc, next: 0, bytes: Vec::new() },
        (None, _) => return None,
    };
    held.bytes.extend_from_slice(&document.bytes);
    held.next = held.next.saturating_add(1);
    if held.next < part.n {
        *parts = Some(held);
        return None;
    }
    document.bytes = held.bytes.into();
    Some(document)
}

/// Whether a message holds the items that did not fit into the one before: judged alone, it would be a log that begins
/// in its middle.
fn goes_on(before: &Document, next: &Document) -> bool {
    let same = (before.doc, before.epoch, before.to_seq) == (next.doc, next.epoch, next.to_seq);
    let last = before.items.last().map(|i| i.seq);
    let first = next.items.first().map(|i| i.seq);
    same && next.mode == DocMode::Log
        && next.from_seq == 1
        && before.authors == next.authors
        && last.zip(first).is_some_and(|(last, first)| last < first)
}
