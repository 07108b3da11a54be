//! Schema check after a change was applied: every standing value of every touched item is well formed.
use super::{
    DocType,
    register::RegisterError,
    schema::{Field, Root, Shape, Value},
};
use crate::{
    crdt::{Doc, Path, Scalar},
    id::{ItemId, UserId},
};
use std::collections::BTreeSet;

/// What is wrong with a document after a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} at {}", path.join("/"))]
pub struct Invalid {
    /// Where.
    pub path: Path,
    /// Stable word of what is wrong.
    pub code: &'static str,
}

/// Checks the items, roots and keys that `touched` lies in.
///
/// Unknown keys are left alone: a newer version may have written them.
/// # Errors
/// [`Invalid`] for the first bad value or missing field.
pub fn validate(kind: DocType, doc: &Doc, touched: &[Path]) -> Result<(), Invalid> {
    let places: BTreeSet<(&str, Option<&str>)> = touched
        .iter()
        .filter_map(|path| Some((path.first()?.as_str(), path.get(1).map(String::as_str))))
        .collect();
    for (name, second) in places {
        let root = kind.schema().root(name).ok_or_else(|| invalid(&[name], "unknown_root"))?;
        match (root.shape, second) {
            (Shape::One, _) => fields(doc, root, &[name])?,
            (Shape::Items, Some(id)) => item(doc, root, name, id)?,
            (Shape::Keyed, Some(key)) => keyed(doc, root, name, key)?,
            (Shape::Items | Shape::Keyed, None) => return Err(invalid(&[name], "not_an_item")),
        }
    }
    Ok(())
}

fn invalid(path: &[&str], code: &'static str) -> Invalid {
    Invalid { path: super::item::path(path), code }
}

fn item(doc: &Doc, root: &Root, name: &str, id: &str) -> Result<(), Invalid> {
    if id.parse::<ItemId>().is_err() {
        return Err(invalid(&[name, id], "not_an_id"));
    }
    fields(doc, root, &[name, id])
}

fn keyed(doc: &Doc, root: &Root, name: &str, key: &str) -> Result<(), Invalid> {
    root.fields.first().map_or(Ok(()), |field| standing(doc, field, &[name, key]))
}

fn fields(doc: &Doc, root: &Root, at: &[&str]) -> Result<(), Invalid> {
    for field in root.all_fields() {
        let path: Vec<&str> = at.iter().copied().chain([field.name]).collect();
        if field.value == Value::Text {
            if doc.text(&path).is_none() && field.required {
                return Err(invalid(&path, "missing"));
            }
            continue;
        }
        standing(doc, field, &path)?;
    }
    Ok(())
}

/// Checks every concurrent value at `path`, losers too.
fn standing(doc: &Doc, field: &Field, path: &[&str]) -> Result<(), Invalid> {
    let all = doc.all(path);
    if all.is_empty() && field.required {
        return Err(invalid(path, "missing"));
    }
    for found in all {
        check(field, &found.value).map_err(|code| invalid(path, code))?;
    }
    Ok(())
}

/// Whether a value fits a field.
///
/// # Errors
/// A stable word of what is wrong.
pub fn check(field: &Field, value: &Scalar) -> Result<(), &'static str> {
    if *value == Scalar::Null {
        return if field.required { Err("missing") } else { Ok(()) };
    }
    match field.value {
        Value::Instant | Value::Int => value.as_int().map(drop).ok_or("wrong_type"),
        Value::Bool => value.as_bool().map(drop).ok_or("wrong_type"),
        Value::Text => Err("wrong_type"),
        Value::Str(_)
        | Value::Code(_)
        | Value::Date
        | Value::User
        | Value::Author
        | Value::Id
        | Value::Register(_) => {
            value.as_str().ok_or("wrong_type").and_then(|text| check_text(field, text))
        }
    }
}

fn check_text(field: &Field, text: &str) -> Result<(), &'static str> {
    match field.value {
        Value::Str(max) if text.chars().count() > max => Err("too_long"),
        Value::Str(_) if field.required && text.trim().is_empty() => Err("empty"),
        Value::Code(words) if !words.contains(&text) => Err("unknown_code"),
        Value::Date if !is_date(text) => Err("not_a_date"),
        Value::User | Value::Author if text.parse::<UserId>().is_err() => Err("not_an_id"),
        Value::Id if text.parse::<ItemId>().is_err() => Err("not_an_id"),
        Value::Register(register) => register.check(text).map_err(word),
        Value::Str(_)
        | Value::Code(_)
        | Value::Date
        | Value::User
        | Value::Author
        | Value::Id
        | Value::Text
        | Value::Instant
        | Value::Bool
        | Value::Int => Ok(()),
    }
}

const fn word(error: RegisterError) -> &'static str {
    match error {
        RegisterError::NotJson => "not_json",
        RegisterError::NotCanonical => "not_canonical",
        RegisterError::Shape => "wrong_members",
        RegisterError::TooLong => "too_long",
    }
}

/// Whether `text` is a FHIR R4 date or `dateTime`, partial ones included; a time may lack its zone where a person
/// typed wall time.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let parts: Vec<&str> = day.split('-').collect();
    let is_day = match parts.as_slice() {
        [year] => number(year, 4, 1, 9999),
        [year, month] => number(year, 4, 1, 9999) && number(month, 2, 1, 12),
        [_, _, _] => day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok(),
        _ => false,
    };
    is_day && time.is_none_or(|t| parts.len() == 3 && is_time(t))
}

/// `hh:mm`, optional seconds and fraction, optional `Z` or offset.
fn is_time(text: &str) -> bool {
    let (clock, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let (clock, fraction) = clock.split_once('.').map_or((clock, None), |(c, f)| (c, Some(f)));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_clock = match parts.as_slice() {
        [hour, minute] => fraction.is_none() && number(hour, 2, 0, 23) && number(minute, 2, 0, 59),
        [hour, minute, second] => {
            number(hour, 2, 0, 23) && number(minute, 2, 0, 59) && number(second, 2, 0, 60)
        }
        _ => false,
    };
    let is_fraction = fraction
        .is_none_or(|f| (1..=9).contains(&f.len()) && f.bytes().all(|b| b.is_ascii_digit()));
    is_clock && is_fraction && is_zone(zone)
}

fn is_zone(text: &str) -> bool {
    if text.is_empty() || text == "Z" {
        return true;
    }
    let offset = text.strip_prefix(['+', '-']).and_then(|t| t.split_once(':'));
    offset.is_some_and(|(hour, minute)| number(hour, 2, 0, 14) && number(minute, 2, 0, 59))
}

fn number(text: &str, digits: usize, low: u16, high: u16) -> bool {
    text.len() == digits
        && text.bytes().all(|b| b.is_ascii_digit())
        && text.parse::<u16>().is_ok_and(|n| (low..=high).contains(&n))
}

#[cfg(test)]
mod tests;
