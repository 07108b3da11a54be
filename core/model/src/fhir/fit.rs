//! Whether a put fits the schema of its document: what does not is kept word for word instead of mapped.
use super::take::is_date;
use crate::{
    crdt::{Put, Scalar},
    document::{DocType, merge::field_of, schema::Value},
};

/// Whether the schema has a place for this put and its value belongs there.
pub(super) fn fits(kind: DocType, put: &Put) -> bool {
    match put {
        Put::Map(path) => {
            matches!(path.as_slice(), [root, _] if kind.schema().root(root).is_some())
        }
        Put::Text(..) | Put::Splice { .. } => false,
        Put::Set(path, scalar) => field_of(kind, path).is_some_and(|f| value_fits(f.value, scalar)),
    }
}

fn value_fits(value: Value, scalar: &Scalar) -> bool {
    let text = scalar.as_str();
    match value {
        Value::Text => false,
        Value::Str(max) => text.is_some_and(|t| t.chars().count() <= max),
        Value::Code(words) => text.is_some_and(|t| words.contains(&t)),
        Value::Date => text.is_some_and(is_date),
        Value::Instant | Value::Int => scalar.as_int().is_some(),
        Value::Bool => scalar.as_bool().is_some(),
        Value::User | Value::Author | Value::Id => {
            text.is_some_and(|t| uuid::Uuid::try_parse(t).is_ok())
        }
        Value::Register(register) => text.is_some_and(|t| register.check(t).is_ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::item::set;

    #[test]
    fn a_value_must_have_the_form_of_its_field() {
        let fit =
            |name: &str, value: &str| fits(DocType::Encounter, &set(&["encounter", name], value));
        assert!(fit("status", "finished"));
        assert!(!fit("status", "done"));
        assert!(fit("start", "2020-02"));
        assert!(!fit("start", "soon"));
        assert!(!fit("colour", "red"));
        assert!(fit("title", &"x".repeat(1_000)));
        assert!(!fit("title", &"x".repeat(1_001)));
        assert!(!fits(DocType::Encounter, &set(&["encounter", "title"], 5)));
        assert!(!fits(DocType::Thread, &set(&["encounter", "title"], "x")));
    }
}
