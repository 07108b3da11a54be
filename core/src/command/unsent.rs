//! Which things of a document only this device holds: those that own changes name and the server has not accepted.
use crate::store::{
    Read, StoreError,
    pending::{self, PendingState},
    view::SELF,
};
use satchel_model::{
    document::write::Write,
    id::{DocId, ItemId},
};
use satchel_protocol::env::{ItemKind, Nonced};
use serde_json::Value;
use std::collections::BTreeSet;

/// Members of a command that name a thing it makes or changes.
const NAMES: [&str; 2] = ["item", "section"];

/// The things of `doc` that wait to be sent; sixteen zero bytes for the document's own summary.
///
/// # Errors
/// [`StoreError`] of the database. A command that cannot be read any more names nothing.
pub(super) fn items(read: &Read<'_>, doc: DocId) -> Result<BTreeSet<ItemId>, StoreError> {
    let mut out = BTreeSet::new();
    for waiting in pending::of_doc(read, doc)? {
        if waiting.state != PendingState::Saved || waiting.kind == ItemKind::Intent {
            continue;
        }
        let command = Nonced::<Write>::decode(&waiting.command).ok();
        let Some(Ok(command)) = command.map(|c| serde_json::to_value(c.value)) else { continue };
        let before = out.len();
        named(&command, &mut out);
        // A command that names no thing is about the document itself; registering is about both.
        if out.len() == before || command["type"] == "patient_register" {
            out.insert(SELF);
        }
    }
    Ok(out)
}

/// Collects the ids that `value` names, at whatever depth: commands nest no deeper than their own types do.
fn named(value: &Value, out: &mut BTreeSet<ItemId>) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "path" {
                    // Root, thing, field: a decision is about the thing.
                    out.extend(member.get(1).and_then(id));
                }
                if NAMES.contains(&name.as_str()) {
                    out.extend(id(member));
                }
                named(member, out);
            }
        }
        Value::Array(members) => members.iter().for_each(|member| named(member, out)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn id(value: &Value) -> Option<ItemId> {
    value.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests;
