//! The real replica: the device's encrypted store.
mod compare;
mod epoch;
mod gather;
mod leaving;
mod outbox;
mod restore;
mod take;
mod verdicts;

use super::replica::{Applied, Facts, News, OutItem, Replica};
use crate::{
    author::Author,
    store::{Store, StoreError, Tx, cursor, digest, document, pending},
};
use satchel_model::{
    entropy::Entropy,
    id::{Hash, PublicKey, Signature},
    time::Timestamp,
};
use satchel_protocol::sync::{self, Checkpoint, Position, Verdict, Want, Welcome};
use satchel_vault::{cert::Lease, sign::Namespace};
use std::sync::Arc;

/// Unreadable documents named at once; more than a few is a damaged store, which shows elsewhere.
const UNREADABLE_MAX: u32 = 50;
/// Documents named at once that the server did not have after it was put back.
const STRAYS_MAX: u32 = 50;

/// The store of one unlocked vault, with who acts on it.
pub struct StoreReplica {
    store: Arc<Store>,
    author: Arc<Author>,
    tenant_key: PublicKey,
    entropy: Arc<dyn Entropy>,
}

impl StoreReplica {
    /// A replica over an open store. `tenant_key` is the one of the enrolment.
    #[must_use]
    pub fn new(
        store: Arc<Store>,
        author: Arc<Author>,
        tenant_key: PublicKey,
        entropy: Arc<dyn Entropy>,
    ) -> Self {
        Self { store, author, tenant_key, entropy }
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }
}

impl Replica for StoreReplica {
    fn facts(&self) -> Result<Facts, StoreError> {
        self.store.read(|read| {
            let place = cursor::get(read)?;
            let tokens = cursor::tokens(read)?;
            let waiting = pending::outbox(read)?;
            let chain = cursor::chain(read)?;
            let held = place.token.is_some().then(|| digest::sections(read)).transpose()?;
            Ok(Facts {
                digest: held.map(|sections| sync::digest16(&sections)),
                device: self.author.device,
                user: self.author.user,
                tenant_key: self.tenant_key,
                access: tokens.access,
                access_until: tokens.access_until,
                token: place.token,
                outbox: sync::Outbox {
                    count: u32::try_from(waiting.count).unwrap_or(u32::MAX),
                    bytes: waiting.bytes,
                    min_ctr: waiting.min_ctr,
                    max_ctr: chain.next_ctr.saturating_sub(1),
                },
                beacon: place.beacon,
                incarnation: place.restored,
                offline_since: place.offline_since,
                unreadable: document::unreadable(read, UNREADABLE_MAX)?
                    .into_iter()
                    .map(|row| Want { doc: row.doc, epoch: row.epoch, have_seq: 0 })
                    .collect(),
                strays: document::strays(read, STRAYS_MAX)?
                    .into_iter()
                    .map(|row| Want { doc: row.doc, epoch: row.epoch, have_seq: row.base_seq })
                    .collect(),
            })
        })
    }

    fn prove(&self, digest: &Hash) -> Signature {
        self.author.key.sign(Namespace::HELLO, digest)
    }

    fn outbox_after(
        &self,
        ctr: u64,
        items: usize,
        bytes: usize,
    ) -> Result<Vec<OutItem>, StoreError> {
        self.store.read(|read| outbox::after(read, ctr, items, bytes))
    }

    fn apply_welcome(
        &self,
        welcome: &Welcome,
        lease: Option<&Lease>,
        _now: Timestamp,
    ) -> Result<(), StoreError> {
        self.store.write(|tx| {
            let mut place = cursor::get(&tx.read())?;
            place.cluster_epoch = welcome.cluster_epoch;
            place.beacon = Some(welcome.beacon.id);
            place.beacon_at = welcome.beacon.time;
            if let Some(lease) = lease {
                place.lease = Some(welcome.lease.to_vec());
                place.lease_until = lease.not_after;
            }
            place.elsewhere = later(place.elsewhere, welcome.elsewhere);
            place.offline_since = None;
            cursor::put(tx, &place)?;
            restore::greeted(tx, welcome)
        })
    }

    fn apply_verdicts(&self, verdicts: &[Verdict], now: Timestamp) -> Result<Applied, StoreError> {
        if verdicts.is_empty() {
            return Ok(Applied::default());
        }
        let cx = super::rebase::Cx { author: &self.author, entropy: &*self.entropy, now };
        self.store.write(|tx| {
            let mut applied = verdicts::apply(tx, &cx, verdicts)?;
            leaving::finish(tx, &cx, &mut applied)?;
            Ok(applied)
        })
    }

    fn apply_checkpoint(
        &self,
        news: Vec<News>,
        checkpoint: &Checkpoint,
        now: Timestamp,
    ) -> Result<Applied, StoreError> {
        let applied = self.store.write(|tx| {
            let cx = super::rebase::Cx { author: &self.author, entropy: &*self.entropy, now };
            digest::ensure(tx)?;
            let mut applied = take::all(tx, &cx, news)?;
            let mut place = cursor::get(&tx.read())?;
            place.token = Some(checkpoint.token.to_vec());
            place.beacon = Some(checkpoint.beacon.id);
            place.beacon_at = checkpoint.beacon.time;
            place.elsewhere = later(place.elsewhere, checkpoint.elsewhere);
            place.pulled_at = Some(now);
            place.offline_since = None;
            cursor::put(tx, &place)?;
            crate::store::kept::expire(tx, now)?;
            leaving::finish(tx, &cx, &mut applied)?;
            let docs = applied.docs.clone();
            restore::retry_lost(tx, &cx, &docs, &mut applied)?;
            // What is to come anew may hold what waits here, sent by another copy of this vault.
            if !checkpoint.more && applied.repair.is_empty() {
                restore::renumber(tx, &cx, &mut applied)?;
            }
            if !checkpoint.more {
                let same =
                    |told| digest::sections(&tx.read()).map(|mine| sync::digest16(&mine) == told);
                applied.same = checkpoint.digest.map(same).transpose()?;
            }
            Ok::<_, StoreError>(applied)
        })?;
        if applied.shredded {
            self.store.checkpoint()?;
        }
        Ok(applied)
    }

    fn sections(&self) -> Result<Vec<sync::Section>, StoreError> {
        self.store.read(digest::sections)
    }

    fn buckets(&self, seed: u64, doc_type: u16) -> Result<Vec<u64>, StoreError> {
        self.store.read(|read| compare::buckets(read, seed, doc_type))
    }

    fn differing(
        &self,
        seed: u64,
        of: &[sync::BucketOf],
        told: &[sync::Print],
    ) -> Result<Vec<Want>, StoreError> {
        self.store.write(|tx| compare::differing(tx, seed, of, told))
    }

    fn confirm(&self, but: &[Want]) -> Result<(), StoreError> {
        self.store.write(|tx| compare::confirm(tx, but))
    }

    fn lost_contact(&self, now: Timestamp) -> Result<(), StoreError> {
        // Looked at first: an unreachable server is asked often, and a write costs an fsync.
        let place = self.store.read(cursor::get)?;
        let latest = now.max(place.beacon_at);
        let over = self.store.read(|read| crate::store::leaving::expired(read, latest))?;
        if place.offline_since.is_some() && over.is_empty() {
            return Ok(());
        }
        let cx = super::rebase::Cx { author: &self.author, entropy: &*self.entropy, now };
        self.store.write(|tx| {
            // A right that runs out while nobody can be reached ends here all the same.
            leaving::finish(tx, &cx, &mut Applied::default())?;
            lost_contact(tx, now)
        })
    }
}

/// Notes that contact ended at `now`; an earlier moment stays.
///
/// # Errors
/// [`StoreError`].
pub fn lost_contact(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let mut place = cursor::get(&tx.read())?;
    place.offline_since = place.offline_since.or(Some(now));
    cursor::put(tx, &place)
}

fn later(held: Position, told: Option<Position>) -> Position {
    told.map_or(held, |told| held.max(told))
}
