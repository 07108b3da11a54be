//! The device's side of a comparison: bucket sums of what it holds, and which documents differ from what the server told.
use crate::store::{
    Read, StoreError, Tx, cursor,
    digest::{self, Print},
};
use satchel_model::id::DocId;
use satchel_protocol::sync::{self, BUCKETS, BucketOf, Want, bucket_of, print_of};
use std::collections::{BTreeMap, BTreeSet};

/// The sums of all buckets of a type.
pub(super) fn buckets(read: &Read<'_>, seed: u64, doc_type: u16) -> Result<Vec<u64>, StoreError> {
    let mut sums = vec![0; BUCKETS];
    for held in digest::prints(read, doc_type)? {
        if let Some(sum) = sums.get_mut(usize::from(bucket_of(seed, held.doc))) {
            *sum ^= print_of(seed, held.doc, held.fp);
        }
    }
    Ok(sums)
}

/// Which documents of these buckets are to be asked for. One that the server does not name is kept: its author brings it
/// back, or the server takes it away by name.
pub(super) fn differing(
    tx: &mut Tx<'_>,
    seed: u64,
    of: &[BucketOf],
    told: &[sync::Print],
) -> Result<Vec<Want>, StoreError> {
    let types: BTreeSet<u16> = of.iter().map(|b| b.doc_type).collect();
    let mut held: BTreeMap<DocId, Print> = BTreeMap::new();
    for doc_type in types {
        let within =
            |p: &Print| of.contains(&BucketOf { doc_type, bucket: bucket_of(seed, p.doc) });
        let prints = digest::prints(&tx.read(), doc_type)?;
        held.extend(prints.into_iter().filter(within).map(|p| (p.doc, p)));
    }
    let mut want = Vec::new();
    for print in told {
        match held.remove(&print.doc) {
            Some(ours) if ours.fp == print.fp && ours.epoch == print.epoch => {}
            Some(ours) if print.epoch < ours.epoch => {
                // It was put back, and went on far enough that nobody noticed: what it has now counts.
                digest::confirm(tx, ours.doc, 0)?;
                want.push(Want { doc: print.doc, epoch: print.epoch, have_seq: 0 });
            }
            // Asked for whole: a stretch of its log would be checked against a base that may be the broken part.
            Some(_) | None => {
                want.push(Want { doc: print.doc, epoch: print.epoch, have_seq: 0 });
            }
        }
    }
    for ours in held.into_values() {
        digest::uncount(tx, ours.doc)?;
        want.push(Want { doc: ours.doc, epoch: ours.epoch, have_seq: ours.base_seq.max(1) });
    }
    Ok(want)
}

/// The rest of the copy is what the server holds too.
pub(super) fn confirm(tx: &mut Tx<'_>, but: &[Want]) -> Result<(), StoreError> {
    let cluster = cursor::get(&tx.read())?.cluster_epoch;
    let mut kept = Vec::with_capacity(but.len());
    for want in but {
        kept.push((want.doc, digest::cluster(&tx.read(), want.doc)?));
    }
    digest::confirm_all_but(tx, &kept, cluster)
}
