//! What a judgement rests on, loaded in one transaction, and what it has changed so far.
use super::Refusal;
use crate::{authz::Facts, seal::DocKey, sync::epoch::late::Asked, sync::guarded::Marker};
use satchel_model::{
    crdt::Doc,
    id::{ActorId, DeviceId, DocId, GroupId, Hash, PatientId, TenantId, UserId},
    policy::{Create, Permit, Write},
    time::Timestamp,
};
use satchel_protocol::{
    intent::{Audience, RevokeReason},
    problem::ErrorCode,
    sync::DocState,
};
use satchel_server_store::{
    actor::Actor, change::Known, device::Device, document::Document, verdict::Verdict,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A document on the desk.
#[derive(Clone)]
pub struct DocWork {
    /// Its row as it stands after what was judged so far.
    pub row: Document,
    /// Where its log ended when it was loaded.
    pub loaded_seq: u64,
    /// Its state when it was loaded.
    pub loaded_state: DocState,
    /// Whether it is made by this very work.
    pub is_new: bool,
    /// The audiences that see it.
    pub groups: Vec<GroupId>,
    /// The audiences that it was taken out of, each with the last time.
    pub former: Vec<(GroupId, Timestamp)>,
    /// Its state; `None` for logs and rows.
    pub doc: Option<Arc<Doc>>,
    /// Its actors.
    pub actors: BTreeMap<ActorId, Actor>,
    /// Actors that moved on.
    pub moved: BTreeSet<ActorId>,
    /// Its key; `None` once destroyed.
    pub key: Option<DocKey>,
}

/// A device on the desk.
#[derive(Clone)]
pub struct DeviceWork {
    /// Its row as it stands after what was judged so far.
    pub row: Device,
    /// Counter its chain stood at when it was loaded.
    pub loaded_ctr: u64,
    /// Stored verdicts under the counters that were sent again.
    pub settled: BTreeMap<u64, Verdict>,
    /// Lease of its person's role, in milliseconds.
    pub lease_ms: i64,
}

/// An accepted item.
pub struct Accepted {
    /// Index of the push.
    pub push: usize,
    /// Index of the item in its push.
    pub item: usize,
    /// Proof that its writer may write the document.
    pub permit: Permit<Write>,
    /// Its document.
    pub doc: DocId,
    /// Its hash.
    pub hash: Hash,
    /// Its number in the log.
    pub seq: u64,
    /// Heads before it.
    pub heads_before: Vec<Hash>,
    /// Heads after it.
    pub heads_after: Vec<Hash>,
    /// Bits of [`satchel_protocol::sync::flag`].
    pub flags: u32,
    /// Its beacon's time, or a later contact of the device.
    pub beacon_at: Timestamp,
}

/// A document to be made.
pub struct Creation {
    /// Index of the push.
    pub push: usize,
    /// Index of the item in its push.
    pub item: usize,
    /// Proof that its maker may.
    pub permit: Permit<Create>,
    /// The document.
    pub doc: DocId,
    /// Who will see it.
    pub audience: Audience,
}

/// What an accepted intent does besides making documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Shuts a device out.
    Revoke(DeviceId, RevokeReason),
    /// Shows a patient to the person for a time.
    LookUp(PatientId),
    /// Carries out a command of a device too old to write the schema itself.
    Command(Box<Asked>),
}

/// What became of one item, before positions are given.
pub enum Judged {
    /// Accepted: index into [`Desk::accepted`].
    Accepted(usize),
    /// A document is made: index into [`Desk::creations`].
    Created(usize),
    /// An intent with an effect on rows, to be carried out in the same transaction.
    Effect(Effect),
    /// The very item was accepted before, under another number.
    Dup(Known),
    /// Refused; the flag says whether a person is to decide.
    Refused(Refusal, bool),
    /// Held.
    Held(ErrorCode),
    /// Judged before; stored.
    Repeat(Box<Verdict>),
    /// Contradicts its device's chain; kept for a person, no verdict is stored.
    Fork,
}

/// A push, judged.
#[derive(Default)]
pub struct Outcome {
    /// What became of the items, as far as they were judged.
    pub judged: Vec<Judged>,
    /// The first counter that was not taken, and why.
    pub defer: Option<(u64, ErrorCode)>,
    /// The device's chain forked in this push.
    pub forked: bool,
}

/// Everything of one transaction.
pub struct Desk {
    /// The organisation.
    pub tenant: TenantId,
    /// Time of receipt.
    pub now: Timestamp,
    /// Devices.
    pub devices: BTreeMap<DeviceId, DeviceWork>,
    /// Documents; one that is asked for and missing does not exist.
    pub docs: BTreeMap<DocId, DocWork>,
    /// People.
    pub people: BTreeMap<UserId, Facts>,
    /// Items that are in a log already.
    pub known: BTreeMap<(DocId, Hash), Known>,
    /// Hashes of items refused earlier, here or in the table.
    pub refused: BTreeSet<(DocId, Hash)>,
    /// Keys that were made for documents to come.
    pub fresh: BTreeMap<DocId, (satchel_model::id::DekId, DocKey)>,
    /// The clinic's audience.
    pub clinic: GroupId,
    /// What is judged at the moment, for whoever watches over it.
    pub marker: Marker,
    /// Accepted items, in order.
    pub accepted: Vec<Accepted>,
    /// Documents to be made, in order.
    pub creations: Vec<Creation>,
}

/// A point to go back to: a batch is taken whole or not at all.
pub struct Mark {
    docs: BTreeMap<DocId, Option<DocWork>>,
    accepted: usize,
    creations: usize,
}

impl Desk {
    /// A point to go back to before items of these documents are judged.
    #[must_use]
    pub fn mark(&self, docs: &BTreeSet<DocId>) -> Mark {
        Mark {
            docs: docs.iter().map(|d| (*d, self.docs.get(d).cloned())).collect(),
            accepted: self.accepted.len(),
            creations: self.creations.len(),
        }
    }

    /// Takes back everything since `mark`.
    pub fn go_back(&mut self, mark: Mark) {
        for (doc, work) in mark.docs {
            match work {
                Some(work) => drop(self.docs.insert(doc, work)),
                None => drop(self.docs.remove(&doc)),
            }
        }
        self.accepted.truncate(mark.accepted);
        self.creations.truncate(mark.creations);
    }
}
