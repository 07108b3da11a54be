//! All resources of one or more texts, read whole, named and indexed: what a mapping starts from.
use super::{
    Refused,
    ident::{Identity, LOCAL},
    input::{Entry, Input},
    json::{self, Json},
    reference::{self, Index, Target},
    take, version,
};
use crate::{document::register::Coding, hash, id::Hash};
use std::collections::BTreeSet;

/// One resource, read.
pub struct Resource<'a> {
    /// Where it stands.
    pub entry: Entry<'a>,
    /// What it says.
    pub json: Json,
    /// SHA-256 of its canonical text.
    pub hash: Hash,
    /// What it is called where it came from.
    pub identity: Identity,
    /// The equal resource read before it, if this one is a repetition.
    pub repeats: Option<usize>,
}

/// Resources of one transaction of an import.
#[derive(Default)]
pub struct Reading<'a> {
    /// Read resources, in their order.
    pub resources: Vec<Resource<'a>>,
    /// What was refused on the way, each counted as one resource.
    pub refused: Vec<Refused>,
    /// Remarks that concern no count.
    pub notes: Vec<Refused>,
    pub(super) index: Index,
}

/// What a mapping will ask of the store: fetch it before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wants {
    /// Resources by identity: those read here and those only referred to.
    pub resources: BTreeSet<Identity>,
    /// Trusted identifiers of patients: system and value.
    pub identifiers: BTreeSet<(String, String)>,
}

impl<'a> Reading<'a> {
    /// Reads the entries of `inputs`. `source` names the source of relative ids; empty means: take it from `fullUrl`s.
    #[must_use]
    pub fn new(inputs: Vec<Input<'a>>, source: &str) -> Self {
        let mut reading = Self::default();
        for input in inputs {
            reading.refused.extend(input.refused);
            reading.notes.extend(input.notes);
            for entry in input.entries {
                reading.add(entry, source);
            }
        }
        reading
    }

    fn add(&mut self, entry: Entry<'a>, source: &str) {
        let refuse = |place: String, reason: String| Refused {
            file: entry.file.to_owned(),
            place: format!("{}{place}", entry.place),
            reason,
        };
        let json = match json::read(entry.raw, "") {
            Ok(json) => json,
            Err(error) => return self.refused.push(refuse(error.place(), error.to_string())),
        };
        if let Some((place, reason)) = version::foreign(&entry.kind, &json) {
            return self.refused.push(refuse(place, reason));
        }
        let hash = json.hash();
        let identity = identity(&entry, hash, source);
        let before = self.index.find(&identity);
        if let Some(first) = before.and_then(|n| self.resources.get(n))
            && first.hash != hash
        {
            let reason =
                format!("the same type and id stand at {} with other content", first.entry.place);
            return self.refused.push(refuse(String::new(), reason));
        }
        let number = self.resources.len();
        self.index.add(number, entry.full_url.as_deref(), &identity, &json);
        self.resources.push(Resource { entry, json, hash, identity, repeats: before });
    }

    /// What the mapping of this reading will ask of [`super::Known`].
    #[must_use]
    pub fn wants(&self) -> Wants {
        let mut wants = Wants::default();
        for resource in &self.resources {
            wants.resources.insert(resource.identity.clone());
            if resource.entry.kind == "Patient" {
                wants.identifiers.extend(trusted(&resource.json));
            }
            let mut texts = Vec::new();
            reference::all(&resource.json, &mut texts);
            for text in texts {
                wants.target(self.index.resolve_text(text, &resource.identity.source));
            }
        }
        wants
    }

    /// The resource that `reference`, found in `from`, points at: in this reading, or inside `from`.
    pub(super) fn target<'r>(
        &'r self,
        from: &'r Resource<'_>,
        reference: &Json,
    ) -> Option<&'r Json> {
        match self.index.resolve(reference, &from.identity.source) {
            Target::Here(number) => self.resources.get(number).map(|r| &r.json),
            Target::Contained(local) => {
                let inside = from.json.get("contained").map(Json::elements).unwrap_or_default();
                inside.iter().find(|c| c.text("id") == Some(local.as_str()))
            }
            Target::Outside(_) | Target::Holder(..) | Target::Dangling => None,
        }
    }

    /// Words for what `reference` points at: its own display, else a name or label of the target.
    pub(super) fn label(&self, from: &Resource<'_>, reference: &Json) -> Option<String> {
        let own = reference.text("display").filter(|d| !d.trim().is_empty());
        own.map(str::to_owned).or_else(|| self.target(from, reference).and_then(label))
    }

    /// Labels of a list of references, joined.
    pub(super) fn labels(&self, from: &Resource<'_>, references: &[Json]) -> Option<String> {
        let all: Vec<_> = references.iter().filter_map(|r| self.label(from, r)).collect();
        (!all.is_empty()).then(|| all.join("; "))
    }
}

impl Wants {
    fn target(&mut self, target: Target) {
        match target {
            Target::Outside(identity) => drop(self.resources.insert(identity)),
            Target::Holder(kind, system, value) if kind == "Patient" => {
                self.identifiers.insert((system, value));
            }
            Target::Here(_) | Target::Contained(_) | Target::Dangling | Target::Holder(..) => {}
        }
    }
}

/// What a resource is called: source, type and id, each found or made up in a way that another import repeats.
fn identity(entry: &Entry<'_>, hash: Hash, source: &str) -> Identity {
    let url = entry.full_url.as_deref().unwrap_or_default();
    let (base, url_id) = match reference::split(url) {
        Some((base, kind, id)) if kind == entry.kind && base.contains("://") => (base, Some(id)),
        _ => ("", url.strip_prefix("urn:uuid:")),
    };
    let source = match (source, base) {
        ("", "") => LOCAL,
        ("", base) => base,
        (given, _) => given,
    };
    let id = entry.id.as_deref().or(url_id).map_or_else(
        || {
            let text = hash.to_string();
            format!("hash-{}", text.get(..32).unwrap_or(&text))
        },
        str::to_owned,
    );
    Identity::new(source, &entry.kind, &id)
}

/// A name or label of any resource that has one.
pub(super) fn label(json: &Json) -> Option<String> {
    match json.get("name") {
        Some(Json::Text(name)) => return Some(name.clone()),
        Some(Json::List(names)) => return names.first().map(super::person::shown_name),
        _ => {}
    }
    let concept = ["code", "vaccineCode", "type"].iter().find_map(|n| match json.get(n) {
        Some(value @ Json::Object(_)) => take::concept(n, value).ok(),
        _ => None,
    });
    concept.map(|c: Coding| c.label().to_owned()).filter(|l| !l.is_empty())
}

/// Identifiers that prove who somebody is: with system and value, not retired, no placeholder.
pub(super) fn trusted(json: &Json) -> Vec<(String, String)> {
    let list = json.get("identifier").map(Json::elements).unwrap_or_default();
    list.iter()
        .filter(|i| !matches!(i.text("use"), Some("temp" | "old")))
        .filter_map(|i| i.text("system").zip(i.text("value")))
        .filter(|(system, value)| !system.trim().is_empty() && is_telling(value))
        .map(|(system, value)| (system.to_owned(), value.trim().to_owned()))
        .collect()
}

/// The trusted identifiers of the Patient with this identity, if the reading holds it.
#[must_use]
pub fn trusted_of(reading: &Reading<'_>, identity: &Identity) -> Vec<(String, String)> {
    let number = reading.index.find(identity);
    number.and_then(|n| reading.resources.get(n)).map(|r| trusted(&r.json)).unwrap_or_default()
}

/// Whether a value can tell one person from another: `unknown`, `000000000` and `9999` cannot.
fn is_telling(value: &str) -> bool {
    let core: Vec<char> = value.chars().filter(|c| c.is_alphanumeric()).collect();
    let words = ["unknown", "none", "na", "null", "test", "anonymous", "notavailable"];
    let text: String = core.iter().flat_map(|c| c.to_lowercase()).collect();
    core.len() >= 3
        && core.iter().any(|c| Some(c) != core.first())
        && !words.contains(&text.as_str())
}

/// The keyed form in which a store may look an identifier up: SHA-256 over system and value with their lengths.
#[must_use]
pub fn identifier_hash(system: &str, value: &str) -> Hash {
    let len = |t: &str| u64::try_from(t.len()).unwrap_or(u64::MAX).to_be_bytes();
    hash::sha256(&[
        b"satchel/identifier/v1",
        &len(system),
        system.as_bytes(),
        &len(value),
        value.as_bytes(),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, source: &str) -> (Vec<Identity>, Vec<Refused>) {
        let reading = Reading::new(vec![Input::read(text, "f", "")], source);
        (reading.resources.into_iter().map(|r| r.identity).collect(), reading.refused)
    }

    fn bundle(entries: &str) -> String {
        format!(r#"{{"resourceType":"Bundle","type":"collection","entry":[{entries}]}}"#)
    }

    #[test]
    fn the_source_is_the_base_of_an_absolute_url_unless_one_is_given() {
        let text = bundle(
            r#"{"fullUrl":"https://h/fhir/Patient/1","resource":{"resourceType":"Patient","id":"1"}}"#,
        );
        assert_eq!(read(&text, "").0, [Identity::new("https://h/fhir", "Patient", "1")]);
        assert_eq!(read(&text, "clinic-b").0, [Identity::new("clinic-b", "Patient", "1")]);
    }

    #[test]
    fn an_id_comes_from_the_resource_else_the_url_else_the_content() {
        let text = bundle(
            r#"{"fullUrl":"urn:uuid:u","resource":{"resourceType":"Basic","id":"own"}},
               {"fullUrl":"urn:uuid:v","resource":{"resourceType":"Basic"}},
               {"resource":{"resourceType":"Basic","language":"en"}}"#,
        );
        let ids: Vec<_> = read(&text, "").0.into_iter().map(|i| i.id).collect();
        assert_eq!(ids.first().map(String::as_str), Some("own"));
        assert_eq!(ids.get(1).map(String::as_str), Some("v"));
        assert!(ids.get(2).is_some_and(|id| id.starts_with("hash-") && id.len() == 37));
    }

    #[test]
    fn one_id_with_two_contents_refuses_the_second_and_a_repetition_is_told() {
        let text = bundle(
            r#"{"resource":{"resourceType":"Basic","id":"a"}},{"resource":{"id":"a","resourceType":"Basic"}},
               {"resource":{"resourceType":"Basic","id":"a","language":"en"}}"#,
        );
        let reading = Reading::new(vec![Input::read(&text, "f", "")], "");
        assert_eq!(
            reading.resources.iter().map(|r| r.repeats).collect::<Vec<_>>(),
            [None, Some(0)]
        );
        assert_eq!(reading.refused.first().map(|r| r.place.as_str()), Some("/entry/2/resource"));
    }

    #[test]
    fn placeholders_and_retired_numbers_prove_nobody() {
        let json = json::parse(
            r#"{"identifier":[{"system":"mrn","value":"A1-77"},{"system":"mrn","value":"000-000"},{"system":"mrn","value":"Unknown"},
                {"value":"B222"},{"system":"mrn","value":"C333","use":"old"},{"system":"mrn","value":"12"}]}"#,
        );
        assert_eq!(trusted(&json.unwrap()), [("mrn".to_owned(), "A1-77".to_owned())]);
    }

    #[test]
    fn wants_name_what_a_store_must_be_asked() {
        let text = bundle(
            r#"{"resource":{"resourceType":"Patient","id":"p","identifier":[{"system":"mrn","value":"A177"}]}},
               {"resource":{"resourceType":"Basic","id":"b","subject":{"reference":"Patient/q"},"author":{"reference":"Patient?identifier=mrn|B288"}}}"#,
        );
        let wants = Reading::new(vec![Input::read(&text, "f", "")], "").wants();
        assert!(wants.resources.contains(&Identity::new(LOCAL, "Patient", "q")));
        let pair = |v: &str| ("mrn".to_owned(), v.to_owned());
        assert_eq!(wants.identifiers, BTreeSet::from([pair("A177"), pair("B288")]));
    }

    #[test]
    fn the_identifier_hash_is_frozen() {
        assert_ne!(identifier_hash("a", "bc"), identifier_hash("ab", "c"));
        assert_eq!(
            identifier_hash("mrn", "A177").to_string(),
            "61e3112f380ab7414e441b4ef36a807ad8df579754f1a58481e345f3b6104fa8"
        );
    }
}
