//! Rows of log entries: messages of a conversation, records kept word for word.
use super::{SELF, ViewRow, json::Object};
use crate::{cbor, document::entry::Entry, time::Timestamp};

/// One entry of a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryShown<'a> {
    /// The canonical value, without its nonce.
    pub value: &'a [u8],
    /// It waits on this device.
    pub unsent: bool,
    /// Number of the role its author acted in, where that is known.
    pub role: Option<u8>,
}

/// The rows of entries in the order of their log. What cannot be read shows nothing: its bytes stay.
#[must_use]
pub fn of_entries(entries: &[EntryShown<'_>]) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    let (mut subject, mut newest, mut count) = (None, Timestamp::default(), 0_u64);
    let mut last_role = None;
    for one in entries {
        let Ok(value) = cbor::decode_lenient::<Entry>(one.value) else { continue };
        let mut body = Object::default();
        body.text("id", &value.item().to_string());
        body.text("by", &value.by().to_string());
        if one.unsent {
            body.raw("unsent", "true");
        }
        if let Some(role) = one.role {
            body.raw("role", &role.to_string());
        }
        let (list, when) = match &value {
            Entry::ThreadOpened(said) => {
                subject = Some((said.subject.clone(), said.kind.clone()));
                body.text("subject", &said.subject);
                body.text("kind", &said.kind);
                ("entries", said.at)
            }
            Entry::Message(said) => {
                count = count.saturating_add(1);
                last_role = one.role;
                body.text("text", &said.text);
                if let Some(about) = said.about {
                    body.text("about", &about.to_string());
                }
                if let Some(old) = said.replaces {
                    body.text("replaces", &old.to_string());
                }
                ("entries", said.at)
            }
            Entry::Resource(said) => {
                body.text("type", &said.kind);
                body.text("source", &said.source);
                if let Some(id) = &said.id {
                    body.text("source_id", id);
                }
                ("others", said.at)
            }
        };
        newest = newest.max(when);
        let (list, item) = (list.to_owned(), value.item());
        rows.push(ViewRow { list, item, at: when, body: body.finish() });
    }
    if let Some((subject, kind)) = subject {
        let mut body = Object::default();
        body.text("subject", &subject);
        body.text("kind", &kind);
        body.raw("messages", &count.to_string());
        if let Some(role) = last_role {
            body.raw("last_role", &role.to_string());
        }
        rows.push(ViewRow { list: "thread".into(), item: SELF, at: newest, body: body.finish() });
    }
    rows
}
