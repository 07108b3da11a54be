//! Takes the members of a resource one by one and remembers what is left, so that nothing gets lost on the way.
//!
//! A member counts as spent only if the value stored for it says all that the member said. Everything else stays in
//! `fhir_rest`: unmodelled members, extensions, second codings. An export lays the rest over the stored values.
use super::json::Json;
use crate::document::register::{Coding, Rest};
use std::collections::BTreeSet;

/// Why a resource is not mapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Not taken at all: pointer inside the resource, and the reason.
    Refuse(String, String),
    /// Kept word for word, not mapped: the reason.
    Keep(String),
}

/// A value taken, or why the resource is not mapped.
pub(super) type Taken<T> = Result<T, Trouble>;

/// Cursor over one object.
pub(super) struct Take<'a> {
    json: &'a Json,
    spent: BTreeSet<&'static str>,
}

impl<'a> Take<'a> {
    /// Begins with a resource: its type and id are known already.
    pub(super) fn resource(json: &'a Json) -> Self {
        Self { json, spent: BTreeSet::from(["resourceType", "id"]) }
    }

    /// The member as it is; `null` counts as absent.
    pub(super) fn get(&self, name: &str) -> Option<&'a Json> {
        self.json.get(name).filter(|v| **v != Json::Null)
    }

    /// Marks a member as fully said by what is stored.
    pub(super) fn spend(&mut self, name: &'static str) {
        self.spent.insert(name);
    }

    /// An optional string. Spent: strings are stored as they are.
    pub(super) fn text(&mut self, name: &'static str) -> Taken<Option<&'a str>> {
        let text = self.peek_text(name)?;
        self.spend(name);
        Ok(text)
    }

    /// An optional string that is stored in another form, so it stays in the rest.
    pub(super) fn peek_text(&self, name: &str) -> Taken<Option<&'a str>> {
        match self.get(name) {
            None => Ok(None),
            Some(Json::Text(text)) if !text.trim().is_empty() => Ok(Some(text)),
            Some(other) => Err(wrong(name, "a string", other)),
        }
    }

    /// An optional boolean, spent.
    pub(super) fn bool(&mut self, name: &'static str) -> Taken<Option<bool>> {
        let flag = match self.get(name) {
            None => None,
            Some(Json::Bool(b)) => Some(*b),
            Some(other) => return Err(wrong(name, "true or false", other)),
        };
        self.spend(name);
        Ok(flag)
    }

    /// An optional date or `dateTime`, spent.
    pub(super) fn date(&mut self, name: &'static str) -> Taken<Option<&'a str>> {
        let text = self.peek_text(name)?;
        if text.is_some_and(|t| !is_date(t)) {
            return Err(Trouble::Keep(format!("{name} is not a FHIR date")));
        }
        self.spend(name);
        Ok(text)
    }

    /// An optional object; stays in the rest.
    pub(super) fn object(&self, name: &str) -> Taken<Option<&'a Json>> {
        match self.get(name) {
            None => Ok(None),
            Some(value @ Json::Object(_)) => Ok(Some(value)),
            Some(other) => Err(wrong(name, "an object", other)),
        }
    }

    /// An optional list of objects; stays in the rest.
    pub(super) fn objects(&self, name: &str) -> Taken<&'a [Json]> {
        match self.get(name) {
            None => Ok(&[]),
            Some(Json::List(list)) => match list.iter().find(|v| !matches!(v, Json::Object(_))) {
                None => Ok(list),
                Some(other) => Err(wrong(name, "a list of objects", other)),
            },
            Some(other) => Err(wrong(name, "a list", other)),
        }
    }

    /// An optional `CodeableConcept`; spent if the stored register says all of it.
    pub(super) fn concept(&mut self, name: &'static str) -> Taken<Option<Coding>> {
        let Some(json) = self.object(name)? else { return Ok(None) };
        let coding = concept(name, json)?;
        if write_concept(&coding).canonical() == json.canonical() {
            self.spend(name);
        }
        Ok(Some(coding))
    }

    /// A list of `CodeableConcepts`; stays in the rest, since only words of it are stored.
    pub(super) fn concepts(&self, name: &str) -> Taken<Vec<Coding>> {
        self.objects(name)?.iter().map(|json| concept(name, json)).collect()
    }

    /// A required string, refused if missing or of another kind.
    pub(super) fn need_text(&mut self, name: &'static str) -> Taken<&'a str> {
        self.present(name)?;
        let text = self.text(name).map_err(|t| demand(name, t))?;
        text.ok_or_else(|| missing(name))
    }

    /// A required `CodeableConcept`, refused if missing or of another kind.
    pub(super) fn need_concept(&mut self, name: &'static str) -> Taken<Coding> {
        self.present(name)?;
        let coding = self.concept(name).map_err(|t| demand(name, t))?;
        coding.ok_or_else(|| missing(name))
    }

    /// A member that must be there. With only an extension in its place the resource is kept, not refused.
    pub(super) fn present(&self, name: &str) -> Taken<()> {
        if self.get(name).is_some() {
            return Ok(());
        }
        if self.json.get(&format!("_{name}")).is_some() {
            return Err(Trouble::Keep(format!("{name} has no value, only an extension")));
        }
        Err(missing(name))
    }

    /// Marks a reference as spent if it says nothing but where it points.
    pub(super) fn spend_reference(&mut self, name: &'static str) {
        if self.get(name).is_some_and(|r| r.members().len() == 1 && r.text("reference").is_some()) {
            self.spend(name);
        }
    }

    /// The members not spent, as JSON text in their order; `None` if nothing is left.
    pub(super) fn rest(&self) -> Option<String> {
        let left: Vec<_> = self
            .json
            .members()
            .iter()
            .filter(|(name, _)| !self.spent.contains(name.as_str()))
            .cloned()
            .collect();
        (!left.is_empty()).then(|| Json::Object(left).to_text())
    }
}

fn missing(name: &str) -> Trouble {
    Trouble::Refuse(format!("/{name}"), format!("{name} is required, but missing"))
}

fn wrong(name: &str, want: &str, got: &Json) -> Trouble {
    Trouble::Keep(format!("{name} should be {want}, but is {}", got.kind()))
}

/// Turns "kept" into "refused": what is required must have the right shape.
fn demand(name: &str, trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Keep(reason) => Trouble::Refuse(format!("/{name}"), reason),
        Trouble::Refuse(..) => trouble,
    }
}

/// The register of a `CodeableConcept`: its chosen coding, or the first with a code, and its text.
pub(super) fn concept(name: &str, json: &Json) -> Taken<Coding> {
    if !matches!(json, Json::Object(_)) {
        return Err(wrong(name, "a CodeableConcept", json));
    }
    let codings = match json.get("coding") {
        None | Some(Json::Null) => &[][..],
        Some(Json::List(list)) => list,
        Some(other) => return Err(wrong(name, "a CodeableConcept", other)),
    };
    let chosen = codings.iter().find(|c| c.get("userSelected") == Some(&Json::Bool(true)));
    let coded = chosen.or_else(|| codings.iter().find(|c| c.text("code").is_some()));
    let mut coding = match coded.or_else(|| codings.first()) {
        Some(json @ Json::Object(_)) => plain_coding(json),
        Some(other) => return Err(wrong(name, "a CodeableConcept", other)),
        None => empty_coding(),
    };
    coding.text = match json.get("text") {
        None | Some(Json::Null) => None,
        Some(Json::Text(text)) => Some(text.clone()),
        Some(other) => return Err(wrong(name, "a CodeableConcept", other)),
    };
    Ok(coding)
}

/// The register of one FHIR Coding.
pub(super) fn plain_coding(json: &Json) -> Coding {
    let text = |name: &str| json.text(name).map(str::to_owned);
    Coding {
        system: text("system"),
        code: text("code"),
        display: text("display"),
        ..empty_coding()
    }
}

/// A register that says nothing.
pub(super) fn empty_coding() -> Coding {
    Coding { system: None, code: None, display: None, text: None, rest: Rest::new() }
}

/// The FHIR Coding that a register says.
pub(super) fn write_coding(coding: &Coding) -> Json {
    let parts = [("system", &coding.system), ("code", &coding.code), ("display", &coding.display)];
    object(
        parts
            .into_iter()
            .map(|(name, value)| (name, value.as_ref().map(|v| Json::Text(v.clone())))),
    )
}

/// The `CodeableConcept` that a register says.
pub(super) fn write_concept(coding: &Coding) -> Json {
    let inner = write_coding(coding);
    let list = (!inner.members().is_empty()).then(|| Json::List(vec![inner]));
    object([("coding", list), ("text", coding.text.clone().map(Json::Text))])
}

/// An object of the members that have a value.
pub(super) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Option<Json>)>) -> Json {
    let present = members.into_iter().filter_map(|(n, v)| v.map(|v| (n.to_owned(), v)));
    Json::Object(present.collect())
}

/// Labels of concepts, joined; `None` if nothing is said.
pub(super) fn labels(concepts: &[Coding]) -> Option<String> {
    let said: Vec<_> = concepts.iter().map(Coding::label).filter(|l| !l.is_empty()).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Codes of concepts, or their words where there is no code, joined; `None` if nothing is said.
pub(super) fn codes(concepts: &[Coding]) -> Option<String> {
    let one = |c: &Coding| c.code.clone().unwrap_or_else(|| c.label().to_owned());
    let said: Vec<_> = concepts.iter().map(one).filter(|l| !l.is_empty()).collect();
    (!said.is_empty()).then(|| said.join(","))
}

/// Whether `text` is a FHIR date, partial date, `dateTime` or instant of a day that exists.
///
/// Source: FHIR R4 datatypes, `date`, `dateTime`, `instant`. Nothing is made of the value: it stays as written.
pub(super) fn is_date(text: &str) -> bool {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let parts: Vec<&str> = date.split('-').collect();
    let number = |t: &str, len: usize| {
        (t.len() == len && t.bytes().all(|b| b.is_ascii_digit()))
            .then(|| t.parse::<i16>().ok())
            .flatten()
    };
    let day = match parts.as_slice() {
        [year] => number(year, 4).map(|y| (y, 1, 1)),
        [year, month] => number(year, 4).zip(number(month, 2)).map(|(y, m)| (y, m, 1)),
        [year, month, day] => {
            let ym = number(year, 4).zip(number(month, 2));
            ym.zip(number(day, 2)).map(|((y, m), d)| (y, m, d))
        }
        _ => None,
    };
    let exists = day.is_some_and(|(y, m, d)| {
        let small = |n: i16| i8::try_from(n).unwrap_or(0);
        jiff::civil::Date::new(y, small(m), small(d)).is_ok()
    });
    exists && time.is_none_or(|time| parts.len() == 3 && is_time(time))
}

/// `hh:mm[:ss[.fff]]` with an optional zone; minutes without seconds occur in real data and say no less.
fn is_time(text: &str) -> bool {
    let clock = text.trim_end_matches('Z');
    let cut = clock.rfind(['+', '-']);
    let (clock, zone) = match cut.and_then(|at| clock.split_at_checked(at)) {
        Some((clock, zone)) => (clock, zone.get(1..)),
        None => (clock, None),
    };
    let (whole, fraction) = clock.split_once('.').map_or((clock, "0"), |(w, f)| (w, f));
    let limits = [("hour", 24), ("minute", 60), ("second", 61)];
    let pieces: Vec<&str> = whole.split(':').collect();
    let fits = |(piece, (_, below)): (&&str, (&str, u8))| {
        piece.len() == 2 && piece.parse::<u8>().is_ok_and(|n| n < below)
    };
    let zone_fits =
        zone.is_none_or(|z| z.len() == 5 && z.split(':').filter(|p| p.len() == 2).count() == 2);
    (2..=3).contains(&pieces.len())
        && pieces.iter().zip(limits).all(fits)
        && !fraction.is_empty()
        && fraction.bytes().all(|b| b.is_ascii_digit())
        && zone_fits
}

#[cfg(test)]
mod tests;
