//! Lays on the desk what pushes need: devices, documents and rights, locked in one order.
use super::{
    desk::{Desk, DeviceWork, DocWork},
    envelope::{Content, Prepared},
};
use crate::{
    authz,
    http::problem::Failure,
    seal::{self, DocKey},
    state::State,
    sync::{guarded::Marker, hot},
};
use satchel_model::{
    id::{DekId, DeviceId, DocId, GroupId, Hash, PatientId, UserId},
    role::Role,
};
use satchel_protocol::{env::ItemKind, intent::Ask, sync::DocState};
use satchel_server_store::{
    Tx, change, device,
    document::{self, Document},
    grant::{self, GroupKind},
    verdict::{self, Decision},
};
use std::collections::{BTreeMap, BTreeSet};

/// The proved items of one device, in the order in which they were sent.
pub struct Push {
    /// The device.
    pub device: DeviceId,
    /// Its person.
    pub user: UserId,
    /// The items.
    pub items: Vec<Prepared>,
    /// They were held, and are judged once more: the chain has moved past them and their verdicts are there.
    pub again: bool,
}

impl Push {
    /// Documents that its intents want to make.
    pub fn creates(&self) -> impl Iterator<Item = DocId> {
        self.items.iter().filter_map(|item| match &item.content {
            Ok(Content::Intent(intent)) => match &intent.ask {
                Ask::DocumentCreate { doc, .. } => Some(*doc),
                Ask::Command { .. } | Ask::DeviceRevoke { .. } | Ask::PatientLookUp { .. } => None,
            },
            Ok(Content::Change(_) | Content::Entry(_) | Content::Audit(_)) | Err(_) => None,
        })
    }

    /// Every document that must be looked at: those written to, their patients' records, the device's audit document.
    fn docs(&self) -> impl Iterator<Item = DocId> {
        let own = std::iter::once(DocId::from_bytes(*self.device.as_bytes()));
        let named = self.items.iter().flat_map(|item| {
            let patient = match &item.content {
                Ok(Content::Intent(intent)) => match &intent.ask {
                    Ask::DocumentCreate { patient, .. } => patient.map(PatientId::admin),
                    Ask::PatientLookUp { patient } => Some(patient.admin()),
                    Ask::Command { .. } | Ask::DeviceRevoke { .. } => None,
                },
                Ok(Content::Change(_) | Content::Entry(_) | Content::Audit(_)) | Err(_) => None,
            };
            std::iter::once(item.env.doc).chain(patient)
        });
        own.chain(named)
    }
}

/// Keys made for documents to come.
pub type FreshKeys = BTreeMap<DocId, (DekId, DocKey)>;

/// Makes and commits the keys of all documents that the pushes want to make.
/// # Errors
/// A store failure.
pub async fn fresh_keys(state: &State, pushes: &[Push]) -> Result<FreshKeys, Failure> {
    let docs: BTreeSet<DocId> = pushes.iter().flat_map(Push::creates).collect();
    let docs: Vec<DocId> = docs.into_iter().collect();
    let ids = seal::fresh_deks(state, &docs, 0).await?;
    let keys = seal::keys(state, &ids.values().copied().collect::<Vec<_>>()).await?;
    let pair = |(doc, id): (DocId, DekId)| keys.get(&id).map(|key| (doc, (id, DocKey::clone(key))));
    Ok(ids.into_iter().filter_map(pair).collect())
}

/// Lays everything on the desk.
/// # Errors
/// A store failure, or `internal` for a document that does not load.
pub async fn desk(
    state: &State,
    tx: &mut Tx,
    pushes: &[Push],
    fresh: FreshKeys,
) -> Result<Desk, Failure> {
    let now = state.now();
    let fresh_group = GroupId::new(now, &*state.entropy);
    let clinic = grant::get_group(tx, state.keys.tenant, GroupKind::Clinic, fresh_group).await?;
    let mut desk = Desk {
        tenant: state.keys.tenant,
        now,
        devices: BTreeMap::new(),
        docs: BTreeMap::new(),
        people: BTreeMap::new(),
        known: BTreeMap::new(),
        refused: BTreeSet::new(),
        fresh,
        clinic,
        marker: Marker::default(),
        accepted: Vec::new(),
        creations: Vec::new(),
    };
    devices(state, tx, pushes, &mut desk).await?;
    documents(state, tx, pushes, &mut desk).await?;
    repeats(tx, pushes, &mut desk).await?;
    orphans(tx, pushes, &mut desk).await?;
    Ok(desk)
}

async fn devices(
    state: &State,
    tx: &mut Tx,
    pushes: &[Push],
    desk: &mut Desk,
) -> Result<(), Failure> {
    let ids: BTreeSet<DeviceId> = pushes.iter().map(|p| p.device).collect();
    let ids: Vec<DeviceId> = ids.into_iter().collect();
    let rows = device::lock(tx, &ids).await?;
    let users: BTreeSet<UserId> = rows.iter().map(|row| row.user).collect();
    let users: Vec<UserId> = users.into_iter().collect();
    for facts in authz::facts_of(tx, &users, desk.now).await? {
        desk.people.insert(facts.user, facts);
    }
    for row in rows {
        let lease_ms = lease_ms(state, row.role);
        let loaded_ctr = row.ctr_hw;
        let sent = pushes.iter().filter(|p| p.device == row.device).flat_map(|p| &p.items);
        let lowest = sent.map(|i| i.ctr).filter(|ctr| *ctr <= row.ctr_hw).min();
        let mut settled = BTreeMap::new();
        if let Some(lowest) = lowest {
            let limit =
                u32::try_from(satchel_protocol::limit::PUSH_ITEMS_MAX * 4).unwrap_or(u32::MAX);
            for stored in verdict::list(tx, row.device, lowest, limit).await? {
                settled.insert(stored.device_ctr, stored);
            }
        }
        desk.devices.insert(row.device, DeviceWork { row, loaded_ctr, settled, lease_ms });
    }
    Ok(())
}

/// How long a device may work without contact.
fn lease_ms(state: &State, role: Role) -> i64 {
    if role.is_staff() { state.limits.staff_lease_ms } else { state.limits.patient_lease_ms }
}

async fn documents(
    state: &State,
    tx: &mut Tx,
    pushes: &[Push],
    desk: &mut Desk,
) -> Result<(), Failure> {
    let ids: BTreeSet<DocId> = pushes.iter().flat_map(Push::docs).collect();
    let ids: Vec<DocId> = ids.into_iter().collect();
    // Changes are judged against content; rights and entries need only the row.
    let changed: BTreeSet<DocId> = pushes
        .iter()
        .flat_map(|p| &p.items)
        .filter(|i| i.env.kind == ItemKind::Change)
        .map(|i| i.env.doc)
        .collect();
    let rows = document::lock(tx, &ids).await?;
    let groups = grant::groups_of(tx, &ids).await?;
    let departed = grant::departed(tx, &ids).await?;
    let deks: Vec<DekId> = rows.iter().map(|r| r.dek).collect();
    let keys = seal::keys(state, &deks).await?;
    for row in rows {
        let key = keys.get(&row.dek).cloned();
        let mut work = on_desk(row, key);
        work.groups =
            groups.iter().filter(|(d, _)| *d == work.row.doc).map(|(_, group)| *group).collect();
        let gone = departed.iter().filter(|(d, ..)| *d == work.row.doc);
        work.former = gone.map(|(_, group, at)| (*group, *at)).collect();
        if changed.contains(&work.row.doc) {
            content(state, tx, &mut work).await?;
        }
        desk.docs.insert(work.row.doc, work);
    }
    Ok(())
}

fn on_desk(row: Document, key: Option<DocKey>) -> DocWork {
    DocWork {
        loaded_seq: row.head_seq,
        loaded_state: row.state,
        is_new: false,
        groups: Vec::new(),
        former: Vec::new(),
        doc: None,
        actors: BTreeMap::new(),
        moved: BTreeSet::new(),
        key,
        row,
    }
}

/// Puts a document's content beside its row. One that does not load any more is under repair: what is sent to it is held.
async fn content(state: &State, tx: &mut Tx, work: &mut DocWork) -> Result<(), Failure> {
    let open = matches!(work.row.state, DocState::Live | DocState::Final);
    let Some(key) = work.key.clone().filter(|_| open && work.row.kind.is_crdt()) else {
        return Ok(());
    };
    match hot::load(state, tx, &work.row, &key).await {
        Ok(hot) => {
            work.doc = Some(hot.doc);
            work.actors = hot.actors;
            Ok(())
        }
        Err(failure) if failure.code() == satchel_protocol::problem::ErrorCode::Internal => {
            work.row.state = DocState::Frozen;
            Ok(())
        }
        Err(failure) => Err(failure),
    }
}

/// Which of the items are in a log already, under another number.
async fn repeats(tx: &mut Tx, pushes: &[Push], desk: &mut Desk) -> Result<(), Failure> {
    let mut asked: BTreeSet<(DocId, Hash)> = BTreeSet::new();
    for item in pushes.iter().flat_map(|p| &p.items) {
        let Some(work) = desk.docs.get(&item.env.doc) else { continue };
        let maybe = match item.env.kind {
            ItemKind::Change => work.doc.as_ref().is_some_and(|d| d.knows(&item.env.hash)),
            ItemKind::Entry => work.row.head_seq > 0,
            ItemKind::Intent | ItemKind::Row => false,
        };
        if maybe {
            asked.insert((item.env.doc, item.env.hash));
        }
    }
    let asked: Vec<(DocId, Hash)> = asked.into_iter().collect();
    for known in change::known(tx, &asked).await? {
        desk.known.insert((known.doc, known.hash), known);
    }
    Ok(())
}

/// Which parents of the changes are missing because they were refused.
async fn orphans(tx: &mut Tx, pushes: &[Push], desk: &mut Desk) -> Result<(), Failure> {
    let sent: BTreeSet<Hash> =
        pushes.iter().flat_map(|p| &p.items).map(|item| item.env.hash).collect();
    let mut missing: BTreeSet<(DocId, Hash)> = BTreeSet::new();
    for item in pushes.iter().flat_map(|p| &p.items) {
        let Ok(Content::Change(change)) = &item.content else { continue };
        let held = desk.docs.get(&item.env.doc).and_then(|w| w.doc.as_ref());
        let absent = |d: &&Hash| !sent.contains(d) && !held.is_some_and(|doc| doc.knows(d));
        let absent = change.header().deps.iter().filter(absent);
        missing.extend(absent.map(|dep| (item.env.doc, *dep)));
    }
    for (doc, hash) in missing {
        let stored = verdict::find_by_hash(tx, doc, &hash).await?;
        if stored.is_some_and(|v| !matches!(v.decision, Decision::Ok { .. })) {
            desk.refused.insert((doc, hash));
        }
    }
    Ok(())
}
