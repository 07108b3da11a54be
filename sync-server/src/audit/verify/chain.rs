//! Devices: each one's counters are dense, each envelope names the one before it and is signed by the device's own key.
use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{
    cbor, hash,
    id::{DeviceId, DocId, Hash, PublicKey, TenantId, UserId},
};
use satchel_protocol::{
    env::{Env, ItemKind},
    sync::DocState,
};
use satchel_server_store::{
    self as store, Tx,
    change::{self, Proof},
    device::Device,
    intent, review,
    verdict::{self, Decision, Verdict},
};
use satchel_vault::{
    cert::{DeviceCert, Signed},
    sign::{self, Namespace},
};

use super::{Finding, Findings, Pace, pooled};
use crate::{http::problem::Failure, state::State};

/// Counters looked at in one step.
const PAGE: u32 = 500;
/// Items in review looked at beside them: a forked chain has several under one counter.
const REVIEW_PAGE: u32 = 4 * PAGE;
/// Devices read at once.
const DEVICES: u32 = 4;

/// What the chains showed.
#[derive(Debug, Default)]
pub(super) struct Chains {
    pub devices: u64,
    pub links: u64,
    pub findings: Findings,
}

/// Proves the chains of all devices.
/// # Errors
/// What keeps the database from being read.
pub(super) async fn prove(state: &State, how: Pace) -> Result<Chains, Failure> {
    let mut out = Chains::default();
    let mut after = None;
    loop {
        let mut tx = state.store.read().await?;
        let page = store::device::list(&mut tx, state.keys.tenant, None, after, DEVICES).await;
        drop(tx);
        let page = match page {
            Ok(page) => page,
            Err(error) if error.is_corrupt() => {
                out.findings.push(Finding::of("unreadable"));
                return Ok(out);
            }
            Err(error) => return Err(error.into()),
        };
        let Some(last) = page.last() else { return Ok(out) };
        after = Some(last.device);
        for some in page.chunks(how.lanes()) {
            let began = state.now();
            let each = some.iter().map(|device| device_chain(state, device.device));
            for (links, findings) in futures_util::future::try_join_all(each).await? {
                out.devices += 1;
                out.links += links;
                out.findings.extend(findings);
            }
            how.rest(state, began).await;
        }
    }
}

/// Whose chain is proved.
#[derive(Clone, Copy)]
struct Owner {
    tenant: TenantId,
    device: DeviceId,
    user: UserId,
    public: PublicKey,
}

/// How far a chain is proved.
struct Walk {
    next: u64,
    link: Hash,
    links: u64,
    findings: Findings,
}

/// Proves one chain in one consistent view of the database: links and findings.
async fn device_chain(state: &State, device: DeviceId) -> Result<(u64, Findings), Failure> {
    let mut tx = state.store.read().await?;
    let Some(row) = store::device::find(&mut tx, device).await? else {
        return Ok((0, Findings::default()));
    };
    let owner = Owner { tenant: row.tenant, device, user: row.user, public: row.public };
    let mut walk = Walk { next: 1, link: Hash::ZERO, links: 0, findings: Findings::default() };
    if !certified(state, &row) {
        walk.findings.push(Finding { device: Some(device), ..Finding::of("certificate") });
    }
    loop {
        let page = match read(&mut tx, device, walk.next).await {
            Ok(page) => page,
            Err(error) if error.is_corrupt() => {
                walk.findings.push(Finding::chain("unreadable", device, walk.next));
                return Ok((walk.links, walk.findings));
            }
            Err(error) => return Err(error.into()),
        };
        if page.verdicts.is_empty() {
            strays(&page, device, &mut walk);
            break;
        }
        let (back, borrowed) = pooled(move || {
            let borrowed = steps(&owner, &page, &mut walk);
            (walk, borrowed)
        })
        .await?;
        walk = back;
        doubles(&mut tx, device, &borrowed, &mut walk).await?;
    }
    if walk.next != row.ctr_hw + 1 {
        walk.findings.push(Finding::chain("cut", device, walk.next));
    } else if walk.link != row.chain {
        walk.findings.push(Finding::chain("link", device, row.ctr_hw));
    }
    Ok((walk.links, walk.findings))
}

/// Whether the organisation's key vouches for the device's key.
fn certified(state: &State, row: &Device) -> bool {
    let Ok(signed) = cbor::decode::<Signed>(&row.cert) else { return false };
    let tenant = state.keys.signing.public();
    DeviceCert::check(&signed, &tenant, row.enrolled_at).is_ok_and(|cert| {
        cert.device == row.device && cert.user == row.user && cert.key == row.public
    })
}

/// Where an envelope was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Log,
    Intent,
    Review,
}

/// What one page of counters holds.
struct Page {
    verdicts: Vec<Verdict>,
    envelopes: BTreeMap<u64, Vec<(Source, Proof)>>,
    leaves: BTreeSet<u64>,
}

async fn read(tx: &mut Tx, device: DeviceId, from: u64) -> store::Result<Page> {
    let verdicts = verdict::list(tx, device, from, PAGE).await?;
    // Past the last verdict everything left is read, to name what has none.
    let upto = verdicts.last().map_or(u64::MAX, |v| v.device_ctr);
    let mut envelopes: BTreeMap<u64, Vec<(Source, Proof)>> = BTreeMap::new();
    let mut add = |source, proof: Proof| {
        if proof.device_ctr <= upto {
            envelopes.entry(proof.device_ctr).or_default().push((source, proof));
        }
    };
    for proof in change::proofs(tx, device, from, PAGE).await? {
        add(Source::Log, proof);
    }
    for kept in intent::list(tx, device, from, PAGE).await? {
        let (doc, device_ctr, env, sig) = (kept.doc, kept.device_ctr, kept.env, kept.sig);
        add(Source::Intent, Proof { doc, seq: 0, device_ctr, hash: None, env, sig });
    }
    for proof in review::proofs(tx, device, from, REVIEW_PAGE).await? {
        add(Source::Review, proof);
    }
    let leaves = store::audit::counters(tx, device, from, upto).await?.into_iter().collect();
    Ok(Page { verdicts, envelopes, leaves })
}

/// Items in a log or asked for, of which no verdict tells.
fn strays(page: &Page, device: DeviceId, walk: &mut Walk) {
    for (ctr, found) in &page.envelopes {
        if found.iter().any(|(source, _)| *source != Source::Review) {
            walk.findings.push(Finding::chain("no_verdict", device, *ctr));
        }
    }
    for ctr in page.leaves.iter().filter(|ctr| !page.envelopes.contains_key(ctr)) {
        walk.findings.push(Finding::chain("no_verdict", device, *ctr));
    }
}

/// An item whose verdict stands on an earlier item of the same content.
struct Borrowed {
    ctr: u64,
    doc: DocId,
    hash: Hash,
    seq: u64,
}

/// Takes the chain past one page; what stands on earlier items comes back to be looked up.
fn steps(owner: &Owner, page: &Page, walk: &mut Walk) -> Vec<Borrowed> {
    let mut borrowed = Vec::new();
    for verdict in &page.verdicts {
        let ctr = verdict.device_ctr;
        if ctr != walk.next {
            walk.findings.push(Finding::chain("gap", owner.device, walk.next));
        }
        walk.links += 1;
        walk.next = ctr.saturating_add(1);
        let found = page.envelopes.get(&ctr).map(Vec::as_slice).unwrap_or_default();
        let mut wrong = |what| {
            let named = Finding::chain(what, owner.device, ctr);
            walk.findings.push(Finding { doc: Some(verdict.doc), ..named });
        };
        for (source, proof) in found {
            if let Some(what) = envelope(owner, *source, proof, verdict, walk.link) {
                wrong(what);
            }
        }
        let has = |want: Source| found.iter().any(|(source, _)| *source == want);
        let kept = match &verdict.decision {
            Decision::Ok { seq: 0, .. } => has(Source::Intent),
            Decision::Ok { .. } => has(Source::Log),
            Decision::Refused { in_review: true, .. } | Decision::Held { .. } => {
                has(Source::Review)
            }
            Decision::Refused { in_review: false, .. } => true,
        };
        // The same content sent again under a new number stands on the earlier item; of an erased document nothing is kept.
        let elsewhere = match verdict.decision {
            Decision::Ok { seq, .. } => (seq > 0).then_some(seq),
            Decision::Refused { in_review: true, .. } => Some(0),
            Decision::Refused { in_review: false, .. } | Decision::Held { .. } => None,
        };
        if !kept && let Some(seq) = elsewhere {
            borrowed.push(Borrowed { ctr, doc: verdict.doc, hash: verdict.hash, seq });
        } else if !kept {
            wrong("item_missing");
        } else if !page.leaves.contains(&ctr) {
            wrong("leaf_missing");
        }
        walk.link = verdict.env_hash;
    }
    borrowed
}

/// What is wrong with a stored envelope; `None` if nothing is.
fn envelope(
    owner: &Owner,
    source: Source,
    proof: &Proof,
    verdict: &Verdict,
    link: Hash,
) -> Option<&'static str> {
    let env_hash = hash::sha256(&[&proof.env]);
    let Ok(env) = Env::decode(&proof.env) else { return Some("form") };
    if sign::verify(Namespace::ENV, &owner.public, &env_hash, &proof.sig).is_err() {
        return Some("signature");
    }
    let ours = env.tenant == owner.tenant
        && env.device == owner.device
        && env.user == owner.user
        && env.device_ctr == Some(proof.device_ctr)
        && env.doc == proof.doc
        && proof.hash.is_none_or(|h| h == env.hash)
        && match source {
            Source::Log => env.kind != ItemKind::Intent,
            Source::Intent => env.kind == ItemKind::Intent,
            Source::Review => true,
        };
    if !ours {
        return Some("columns");
    }
    if env_hash != verdict.env_hash {
        // Two envelopes under one counter: the other end of a forked chain is kept for a person, and never counts.
        return (source != Source::Review).then_some("envelope");
    }
    if env.prev_env_hash != Some(link) {
        return Some("link");
    }
    let told = match (&verdict.decision, source) {
        (Decision::Ok { seq, .. }, Source::Log) => *seq == proof.seq,
        _ => true,
    };
    (verdict.doc != env.doc || verdict.hash != env.hash || !told).then_some("verdict")
}

/// Looks up the items that verdicts of repeated content stand on.
async fn doubles(
    tx: &mut Tx,
    device: DeviceId,
    borrowed: &[Borrowed],
    walk: &mut Walk,
) -> Result<(), Failure> {
    let wanted: Vec<(DocId, Hash)> = borrowed.iter().map(|b| (b.doc, b.hash)).collect();
    let known = change::known(tx, &wanted).await?;
    let docs: BTreeSet<DocId> = borrowed.iter().map(|b| b.doc).collect();
    let docs: Vec<DocId> = docs.into_iter().collect();
    let mut erased = BTreeSet::new();
    for some in docs.chunks(500) {
        let rows = store::document::list(tx, some).await?;
        erased.extend(rows.iter().filter(|r| r.state == DocState::Erased).map(|r| r.doc));
    }
    for item in borrowed.iter().filter(|item| !erased.contains(&item.doc)) {
        let stands =
            known.iter().any(|k| (k.doc, k.hash, k.seq) == (item.doc, item.hash, item.seq));
        if !stands {
            let named = Finding::chain("item_missing", device, item.ctr);
            walk.findings.push(Finding { doc: Some(item.doc), ..named });
        }
    }
    Ok(())
}
