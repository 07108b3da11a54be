//! Commands on `thread`: a log, so each gives one entry.
use super::{Plan, Planned, Step, Target, WriteError, payload};
use crate::{
    cbor,
    crdt::Doc,
    document::{
        DocType,
        entry::{Entry, Message, ThreadOpened},
    },
    id::{DocId, ItemId, PatientId, UserId},
};

payload! {
    /// Opens a conversation. The caller creates the document by intent before it.
    ThreadStart {
        /// The new document.
        0 doc: DocId,
        /// The patient it is about.
        1 patient: PatientId,
        /// Id of the entry.
        2 item: ItemId,
        /// Subject line.
        3 subject: String,
        /// Who takes part, besides the author.
        4 members: Vec<UserId>,
        /// Kind of conversation: `clinical` or `administrative`.
        5 kind: String,
    }
    /// Sends a message.
    MessageSend {
        /// The conversation.
        0 doc: DocId,
        /// The patient it is about.
        1 patient: PatientId,
        /// Id of the entry.
        2 item: ItemId,
        /// The text.
        3 text: String,
        /// Document the message is about, if any.
        4 about: Option<DocId>,
        /// Earlier message this corrects, if it does.
        5 replaces: Option<ItemId>,
    }
}

/// Longest message, in characters.
pub const MESSAGE_MAX: usize = 20_000;

/// Most members of a conversation.
pub const MEMBERS_MAX: usize = 50;

fn thread(doc: DocId, patient: PatientId) -> Vec<Target> {
    vec![Target { doc, kind: DocType::Thread, patient }]
}

fn words(field: &'static str, text: &str, max: usize) -> Result<(), WriteError> {
    if text.trim().is_empty() {
        return Err(WriteError::Invalid { field, code: "empty" });
    }
    if text.chars().count() > max {
        return Err(WriteError::Invalid { field, code: "too_long" });
    }
    Ok(())
}

impl Step for ThreadStart {
    fn targets(&self) -> Vec<Target> {
        thread(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        words("subject", &self.subject, super::super::schema::LINE_MAX)?;
        if self.members.len() > MEMBERS_MAX {
            return Err(WriteError::Invalid { field: "members", code: "too_many" });
        }
        if !matches!(self.kind.as_str(), "clinical" | "administrative") {
            return Err(WriteError::Invalid { field: "kind", code: "unknown" });
        }
        Ok(Planned::Entry(cbor::encode(&Entry::ThreadOpened(ThreadOpened {
            item: self.item,
            by: cx.by,
            at: cx.at,
            kind: self.kind.clone(),
            subject: self.subject.clone(),
            members: self.members.clone(),
        }))))
    }
}

impl Step for MessageSend {
    fn targets(&self) -> Vec<Target> {
        thread(self.doc, self.patient)
    }

    fn plan(&self, _: &Doc, _: usize, cx: &Plan) -> Result<Planned, WriteError> {
        words("text", &self.text, MESSAGE_MAX)?;
        Ok(Planned::Entry(cbor::encode(&Entry::Message(Message {
            item: self.item,
            by: cx.by,
            at: cx.at,
            text: self.text.clone(),
            about: self.about,
            replaces: self.replaces,
        }))))
    }
}
