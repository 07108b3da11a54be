//! Step 9: types, ranges and required fields of what the change touched.
use super::Refusal;
use satchel_model::{
    crdt::{Doc, Path},
    document::{DocType, schema},
};
use satchel_protocol::problem::ErrorCode;

/// Judges the touched parts of the document after the change.
/// # Errors
/// `invalid`, naming root and rule, never a value or a person's key.
pub fn check(kind: DocType, after: &Doc, touched: &[Path]) -> Result<(), Refusal> {
    schema::validate(kind, after, touched).map_err(|invalid| {
        let root = invalid.path.first().map_or("", String::as_str);
        Refusal::at(ErrorCode::Invalid, format!("{root}:{}", invalid.code))
    })
}
