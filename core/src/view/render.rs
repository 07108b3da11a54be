//! From a document to rows: driven by the schema tables, so that a new field shows without new code.
use super::fhir_ms;
use crate::{
    author::Author,
    store::{
        Read, StoreError,
        actor::{self, Who},
        conflict::ConflictRow,
        document::DocRow,
        item,
        load::LogEntry,
        peer,
        view::{SELF, ViewRow},
    },
};
use satchel_model::{
    cbor,
    crdt::{Doc, Scalar, Valued},
    document::{
        DocType,
        card::{self, Card},
        conflict,
        entry::Entry,
        merge::MergeClass,
        schema::{COMMON, Field, Root, Shape, Value},
    },
    hash,
    id::{ActorId, DeviceId, DocId, Hash, ItemId},
    time::Timestamp,
};
use std::{cell::RefCell, collections::BTreeMap};

/// What a document shows.
#[derive(Default)]
pub struct Rendered {
    /// Its rows.
    pub rows: Vec<ViewRow>,
    /// Its open conflicts; document and patient are filled in by the caller.
    pub conflicts: Vec<ConflictRow>,
    /// The list row, of an `admin` document.
    pub card: Option<Card>,
}

/// Who stands behind the actors of one document.
pub struct Authors {
    known: BTreeMap<ActorId, Who>,
    names: RefCell<BTreeMap<DeviceId, String>>,
}

impl Authors {
    /// The authors of a document: those the server told, and ourselves under every actor we had here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load(read: &Read<'_>, author: &Author, row: &DocRow) -> Result<Self, StoreError> {
        let mut known: BTreeMap<ActorId, Who> = actor::list(read, row.doc)?.into_iter().collect();
        let own = Who { device: author.device, user: author.user, role: author.role.code() };
        for n in 0..=actor::epoch(read, row.doc, row.epoch)? {
            known.insert(author.actor(row.doc, row.epoch, n), own);
        }
        Ok(Self { known, names: RefCell::default() })
    }

    /// The name of a person, if the clinic told it. Our own is no exception: two devices that hold the same show the
    /// same.
    fn name(&self, read: &Read<'_>, who: &Who) -> Result<Option<String>, StoreError> {
        if let Some(name) = self.names.borrow().get(&who.device) {
            return Ok(Some(name.clone()));
        }
        let found = match peer::of_device(read, who.device)? {
            Some((_, label)) => Some(label),
            None => peer::of_user(read, who.user)?,
        };
        if let Some(name) = &found {
            self.names.borrow_mut().insert(who.device, name.clone());
        }
        Ok(found)
    }

    /// One of several values with its author and the moments between which it was written, as JSON.
    fn alternative(
        &self,
        read: &Read<'_>,
        doc: DocId,
        value: &str,
        (actor, change): (ActorId, Hash),
    ) -> Result<String, StoreError> {
        let meta = item::meta_of(read, doc, change)?;
        // The item's own facts come first: an actor is told by name only with a whole document.
        let told = meta.map(|m| Who { device: m.device, user: m.user, role: m.role });
        let who = told.or_else(|| self.known.get(&actor).copied());
        let mut out = Object::default();
        out.raw("value", value);
        out.text("change", &change.to_string());
        if let Some(who) = who {
            out.text("user", &who.user.to_string());
            out.text("device", &who.device.to_string());
            out.raw("role", &who.role.to_string());
            if let Some(name) = self.name(read, &who)? {
                out.text("name", &name);
            }
        }
        if let Some(meta) = meta {
            let moment = |t: Timestamp| t.millis().to_string();
            out.raw("claimed_at", &moment(meta.t_claim));
            if let Some(at) = meta.beacon_at {
                out.raw("not_before", &moment(at));
            }
            if let Some(at) = meta.received_at {
                out.raw("not_after", &moment(at));
            }
        }
        Ok(out.finish())
    }
}

/// A JSON object written member by member, so that stored JSON goes in as it is, digit by digit.
#[derive(Default)]
pub(super) struct Object(String);

impl Object {
    fn key(&mut self, key: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&quote(key));
        self.0.push(':');
    }

    /// A member that is JSON already.
    pub(super) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.0.push_str(json);
    }

    /// A member that is text.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.0.push_str(&quote(text));
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

/// A stored text as JSON: a register is JSON already.
fn stored(text: &str) -> String {
    let is_json =
        text.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    if is_json { text.to_owned() } else { quote(text) }
}

/// A stored scalar as JSON; a register is JSON already, and one that is broken shows as text.
fn scalar(kind: Value, value: &Scalar) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(b) => b.to_string(),
        Scalar::Int(n) => n.to_string(),
        // No field of ours holds bytes; one of a newer version shows its length.
        Scalar::Bytes(bytes) => bytes.len().to_string(),
        Scalar::Str(text) => match kind {
            Value::Register(_) if serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok() => {
                text.clone()
            }
            _ => quote(text),
        },
    }
}

/// Fields whose text is too long for a list: foreign records, and what a mapped one left over. They are read from the
/// document when one thing is opened, and exported.
const fn is_long(root: &str, field: &str) -> bool {
    matches!((root.as_bytes(), field.as_bytes()), (b"others", b"json") | (_, b"fhir_rest"))
}

/// One pass over one document.
struct Pass<'a> {
    read: &'a Read<'a>,
    id: DocId,
    doc: &'a Doc,
    authors: &'a Authors,
    out: Rendered,
}

/// The rows, conflicts and list row of a document.
///
/// # Errors
/// [`StoreError`] while looking up authors.
pub fn rows_of(
    read: &Read<'_>,
    kind: DocType,
    id: DocId,
    doc: &Doc,
    authors: &Authors,
) -> Result<Rendered, StoreError> {
    let mut pass = Pass { read, id, doc, authors, out: Rendered::default() };
    for root in kind.schema().roots {
        match root.shape {
            Shape::One => pass.one(root)?,
            Shape::Items => pass.items(root)?,
            Shape::Keyed => pass.keyed(root)?,
        }
    }
    pass.conflicts(kind)?;
    if kind == DocType::Admin {
        pass.out.card = Some(card::card(doc));
    }
    Ok(pass.out)
}

impl Pass<'_> {
    fn one(&mut self, root: &Root) -> Result<(), StoreError> {
        let body = self.fields(root, &[root.name], root.fields.iter())?;
        if body.is_empty() {
            return Ok(());
        }
        let at = self.moment(&[root.name], &["start", "end"]);
        self.push(root.name, SELF, at, body);
        Ok(())
    }

    fn items(&mut self, root: &Root) -> Result<(), StoreError> {
        for key in self.doc.keys(&[root.name]) {
            let path = [root.name, key.as_str()];
            let fields = root.fields.iter().chain(COMMON);
            let mut body = self.fields(root, &path, fields)?;
            body.text("id", &key);
            let at = self.moment(&path, &["effective", "start", "recorded", "onset", "issued"]);
            let item = key.parse().unwrap_or_else(|_| named(&key));
            self.push(root.name, item, at, body);
        }
        Ok(())
    }

    fn keyed(&mut self, root: &Root) -> Result<(), StoreError> {
        let Some(field) = root.fields.first() else { return Ok(()) };
        for key in self.doc.keys(&[root.name]) {
            let mut body = Object::default();
            body.text("key", &key);
            if let Some(json) = self.value(field, &[root.name, &key])? {
                body.raw(field.name, &json);
            }
            // The key ends in the due time.
            let due = key.rsplit('@').next().and_then(fhir_ms).unwrap_or(0);
            self.push(root.name, named(&key), due, body);
        }
        Ok(())
    }

    /// What waits for a person, each with everything that stands and the texts that a choice must name.
    fn conflicts(&mut self, kind: DocType) -> Result<(), StoreError> {
        for open in conflict::open(kind, self.doc) {
            let mut alternatives = Vec::new();
            for a in &open.alternatives {
                let value = stored(&a.value);
                let from = (a.actor, a.change);
                let mut one = self.authors.alternative(self.read, self.id, &value, from)?;
                // The stored text goes beside the value: a choice names it exactly.
                one.pop();
                one.push_str(",\"stored\":");
                one.push_str(&quote(&a.value));
                one.push('}');
                alternatives.push(one);
            }
            let mut body = Object::default();
            body.raw("alternatives", &format!("[{}]", alternatives.join(",")));
            body.text("source", open.source);
            body.raw("holds", &open.holds.to_string());
            if let Some(stands) = open.stands {
                body.text("stands", stands);
            }
            body.raw("related", &json(&open.related));
            body.raw("earlier", &json(&open.earlier));
            self.out.conflicts.push(ConflictRow {
                doc: self.id,
                path: json(&open.path),
                decision: open.kind == conflict::Kind::Decision,
                patient: None,
                rule: open.rule.to_owned(),
                body: body.finish(),
            });
        }
        Ok(())
    }

    fn fields<'f>(
        &self,
        root: &Root,
        path: &[&str],
        fields: impl Iterator<Item = &'f Field>,
    ) -> Result<Object, StoreError> {
        let mut body = Object::default();
        for field in fields.filter(|f| !is_long(root.name, f.name)) {
            let at = [path, &[field.name]].concat();
            let json = match field.value {
                Value::Text => self.doc.text(&at).map(|text| quote(&text)),
                _ => self.value(field, &at)?,
            };
            if let Some(json) = json {
                body.raw(field.name, &json);
            }
        }
        Ok(body)
    }

    /// A field as JSON: its value, or all that stand where a person must decide.
    fn value(&self, field: &Field, path: &[&str]) -> Result<Option<String>, StoreError> {
        let mut distinct: Vec<Valued> = Vec::new();
        for found in self.doc.all(path) {
            if !distinct.iter().any(|seen| seen.value == found.value) {
                distinct.push(found);
            }
        }
        let Some(first) = distinct.first() else { return Ok(None) };
        if field.merge != MergeClass::Decide || distinct.len() == 1 {
            return Ok(Some(scalar(field.value, &first.value)));
        }
        let alternatives = distinct
            .iter()
            .map(|found| {
                let value = scalar(field.value, &found.value);
                let from = (found.actor, found.change);
                self.authors.alternative(self.read, self.id, &value, from)
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Some(format!("{{\"disputed\":[{}]}}", alternatives.join(","))))
    }

    /// The first of these fields that is a date, else when the thing was recorded; 0 = none.
    fn moment(&self, path: &[&str], names: &[&str]) -> i64 {
        let date = names.iter().find_map(|name| match self.doc.value(&[path, &[*name]].concat()) {
            Some(Scalar::Str(text)) => fhir_ms(&text),
            _ => None,
        });
        date.or_else(|| match self.doc.value(&[path, &["at"]].concat()) {
            Some(Scalar::Int(ms)) => Some(ms),
            _ => None,
        })
        .unwrap_or(0)
    }

    fn push(&mut self, list: &str, item: ItemId, at: i64, body: Object) {
        let at = Timestamp::from_millis(at);
        self.out.rows.push(ViewRow { list: list.to_owned(), item, at, body: body.finish() });
    }
}

/// An id for a key that is none.
fn named(key: &str) -> ItemId {
    ItemId::from_bytes(hash::first16(hash::sha256(&[key.as_bytes()])))
}

/// The rows of log entries: messages of a conversation, records kept word for word.
#[must_use]
pub fn rows_of_entries(entries: &[LogEntry]) -> Vec<ViewRow> {
    let mut rows = Vec::new();
    let (mut subject, mut newest, mut count) = (None, Timestamp::default(), 0_u64);
    for one in entries {
        let Ok(value) = cbor::decode_lenient::<Entry>(&one.value) else { continue };
        let mut body = Object::default();
        body.text("id", &value.item().to_string());
        body.text("by", &value.by().to_string());
        if one.seq.is_none() {
            body.raw("unsent", "true");
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
        rows.push(ViewRow {
            list: list.to_owned(),
            item: value.item(),
            at: when,
            body: body.finish(),
        });
    }
    if let Some((subject, kind)) = subject {
        let mut body = Object::default();
        body.text("subject", &subject);
        body.text("kind", &kind);
        body.raw("messages", &count.to_string());
        rows.push(ViewRow { list: "thread".into(), item: SELF, at: newest, body: body.finish() });
    }
    rows
}
