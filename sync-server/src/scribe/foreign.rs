//! A change that a client of another make wrote: the steps of admission of a device's change, signed for a login.
use satchel_model::{crdt::Guarded, document::paths::Writer, id::DocId};
use satchel_protocol::{env::ItemKind, problem::ErrorCode};
use satchel_server_store::change::ActorFacts;

use super::{
    Scribe,
    hand::{Hand, Item},
};
use crate::sync::admit::{Stop, apply, lineage, ops, schema};

impl Scribe<'_> {
    /// Takes a change in as it is, after the right to write was judged: numbers, operations and references, paths, a copy
    /// that takes it, the schema.
    /// # Errors
    /// [`Stop`] as for a device's change; nothing is written then.
    pub fn admit(
        &mut self,
        doc: DocId,
        hand: &Hand,
        writer: &Writer,
        change: &Guarded,
    ) -> Result<(), Stop> {
        let work = self.works.get(&doc).ok_or(ErrorCode::ForbiddenDoc)?;
        let before = work.doc.as_ref().ok_or(ErrorCode::ForbiddenPath)?;
        let header = change.header();
        before.lineage(header).map_err(|error| lineage::code(&error))?;
        let touched = ops::change(work.row.kind, work.row.state, writer, before, change)?;
        let after = apply::check(before, change)?;
        schema::check(work.row.kind, &after, &touched)?;
        let facts = ActorFacts {
            actor: header.actor,
            seq: header.seq,
            start_op: header.start_op,
            max_op: header.max_op(),
        };
        let item = Item {
            kind: ItemKind::Change,
            hash: header.hash,
            deps: header.deps.clone(),
            actor: Some((facts, 0)),
            body: change.bytes().to_vec(),
        };
        self.append(doc, hand, item, Some(after)).map_err(|failure| failure.code().into())
    }
}
