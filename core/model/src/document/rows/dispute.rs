//! What waits for a person, told with everything that a person needs to decide it.
use super::{
    ConflictShown, Credits,
    json::{Object, json, quote, stored},
    pass::Pass,
};
use crate::{
    crdt::{Scalar, Valued},
    document::{
        Alternative, DocType,
        conflict::{self, OpenConflict},
        history,
    },
};

impl<C: Credits> Pass<'_, C> {
    /// What waits for a person, each with everything that stands and the texts that a choice must name.
    pub(super) fn conflicts(&mut self, kind: DocType) -> Result<(), C::Error> {
        for open in conflict::open(kind, self.doc) {
            let body = self.told(&open)?.finish();
            self.out.conflicts.push(ConflictShown {
                path: json(&open.path),
                decision: open.kind == conflict::Kind::Decision,
                rule: open.rule.to_owned(),
                body,
            });
        }
        Ok(())
    }

    fn told(&self, open: &OpenConflict) -> Result<Object, C::Error> {
        let mut body = Object::default();
        let all = open.alternatives.iter().map(|one| self.alternative(open, one));
        body.raw("alternatives", &list(all)?);
        if let Some(base) = self.base(open)? {
            body.raw("base", &base);
        }
        body.text("source", open.source);
        body.raw("holds", &open.holds.to_string());
        if let Some(stands) = open.stands {
            body.text("stands", stands);
        }
        if let [root, id, ..] = open.path.as_slice() {
            body.text("label", &history::label(self.doc, root, id));
        }
        body.raw("related", &json(&open.related));
        let names = open.related.iter().map(|path| match path.as_slice() {
            [root, id, ..] => Ok(quote(&history::label(self.doc, root, id))),
            _ => Ok(quote("")),
        });
        body.raw("related_labels", &list(names)?);
        body.raw("earlier", &json(&open.earlier));
        Ok(body)
    }

    /// One standing value: the stored text goes beside the value, for a choice names it exactly.
    fn alternative(
        &self,
        open: &OpenConflict,
        one: &Alternative<String>,
    ) -> Result<String, C::Error> {
        let from = (one.actor, one.change);
        let mut out = self.credited(&stored(&one.value), from)?;
        out.text("stored", &one.value);
        if open.kind == conflict::Kind::Review || open.alternatives.len() < 2 {
            return Ok(out.finish());
        }
        let path: Vec<&str> = open.path.iter().map(String::as_str).collect();
        let behind = history::behind(self.doc, &path, one, &open.alternatives);
        out.raw("before", &list(behind.before.iter().map(|v| Ok(shown(v))))?);
        if let Some(reason) = &behind.reason {
            out.text("reason", reason);
        }
        let also = behind.also.iter().map(|(root, id)| {
            let mut item = Object::default();
            item.text("root", root);
            item.text("id", id);
            item.text("label", &history::label(self.doc, root, id));
            Ok(item.finish())
        });
        out.raw("also", &list(also)?);
        Ok(out.finish())
    }

    /// The last value that stood undisputed, with its author.
    fn base(&self, open: &OpenConflict) -> Result<Option<String>, C::Error> {
        let Some(one) = open.alternatives.first().filter(|_| open.alternatives.len() > 1) else {
            return Ok(None);
        };
        let path: Vec<&str> = open.path.iter().map(String::as_str).collect();
        let Some(base) = history::base(self.doc, &path, &one.change) else { return Ok(None) };
        let from = (base.actor, base.change);
        let mut out = self.credited(&shown(&base), from)?;
        out.text("stored", &text(&base.value));
        let alone = Alternative {
            value: (),
            actor: base.actor,
            change: base.change,
            counter: base.counter,
        };
        let behind = history::behind(self.doc, &path, &alone, &[]);
        if let Some(reason) = &behind.reason {
            out.text("reason", reason);
        }
        if let Some(at) = behind.at {
            out.raw("made_at", &at.to_string());
        }
        Ok(Some(out.finish()))
    }
}

fn list<E>(items: impl Iterator<Item = Result<String, E>>) -> Result<String, E> {
    let items = items.collect::<Result<Vec<_>, _>>()?;
    Ok(format!("[{}]", items.join(",")))
}

fn text(value: &Scalar) -> String {
    match value {
        Scalar::Str(text) => text.clone(),
        Scalar::Int(n) => n.to_string(),
        Scalar::Bool(b) => b.to_string(),
        Scalar::Null | Scalar::Bytes(_) => String::new(),
    }
}

fn shown(value: &Valued) -> String {
    stored(&text(&value.value))
}
