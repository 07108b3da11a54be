//! What the engine needs of the device's store; each call is one transaction.
use crate::store::StoreError;
use satchel_model::{
    id::{BeaconId, DeviceId, DocId, Fingerprint, Hash, PublicKey, Signature, UserId},
    time::Timestamp,
};
use satchel_protocol::{
    problem::ErrorCode,
    sync::{
        BucketOf, Checkpoint, Document, Epoch, Grant, Outbox, Print, PushItem, Revoke, Section,
        Verdict, Want, Welcome,
    },
};
use satchel_vault::cert::Lease;
use std::collections::BTreeSet;

/// Where the device stands, as HELLO tells it.
pub struct Facts {
    /// This enrolment.
    pub device: DeviceId,
    /// Its person.
    pub user: UserId,
    /// The tenant's public key, which signs checkpoints, beacons and leases.
    pub tenant_key: PublicKey,
    /// The access token, if there is one that has not ended.
    pub access: Option<Vec<u8>>,
    /// When it ends, by the device's clock.
    pub access_until: Timestamp,
    /// Where the last pass stopped.
    pub token: Option<Vec<u8>>,
    /// What waits for a verdict.
    pub outbox: Outbox,
    /// The newest beacon seen.
    pub beacon: Option<BeaconId>,
    /// How often the store was found restored or copied.
    pub incarnation: u32,
    /// Since when there was no contact.
    pub offline_since: Option<Timestamp>,
    /// Documents held whose bytes do not make one; the engine asks for each once.
    pub unreadable: Vec<Want>,
    /// Documents held that the server did not have after it was put back: it may have them again, from another device,
    /// and not for this person any more.
    pub strays: Vec<Want>,
    /// Digest of what is held as accepted; none before the first checkpoint.
    pub digest: Option<Fingerprint>,
}

/// One item to be pushed.
pub struct OutItem {
    /// Its device counter.
    pub ctr: u64,
    /// What goes up.
    pub item: PushItem,
}

/// One piece of news between two checkpoints, in the order it came.
pub enum News {
    /// A document may be used.
    Grant(Grant),
    /// A document is taken away.
    Revoke(Revoke),
    /// A document goes on as another incarnation.
    Epoch(Epoch),
    /// A document or a stretch of its log.
    Document(Box<Document>),
}

/// What a transaction brought about.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Documents whose content, state or pending items changed.
    pub docs: BTreeSet<DocId>,
    /// Documents whose news did not fit what is held: to be asked for anew.
    pub repair: Vec<Want>,
    /// Verdicts that settled or moved an item.
    pub settled: usize,
    /// Commands that went to quarantine.
    pub quarantined: usize,
    /// Refusals that are our bug or an attack.
    pub alarms: Vec<ErrorCode>,
    /// Content was erased: what is left of it in the log of the store is to go too.
    pub shredded: bool,
    /// The device must stop sending.
    pub stop: Option<ErrorCode>,
    /// Whether this copy is what the checkpoint's digest says; none where it told none.
    pub same: Option<bool>,
}

impl Applied {
    /// Adds what another transaction brought about.
    pub fn add(&mut self, other: Self) {
        self.docs.extend(other.docs);
        self.repair.extend(other.repair);
        self.settled = self.settled.saturating_add(other.settled);
        self.quarantined = self.quarantined.saturating_add(other.quarantined);
        self.alarms.extend(other.alarms);
        self.shredded |= other.shredded;
        self.stop = self.stop.or(other.stop);
        self.same = other.same.or(self.same);
    }
}

/// The device's store as the engine sees it. Calls block and are durable when they return.
pub trait Replica {
    /// Where the device stands.
    ///
    /// # Errors
    /// [`StoreError`].
    fn facts(&self) -> Result<Facts, StoreError>;

    /// Signs the digest of a HELLO with the device key.
    fn prove(&self, digest: &Hash) -> Signature;

    /// Items to be pushed with a counter above `ctr`, in order, a batch never cut: at most `items`, and as many as
    /// fit `bytes`, but one at least.
    ///
    /// # Errors
    /// [`StoreError`].
    fn outbox_after(
        &self,
        ctr: u64,
        items: usize,
        bytes: usize,
    ) -> Result<Vec<OutItem>, StoreError>;

    /// Takes over what the server said of itself. Beacon and lease were verified.
    ///
    /// # Errors
    /// [`StoreError`].
    fn apply_welcome(
        &self,
        welcome: &Welcome,
        lease: Option<&Lease>,
        now: Timestamp,
    ) -> Result<(), StoreError>;

    /// Settles items and writes refused commands anew, in one transaction.
    ///
    /// # Errors
    /// [`StoreError`].
    fn apply_verdicts(&self, verdicts: &[Verdict], now: Timestamp) -> Result<Applied, StoreError>;

    /// Takes over all news since the last checkpoint and the checkpoint's token, in one transaction. Its signature
    /// was verified.
    ///
    /// # Errors
    /// [`StoreError`].
    fn apply_checkpoint(
        &self,
        news: Vec<News>,
        checkpoint: &Checkpoint,
        now: Timestamp,
    ) -> Result<Applied, StoreError>;

    /// What is held as accepted, by type.
    ///
    /// # Errors
    /// [`StoreError`].
    fn sections(&self) -> Result<Vec<Section>, StoreError>;

    /// The sums of the [`satchel_protocol::sync::BUCKETS`] buckets of a type under a seed.
    ///
    /// # Errors
    /// [`StoreError`].
    fn buckets(&self, seed: u64, doc_type: u16) -> Result<Vec<u64>, StoreError>;

    /// Which documents of these buckets differ from what the server told of them. Nothing pending is touched.
    ///
    /// # Errors
    /// [`StoreError`].
    fn differing(
        &self,
        seed: u64,
        of: &[BucketOf],
        told: &[Print],
    ) -> Result<Vec<Want>, StoreError>;

    /// All that is held but these documents is what the server holds.
    ///
    /// # Errors
    /// [`StoreError`].
    fn confirm(&self, but: &[Want]) -> Result<(), StoreError>;

    /// Remembers that the server cannot be reached.
    ///
    /// # Errors
    /// [`StoreError`].
    fn lost_contact(&self, now: Timestamp) -> Result<(), StoreError>;
}

impl<R: Replica + ?Sized> Replica for std::sync::Arc<R> {
    fn facts(&self) -> Result<Facts, StoreError> {
        (**self).facts()
    }
    fn prove(&self, digest: &Hash) -> Signature {
        (**self).prove(digest)
    }
    fn outbox_after(
        &self,
        ctr: u64,
        items: usize,
        bytes: usize,
    ) -> Result<Vec<OutItem>, StoreError> {
        (**self).outbox_after(ctr, items, bytes)
    }
    fn apply_welcome(
        &self,
        welcome: &Welcome,
        lease: Option<&Lease>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        (**self).apply_welcome(welcome, lease, now)
    }
    fn apply_verdicts(&self, verdicts: &[Verdict], now: Timestamp) -> Result<Applied, StoreError> {
        (**self).apply_verdicts(verdicts, now)
    }
    fn apply_checkpoint(
        &self,
        news: Vec<News>,
        checkpoint: &Checkpoint,
        now: Timestamp,
    ) -> Result<Applied, StoreError> {
        (**self).apply_checkpoint(news, checkpoint, now)
    }
    fn sections(&self) -> Result<Vec<Section>, StoreError> {
        (**self).sections()
    }
    fn buckets(&self, seed: u64, doc_type: u16) -> Result<Vec<u64>, StoreError> {
        (**self).buckets(seed, doc_type)
    }
    fn differing(
        &self,
        seed: u64,
        of: &[BucketOf],
        told: &[Print],
    ) -> Result<Vec<Want>, StoreError> {
        (**self).differing(seed, of, told)
    }
    fn confirm(&self, but: &[Want]) -> Result<(), StoreError> {
        (**self).confirm(but)
    }
    fn lost_contact(&self, now: Timestamp) -> Result<(), StoreError> {
        (**self).lost_contact(now)
    }
}
