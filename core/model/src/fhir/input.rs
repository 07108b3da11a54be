//! Tells by content what a text is, and takes a bundle apart without reading what its resources say.
use super::{
    Refused,
    json::{self, Elements, Members},
    limit, version,
};
use serde_json::value::RawValue;

/// One resource of a file, still text.
#[derive(Clone)]
pub struct Entry<'a> {
    /// Name of the file, as the caller calls it.
    pub file: &'a str,
    /// JSON pointer of the resource in its file; `line N` comes before it for NDJSON.
    pub place: String,
    /// `Bundle.entry.fullUrl`.
    pub full_url: Option<String>,
    /// `resourceType`; empty if there is none.
    pub kind: String,
    /// `id` as written.
    pub id: Option<String>,
    /// The resource's own text.
    pub raw: &'a RawValue,
}

/// What one text holds.
#[derive(Default)]
pub struct Input<'a> {
    /// Resources, in their order.
    pub entries: Vec<Entry<'a>>,
    /// What could not be taken, each counted as one resource.
    pub refused: Vec<Refused>,
    /// Remarks on things that are no resources, such as a request to delete.
    pub notes: Vec<Refused>,
}

/// How a file is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One JSON text.
    Whole,
    /// One JSON text a line.
    Lines,
}

/// Types of `Bundle` that hold resources to take over.
const BUNDLES: [&str; 5] = ["transaction", "batch", "collection", "document", "searchset"];

/// The layout of a file, judged by its first line that is not blank.
///
/// A line that is a whole JSON object means one object a line; a bundle written on a single line is read the same either way.
#[must_use]
pub fn layout(first_line: &str) -> Layout {
    let line = first_line.trim_start_matches('\u{feff}').trim();
    if line.starts_with('{') && line.ends_with('}') && json::check(line).is_ok() {
        Layout::Lines
    } else {
        Layout::Whole
    }
}

impl<'a> Input<'a> {
    /// Takes one text apart: a bundle, a single resource, or one NDJSON line.
    ///
    /// `before` is put before each pointer (`line 7 ` for NDJSON, else empty). A text that cannot be read is one refusal.
    #[must_use]
    pub fn read(text: &'a str, file: &'a str, before: &str) -> Self {
        let mut input = Self::default();
        let refuse = |place: String, reason: String| Refused {
            file: file.to_owned(),
            place: format!("{before}{place}"),
            reason,
        };
        match open(text) {
            Err((place, reason)) => input.refused.push(refuse(place, reason)),
            Ok(raw) => match head(raw) {
                Err((place, reason)) => input.refused.push(refuse(place, reason)),
                Ok(head) if head.kind == "Bundle" => {
                    if let Err((place, reason)) = input.bundle(&head, file, before) {
                        input.entries.clear();
                        input.refused = vec![refuse(place, reason)];
                    }
                }
                Ok(head) => input.entries.push(Entry {
                    file,
                    place: before.to_owned(),
                    full_url: None,
                    kind: head.kind,
                    id: head.id,
                    raw,
                }),
            },
        }
        input
    }

    /// Takes the entries of a bundle.
    fn bundle(&mut self, head: &Head<'a>, file: &'a str, before: &str) -> Result<(), Problem> {
        let kind = head.text("type").unwrap_or_default();
        if !BUNDLES.contains(&kind.as_str()) {
            let reason = format!(
                "a Bundle of type {} holds nothing to import: transaction, batch, collection, document and searchset do",
                version::word(&kind)
            );
            return Err(("/type".to_owned(), reason));
        }
        let Some(list) = head.member("entry") else { return Ok(()) };
        let Elements(entries) = serde_json::from_str(list.get())
            .map_err(|_| ("/entry".to_owned(), "Bundle.entry is not a list".to_owned()))?;
        if entries.len() > limit::ENTRIES_MAX {
            let reason = format!("more than {} entries in one bundle", limit::ENTRIES_MAX);
            return Err(("/entry".to_owned(), reason));
        }
        for (index, raw) in entries.into_iter().enumerate() {
            let place = format!("{before}/entry/{index}");
            match self.entry(raw, file, &place) {
                Ok(()) => {}
                Err((inner, reason)) => self.refused.push(Refused {
                    file: file.to_owned(),
                    place: format!("{place}{inner}"),
                    reason,
                }),
            }
        }
        Ok(())
    }

    /// Takes one entry; an entry without a resource is a remark, not a resource.
    fn entry(&mut self, raw: &'a RawValue, file: &'a str, place: &str) -> Result<(), Problem> {
        let members = members(raw).ok_or_else(|| (String::new(), "not an entry".to_owned()))?;
        let find = |name: &str| members.iter().find(|(n, _)| n == name).map(|(_, v)| *v);
        let Some(resource) = find("resource") else {
            let reason =
                "an entry without a resource: requests to delete or read are not carried out";
            self.notes.push(Refused {
                file: file.to_owned(),
                place: place.to_owned(),
                reason: reason.to_owned(),
            });
            return Ok(());
        };
        let head =
            head(resource).map_err(|(inner, reason)| (format!("/resource{inner}"), reason))?;
        self.entries.push(Entry {
            file,
            place: format!("{place}/resource"),
            full_url: find("fullUrl").and_then(text),
            kind: head.kind,
            id: head.id,
            raw: resource,
        });
        Ok(())
    }
}

/// Place and reason of a refusal.
type Problem = (String, String);

/// The top of a resource: what it is and what it is called.
struct Head<'a> {
    kind: String,
    id: Option<String>,
    members: Vec<(String, &'a RawValue)>,
}

impl<'a> Head<'a> {
    fn member(&self, name: &str) -> Option<&'a RawValue> {
        self.members.iter().find(|(n, _)| n == name).map(|(_, v)| *v)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.member(name).and_then(text)
    }
}

/// Checks size and syntax of a whole text.
fn open(text: &str) -> Result<&RawValue, Problem> {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > limit::FILE_BYTES_MAX {
        return Err((String::new(), format!("larger than {} bytes", limit::FILE_BYTES_MAX)));
    }
    let start = text.trim_start();
    if start.is_empty() {
        return Err(("1:1".to_owned(), "the file is empty".to_owned()));
    }
    if start.starts_with('<') {
        let reason = "looks like XML: FHIR is read as JSON or NDJSON".to_owned();
        return Err(("1:1".to_owned(), reason));
    }
    json::check(text).map_err(|e| (e.place(), e.to_string()))
}

/// Reads type and id of a resource.
fn head(raw: &RawValue) -> Result<Head<'_>, Problem> {
    let nowhere = |reason: &str| (String::new(), reason.to_owned());
    let members = members(raw)
        .ok_or_else(|| nowhere("not FHIR: a resource is a JSON object with a resourceType"))?;
    let mut head = Head { kind: String::new(), id: None, members };
    let Some(kind) = head.member("resourceType") else {
        return Err(nowhere("not FHIR: there is no resourceType"));
    };
    let is_name =
        |k: &String| !k.is_empty() && k.len() <= 64 && k.chars().all(|c| c.is_ascii_alphanumeric());
    head.kind = text(kind).filter(is_name).ok_or_else(|| {
        ("/resourceType".to_owned(), "resourceType is not the name of a type".to_owned())
    })?;
    if head.kind != "Bundle" && raw.get().len() > limit::RESOURCE_BYTES_MAX {
        return Err(nowhere(&format!("larger than {} bytes", limit::RESOURCE_BYTES_MAX)));
    }
    head.id = match head.member("id").map(|raw| (raw, text(raw))) {
        None => None,
        Some((_, Some(id))) if (1..=limit::ID_CHARS_MAX).contains(&id.chars().count()) => Some(id),
        Some(_) => return Err(("/id".to_owned(), "id is not a short string".to_owned())),
    };
    Ok(head)
}

/// The members of an object, each name once; `None` for anything else.
fn members(raw: &RawValue) -> Option<Vec<(String, &RawValue)>> {
    serde_json::from_str(raw.get()).ok().map(|Members(m)| m)
}

/// A string value.
fn text(raw: &RawValue) -> Option<String> {
    serde_json::from_str(raw.get()).ok()
}

#[cfg(test)]
mod tests;
