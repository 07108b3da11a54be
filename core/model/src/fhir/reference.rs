//! Resolves references: `urn:uuid`, absolute, relative, conditional, logical and `#contained`.
use super::{ident::Identity, json::Json};
use std::collections::BTreeMap;

/// Where a reference points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// The resource with this number in the same reading.
    Here(usize),
    /// A resource of a known source that is not in this reading.
    Outside(Identity),
    /// A resource named by an identifier (system, value) that is not in this reading.
    Holder(String, String, String),
    /// The resource with this local id inside the referring one.
    Contained(String),
    /// Nowhere that can be found.
    Dangling,
}

/// What the resources of one reading are called.
#[derive(Default)]
pub(super) struct Index {
    urls: BTreeMap<String, usize>,
    names: BTreeMap<Identity, usize>,
    holders: BTreeMap<(String, String, String), usize>,
}

impl Index {
    /// Adds the resource with this number. The first of two equal names stays.
    pub(super) fn add(&mut self, number: usize, url: Option<&str>, name: &Identity, json: &Json) {
        if let Some(url) = url {
            self.urls.entry(url.to_owned()).or_insert(number);
        }
        self.names.entry(name.clone()).or_insert(number);
        for (system, value) in identifiers(json) {
            let key = (name.kind.clone(), system.to_owned(), value.to_owned());
            self.holders.entry(key).or_insert(number);
        }
    }

    /// The number of the resource with this identity.
    pub(super) fn find(&self, name: &Identity) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// Resolves a FHIR Reference made by a resource of `source`.
    pub(super) fn resolve(&self, reference: &Json, source: &str) -> Target {
        if let Some(text) = reference.text("reference") {
            return self.resolve_text(text, source);
        }
        let kind = reference.text("type").unwrap_or("Patient");
        let logical = reference.get("identifier");
        match logical.and_then(|i| i.text("system").zip(i.text("value"))) {
            Some((system, value)) => self.holder(kind, system, value),
            None => Target::Dangling,
        }
    }

    /// Resolves the text of a reference.
    pub(super) fn resolve_text(&self, text: &str, source: &str) -> Target {
        if let Some(local) = text.strip_prefix('#') {
            return Target::Contained(local.to_owned());
        }
        if let Some(number) = self.urls.get(text) {
            return Target::Here(*number);
        }
        if text.starts_with("urn:") {
            return Target::Dangling;
        }
        if let Some((kind, query)) = text.split_once('?') {
            return match conditional(query) {
                Some((system, value)) => self.holder(kind, &system, &value),
                None => Target::Dangling,
            };
        }
        let Some((base, kind, id)) = split(text) else { return Target::Dangling };
        let source = if base.is_empty() { source } else { base };
        let name = Identity::new(source, kind, id);
        self.find(&name).map_or(Target::Outside(name), Target::Here)
    }

    fn holder(&self, kind: &str, system: &str, value: &str) -> Target {
        let key = (kind.to_owned(), system.to_owned(), value.to_owned());
        match self.holders.get(&key) {
            Some(number) => Target::Here(*number),
            None => Target::Holder(key.0, key.1, key.2),
        }
    }
}

/// Splits `[base/]Type/id[/_history/v]`; the base has no trailing slash and is empty for a relative reference.
pub(super) fn split(text: &str) -> Option<(&str, &str, &str)> {
    let text = text.split_once("/_history/").map_or(text, |(before, _)| before);
    let (before, id) = text.rsplit_once('/')?;
    let (base, kind) = before.rsplit_once('/').unwrap_or(("", before));
    let named = kind.starts_with(|c: char| c.is_ascii_uppercase())
        && kind.chars().all(|c| c.is_ascii_alphanumeric());
    (named && !id.is_empty()).then_some((base, kind, id))
}

/// `identifier=system|value` of a conditional reference; other conditions are not resolved.
fn conditional(query: &str) -> Option<(String, String)> {
    let condition = query.strip_prefix("identifier=").filter(|q| !q.contains('&'))?;
    let decoded = percent_decode(condition)?;
    let (system, value) = decoded.split_once('|')?;
    (!value.is_empty()).then(|| (system.to_owned(), value.to_owned()))
}

fn percent_decode(text: &str) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let pair = [bytes.next()?, bytes.next()?];
            let mut one = [0];
            hex::decode_to_slice(pair, &mut one).ok()?;
            out.extend(one);
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).ok()
}

/// System and value of each identifier that has both.
pub(super) fn identifiers(json: &Json) -> impl Iterator<Item = (&str, &str)> {
    let list = json.get("identifier").map(Json::elements).unwrap_or_default();
    list.iter().filter_map(|i| i.text("system").zip(i.text("value")))
}

/// Every reference text in `json`, contained resources left out, in document order.
pub(super) fn all<'a>(json: &'a Json, out: &mut Vec<&'a str>) {
    match json {
        Json::Object(members) => {
            for (name, value) in members.iter().filter(|(name, _)| name != "contained") {
                if name == "reference" {
                    out.extend(value.as_text());
                }
                all(value, out);
            }
        }
        Json::List(list) => list.iter().for_each(|value| all(value, out)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fhir::json::parse;

    fn index() -> Index {
        let mut index = Index::default();
        let json =
            parse(r#"{"identifier":[{"system":"http://x/mrn","value":"a b"},{"value":"lost"}]}"#)
                .unwrap();
        index.add(0, Some("urn:uuid:1"), &Identity::new("https://h/fhir", "Patient", "p"), &json);
        index
    }

    fn resolve(text: &str) -> Target {
        index().resolve_text(text, "https://h/fhir")
    }

    #[test]
    fn each_way_to_name_a_resource_finds_it() {
        for text in [
            "urn:uuid:1",
            "Patient/p",
            "Patient/p/_history/3",
            "https://h/fhir/Patient/p",
            "Patient?identifier=http://x/mrn|a%20b",
        ] {
            assert_eq!(resolve(text), Target::Here(0), "{text}");
        }
        let logical = parse(r#"{"identifier":{"system":"http://x/mrn","value":"a b"}}"#).unwrap();
        assert_eq!(index().resolve(&logical, "s"), Target::Here(0));
    }

    #[test]
    fn a_name_of_another_source_is_another_resource() {
        let outside = Target::Outside(Identity::new("https://other", "Patient", "p"));
        assert_eq!(resolve("https://other/Patient/p"), outside);
        assert_eq!(
            index().resolve_text("Patient/p", "local"),
            Target::Outside(Identity::new("local", "Patient", "p"))
        );
    }

    #[test]
    fn what_cannot_be_found_dangles() {
        for text in [
            "urn:uuid:2",
            "nonsense",
            "",
            "Patient?name=x",
            "Patient?identifier=%zz|1",
            "patient/p",
        ] {
            assert_eq!(resolve(text), Target::Dangling, "{text}");
        }
        assert_eq!(resolve("#med"), Target::Contained("med".into()));
        let holder = Target::Holder("Practitioner".into(), "npi".into(), "9".into());
        assert_eq!(resolve("Practitioner?identifier=npi|9"), holder);
        assert_eq!(index().resolve(&parse("{}").unwrap(), "s"), Target::Dangling);
    }

    #[test]
    fn references_are_gathered_without_those_of_contained_resources() {
        let json = parse(r#"{"a":{"reference":"x"},"contained":[{"b":{"reference":"y"}}],"c":[{"reference":"z"}]}"#).unwrap();
        let mut found = Vec::new();
        all(&json, &mut found);
        assert_eq!(found, ["x", "z"]);
    }
}
