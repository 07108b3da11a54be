//! JSON that keeps every digit: numbers stay the text they were written in, members keep their order.
//!
//! Reading takes two passes over each value: `serde_json` finds where a member begins and ends and proves its
//! syntax, then the member's own text is looked at. A float never exists in between, so `1.10` stays `1.10`.
use super::limit;
use crate::{hash, id::Hash};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// One JSON value. `Number` holds the digits as written; `Object` holds its members in their order, each name once.
#[derive(Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`, which FHIR allows only inside lists of primitives.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string, unescaped.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Members in the order written.
    Object(Vec<(String, Json)>),
}

impl std::fmt::Debug for Json {
    /// Says the shape only: the content is clinical.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.kind())
    }
}

/// Why a text is not JSON that this reader takes. Holds no content of the text, only places.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JsonError {
    /// Not JSON, or cut off.
    #[error("not JSON at line {line}, column {column}: {reason}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1; 0 is the end of the line before.
        column: usize,
        /// What was expected, in words.
        reason: String,
    },
    /// One object names a member twice, so what it says depends on the reader.
    #[error("the member is named twice")]
    Twice {
        /// JSON pointer of the second one.
        pointer: String,
    },
    /// A string with half a surrogate pair, or a number with too many digits.
    #[error("{what}")]
    Value {
        /// JSON pointer.
        pointer: String,
        /// What is wrong.
        what: &'static str,
    },
    /// Deeper than [`limit::DEPTH_MAX`].
    #[error("nested deeper than {}", limit::DEPTH_MAX)]
    Deep {
        /// JSON pointer of the first value too deep.
        pointer: String,
    },
    /// More values than [`limit::VALUES_MAX`].
    #[error("more than {} values in one resource", limit::VALUES_MAX)]
    Many,
}

impl JsonError {
    /// JSON pointer of the place, or `line:column` for a syntax error.
    #[must_use]
    pub fn place(&self) -> String {
        match self {
            Self::Syntax { line, column, .. } => format!("{line}:{column}"),
            Self::Twice { pointer } | Self::Value { pointer, .. } | Self::Deep { pointer } => {
                pointer.clone()
            }
            Self::Many => String::new(),
        }
    }
}

/// Members of an object, their values still text.
pub(super) struct Members<'a>(pub(super) Vec<(String, &'a RawValue)>);

/// Elements of a list, still text.
pub(super) struct Elements<'a>(pub(super) Vec<&'a RawValue>);

impl<'de: 'a, 'a> serde::Deserialize<'de> for Members<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_map(MembersVisitor)
    }
}

impl<'de: 'a, 'a> serde::Deserialize<'de> for Elements<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        d.deserialize_seq(ElementsVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
        let mut out = Vec::new();
        while let Some(member) = map.next_entry()? {
            out.push(member);
        }
        Ok(Members(out))
    }
}

struct ElementsVisitor;

impl<'de> Visitor<'de> for ElementsVisitor {
    type Value = Elements<'de>;
    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a list")
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Elements<'de>, A::Error> {
        let mut out = Vec::new();
        while let Some(element) = seq.next_element()? {
            out.push(element);
        }
        Ok(Elements(out))
    }
}

/// Checks that `text` is one JSON value and nothing after it; builds nothing.
///
/// # Errors
/// [`JsonError::Syntax`] with line and column.
pub fn check(text: &str) -> Result<&RawValue, JsonError> {
    serde_json::from_str(text).map_err(|e| syntax(&e))
}

/// Reads one value of any size up to the bounds of [`limit`], with pointers that begin at `at`.
///
/// # Errors
/// [`JsonError`] with the place; nothing is kept of a refused text.
pub fn read(raw: &RawValue, at: &str) -> Result<Json, JsonError> {
    Reader { left: limit::VALUES_MAX, path: vec![at.to_owned()] }.value(raw, 0)
}

/// Reads one value from text.
///
/// # Errors
/// As [`check`] and [`read`].
pub fn parse(text: &str) -> Result<Json, JsonError> {
    read(check(text)?, "")
}

/// The words of `serde_json` without its place suffix, and the place as numbers.
fn syntax(error: &serde_json::Error) -> JsonError {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or("not JSON").to_owned();
    JsonError::Syntax { line: error.line(), column: error.column(), reason }
}

/// State of one reading: how many values may still come, and where we are.
struct Reader {
    left: usize,
    path: Vec<String>,
}

impl Reader {
    fn pointer(&self) -> String {
        self.path.concat()
    }

    fn value(&mut self, raw: &RawValue, depth: usize) -> Result<Json, JsonError> {
        self.left = self.left.checked_sub(1).ok_or(JsonError::Many)?;
        if depth > limit::DEPTH_MAX {
            return Err(JsonError::Deep { pointer: self.pointer() });
        }
        let text = raw.get();
        match text.as_bytes().first() {
            Some(b'{') => self.object(text, depth),
            Some(b'[') => self.list(text, depth),
            Some(b'"') => serde_json::from_str(text)
                .map(Json::Text)
                .map_err(|_| self.bad("a string that is not Unicode text")),
            Some(b't') => Ok(Json::Bool(true)),
            Some(b'f') => Ok(Json::Bool(false)),
            Some(b'n') => Ok(Json::Null),
            _ if text.len() > limit::NUMBER_CHARS_MAX => {
                Err(self.bad("a number of too many digits"))
            }
            _ => Ok(Json::Number(text.to_owned())),
        }
    }

    fn object(&mut self, text: &str, depth: usize) -> Result<Json, JsonError> {
        let Members(raw) =
            serde_json::from_str(text).map_err(|_| self.bad("a name that is not Unicode text"))?;
        let mut names = std::collections::BTreeSet::new();
        let mut out = Vec::with_capacity(raw.len());
        for (name, value) in &raw {
            self.path.push(segment(name));
            if !names.insert(name.as_str()) {
                return Err(JsonError::Twice { pointer: self.pointer() });
            }
            out.push((name.clone(), self.value(value, depth.saturating_add(1))?));
            self.path.pop();
        }
        Ok(Json::Object(out))
    }

    fn list(&mut self, text: &str, depth: usize) -> Result<Json, JsonError> {
        let Elements(raw) = serde_json::from_str(text).map_err(|e| syntax(&e))?;
        let mut out = Vec::with_capacity(raw.len());
        for (index, value) in raw.into_iter().enumerate() {
            self.path.push(format!("/{index}"));
            out.push(self.value(value, depth.saturating_add(1))?);
            self.path.pop();
        }
        Ok(Json::List(out))
    }

    fn bad(&self, what: &'static str) -> JsonError {
        JsonError::Value { pointer: self.pointer(), what }
    }
}

/// One step of a JSON pointer (RFC 6901), cut after 64 characters: a name is content of somebody's file.
pub(super) fn segment(name: &str) -> String {
    let short: String = name.chars().take(64).collect();
    format!("/{}", short.replace('~', "~0").replace('/', "~1"))
}

impl Json {
    /// The member `name` of an object; `None` for other values.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }

    /// Members of an object; empty for other values.
    #[must_use]
    pub fn members(&self) -> &[(String, Self)] {
        if let Self::Object(members) = self { members } else { &[] }
    }

    /// Elements of a list; empty for other values.
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        if let Self::List(list) = self { list } else { &[] }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// The string member `name`, if there is one.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Self::as_text)
    }

    /// The kind of value in words, for refusals.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// JSON text without spaces, members in their order, digits as read.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, false);
        out
    }

    /// JSON text with the members of each object sorted by name: equal content, equal text.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, true);
        out
    }

    /// SHA-256 of [`Json::canonical`]: what "the same resource again" is judged by.
    #[must_use]
    pub fn hash(&self) -> Hash {
        hash::sha256(&[self.canonical().as_bytes()])
    }

    fn write(&self, out: &mut String, sorted: bool) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(true) => out.push_str("true"),
            Self::Bool(false) => out.push_str("false"),
            Self::Number(digits) => out.push_str(digits),
            Self::Text(text) => quote(text, out),
            Self::List(list) => {
                out.push('[');
                for (index, value) in list.iter().enumerate() {
                    comma(index, out);
                    value.write(out, sorted);
                }
                out.push(']');
            }
            Self::Object(members) => {
                let mut order: Vec<_> = members.iter().collect();
                if sorted {
                    order.sort_by(|a, b| a.0.cmp(&b.0));
                }
                out.push('{');
                for (index, (name, value)) in order.into_iter().enumerate() {
                    comma(index, out);
                    quote(name, out);
                    out.push(':');
                    value.write(out, sorted);
                }
                out.push('}');
            }
        }
    }
}

fn comma(index: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
}

/// A JSON string literal. Control characters are escaped, everything else is written as it is.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.extend([
                "\\u",
                &hex::encode(u16::try_from(u32::from(c)).unwrap_or(0).to_be_bytes()),
            ]),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests;
