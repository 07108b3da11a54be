//! Canonical JSON text: sorted keys, no spaces, whole numbers; two equal values are one text.
use serde_json::Value;

/// The canonical text of `value`: object keys sorted by their UTF-8 bytes, no white space.
#[must_use]
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            out.push_str(&value.to_string());
        }
        Value::Array(items) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            // A crate elsewhere in the build may make the map keep insertion order, so sort here.
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|a, b| a.0.cmp(b.0));
            out.push('{');
            for (i, (key, member)) in sorted.into_iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
    }
}

/// Whether every number in `value` is whole: fractions go as text, so that no digit is lost.
#[must_use]
pub fn is_whole(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => true,
        Value::Number(n) => n.is_i64() || n.is_u64(),
        Value::Array(items) => items.iter().all(is_whole),
        Value::Object(members) => members.values().all(is_whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_at_every_depth() {
        let value: Value =
            serde_json::from_str(r#"{"b": [ {"z":1,"a":"ä\n"} ], "a": null, "B": true}"#).unwrap();
        assert_eq!(canonical(&value), r#"{"B":true,"a":null,"b":[{"a":"ä\n","z":1}]}"#);
    }

    #[test]
    fn fractions_are_not_whole() {
        let read = |t: &str| serde_json::from_str::<Value>(t).unwrap();
        assert!(is_whole(&read(r#"{"a":[1,-2,18446744073709551615,"1.5"]}"#)));
        assert!(!is_whole(&read(r#"{"a":[1.0]}"#)));
        assert!(!is_whole(&read("1e3")));
    }
}
