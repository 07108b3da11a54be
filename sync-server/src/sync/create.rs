//! Documents come into being: by intent, with a device, with the tenant.
use super::admit::desk::DocWork;
use crate::{
    authz::{Facts, Subject},
    http::problem::Failure,
    seal::DocKey,
    state::State,
};
use satchel_model::{
    document::{self, DocType, SCHEMA},
    hash,
    id::{DekId, DocId, GroupId, Hash, PatientId, TenantId, UserId},
    time::Timestamp,
};
use satchel_protocol::{intent::Audience, problem::ErrorCode, sync::DocState};
use satchel_server_store::{
    Position, Tx,
    document::{self as documents, Document},
    grant::{self, GroupKind},
    position,
    user::User,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// An empty document: its genesis is computed, its log has no item, nobody sees it yet.
#[must_use]
pub fn blank(
    tenant: TenantId,
    subject: &Subject,
    owner: UserId,
    (dek, key): (DekId, DocKey),
    now: Timestamp,
) -> DocWork {
    // Logs and rows have a genesis too, so that a fingerprint is made the same way for every type.
    let genesis = document::genesis(subject.kind, subject.doc, 0);
    let heads = genesis.heads();
    DocWork {
        row: Document {
            doc: subject.doc,
            tenant,
            kind: subject.kind,
            patient: subject.patient,
            owner: Some(owner),
            epoch: 0,
            schema: SCHEMA,
            state: DocState::Live,
            hold: false,
            head_seq: 0,
            fp: hash::fingerprint(subject.doc, 0, 0, &heads),
            heads,
            env_root: Hash::ZERO,
            bytes_log: 0,
            bytes_full: 0,
            dek,
            last: Position::ZERO,
            created_at: now,
        },
        loaded_seq: 0,
        loaded_state: DocState::Live,
        is_new: true,
        groups: Vec::new(),
        former: Vec::new(),
        doc: subject.kind.is_crdt().then(|| Arc::new(genesis)),
        actors: BTreeMap::new(),
        moved: BTreeSet::new(),
        key: Some(key),
    }
}

/// The audiences of new documents: those of the patient's record, so that who cares for a patient sees what is written about
/// them; the clinic for the record itself and for what is about nobody.
#[derive(Default)]
pub struct Audiences(BTreeMap<PatientId, Vec<(GroupId, GroupKind)>>);

impl Audiences {
    /// Who is to see a document of `patient`, beside the clinic's audience `clinic`.
    /// # Errors
    /// A store failure.
    pub async fn of(
        &mut self,
        state: &State,
        tx: &mut Tx,
        (clinic, now): (GroupId, Timestamp),
        (patient, audience): (Option<PatientId>, Audience),
    ) -> Result<Vec<GroupId>, Failure> {
        let Some(patient) = patient else { return Ok(vec![clinic]) };
        let known = match self.0.get(&patient) {
            Some(known) => known.clone(),
            None => grant::audience_of(tx, patient.admin()).await?,
        };
        let staff = known.iter().filter(|(_, kind)| !matches!(kind, GroupKind::PatientSelf(_)));
        let mut groups: Vec<GroupId> = staff.map(|(group, _)| *group).collect();
        // A record that nobody of the clinic sees is the patient's own affair; one that is not there yet is the clinic's.
        if known.is_empty() {
            groups.push(clinic);
        } else {
            self.0.insert(patient, known);
        }
        if audience == Audience::ClinicAndPatient {
            let fresh = GroupId::new(now, &*state.entropy);
            let kind = GroupKind::PatientSelf(patient);
            groups.push(grant::get_group(tx, state.keys.tenant, kind, fresh).await?);
        }
        Ok(groups)
    }
}

/// Makes the audit document of a device inside the caller's transaction. Nobody sees it; it only goes up.
/// # Errors
/// A store failure.
pub async fn audit_document(
    state: &State,
    tx: &mut Tx,
    doc: DocId,
    user: &User,
    dek: DekId,
) -> Result<(), Failure> {
    let subject = Subject { doc, kind: DocType::Audit, patient: None, state: DocState::Live };
    let server = Facts::server(state.keys.tenant);
    let now = state.now();
    let permit = server.create(&subject, &[], now).map_err(|_| ErrorCode::Internal)?;
    let key = Arc::new(satchel_vault::secret::Key32::from_bytes([0; 32]));
    let mut row = blank(state.keys.tenant, &subject, user.user, (dek, key), now).row;
    row.last = position::take(tx, 1).await?.first().copied().unwrap_or_default();
    documents::insert(tx, &permit, &row).await?;
    Ok(())
}
