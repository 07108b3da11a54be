//! JSON written member by member, so that stored JSON goes in as it is.
use crate::{crdt::Scalar, document::schema::Value};

/// A JSON object being written.
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

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

pub(super) fn quote(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// A stored text as JSON: a register is JSON already.
pub(super) fn stored(text: &str) -> String {
    if text.starts_with(['{', '[']) && is_json(text) { text.to_owned() } else { quote(text) }
}

/// A stored scalar as JSON; a register is JSON already, and one that is broken shows as text.
pub(super) fn scalar(kind: Value, value: &Scalar) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(b) => b.to_string(),
        Scalar::Int(n) => n.to_string(),
        // No field of ours holds bytes; one of a newer version shows its length.
        Scalar::Bytes(bytes) => bytes.len().to_string(),
        Scalar::Str(text) if matches!(kind, Value::Register(_)) && is_json(text) => text.clone(),
        Scalar::Str(text) => quote(text),
    }
}
