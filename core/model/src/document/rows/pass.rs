//! One pass over one document.
use super::{
    Credits, Rendered, SELF, ViewRow, fhir_ms,
    json::{Object, quote, scalar},
};
use crate::{
    crdt::{Doc, Scalar, Valued},
    document::{
        DocType,
        card::card,
        merge::MergeClass,
        schema::{COMMON, Field, Root, Shape, Value},
    },
    hash,
    id::{ActorId, Hash, ItemId},
    time::Timestamp,
};

/// Fields whose text is too long for a list: foreign records, and what a mapped one left over. They are read from the
/// document when one thing is opened, and exported.
const fn is_long(root: &str, field: &str) -> bool {
    matches!((root.as_bytes(), field.as_bytes()), (b"others", b"json") | (_, b"fhir_rest"))
}

pub(super) struct Pass<'a, C> {
    pub(super) doc: &'a Doc,
    credits: &'a C,
    pub(super) out: Rendered,
}

/// See [`super::of`].
pub(super) fn of<C: Credits>(kind: DocType, doc: &Doc, credits: &C) -> Result<Rendered, C::Error> {
    let mut pass = Pass { doc, credits, out: Rendered::default() };
    for root in kind.schema().roots {
        match root.shape {
            Shape::One => pass.one(root)?,
            Shape::Items => pass.items(root)?,
            Shape::Keyed => pass.keyed(root)?,
        }
    }
    pass.conflicts(kind)?;
    if kind == DocType::Admin {
        pass.out.card = Some(card(doc));
    }
    Ok(pass.out)
}

impl<C: Credits> Pass<'_, C> {
    fn one(&mut self, root: &Root) -> Result<(), C::Error> {
        let body = self.fields(root, &[root.name], root.fields.iter())?;
        if body.is_empty() {
            return Ok(());
        }
        let at = self.moment(&[root.name], &["start", "end"]);
        self.push(root.name, SELF, at, body);
        Ok(())
    }

    fn items(&mut self, root: &Root) -> Result<(), C::Error> {
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

    fn keyed(&mut self, root: &Root) -> Result<(), C::Error> {
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

    fn fields<'f>(
        &self,
        root: &Root,
        path: &[&str],
        fields: impl Iterator<Item = &'f Field>,
    ) -> Result<Object, C::Error> {
        let mut body = Object::default();
        for field in fields.filter(|f| !is_long(root.name, f.name)) {
            let at = [path, &[field.name]].concat();
            let json = if matches!(field.value, Value::Text) {
                self.doc.text(&at).map(|text| quote(&text))
            } else {
                self.value(field, &at)?
            };
            if let Some(json) = json {
                body.raw(field.name, &json);
            }
        }
        Ok(body)
    }

    /// A field as JSON: its value, or all that stand where a person must decide.
    fn value(&self, field: &Field, path: &[&str]) -> Result<Option<String>, C::Error> {
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
                Ok(self.credited(&value, (found.actor, found.change))?.finish())
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Some(format!("{{\"disputed\":[{}]}}", alternatives.join(","))))
    }

    /// A value with its author and the moments between which it was written, as JSON that goes on.
    pub(super) fn credited(
        &self,
        value: &str,
        (actor, change): (ActorId, Hash),
    ) -> Result<Object, C::Error> {
        let credit = self.credits.credit(actor, change)?;
        let mut out = Object::default();
        out.raw("value", value);
        out.text("change", &change.to_string());
        if let Some(who) = credit.who {
            out.text("user", &who.user.to_string());
            out.text("device", &who.device.to_string());
            out.raw("role", &who.role.to_string());
            if let Some(name) = &credit.name {
                out.text("name", name);
            }
        }
        if let Some(times) = credit.times {
            let moment = |t: Timestamp| t.millis().to_string();
            out.raw("claimed_at", &moment(times.claimed_at));
            if let Some(at) = times.not_before {
                out.raw("not_before", &moment(at));
            }
            if let Some(at) = times.not_after {
                out.raw("not_after", &moment(at));
            }
        }
        Ok(out)
    }

    /// The first of these fields that is a date, else when the thing was recorded; 0 = none.
    fn moment(&self, path: &[&str], names: &[&str]) -> i64 {
        let date = names.iter().find_map(|name| {
            let Some(Scalar::Str(text)) = self.doc.value(&[path, &[*name]].concat()) else {
                return None;
            };
            fhir_ms(&text)
        });
        let recorded = || {
            let Some(Scalar::Int(ms)) = self.doc.value(&[path, &["at"]].concat()) else {
                return None;
            };
            Some(ms)
        };
        date.or_else(recorded).unwrap_or(0)
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
