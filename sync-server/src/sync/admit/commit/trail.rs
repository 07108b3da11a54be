//! The audit leaf of each judged item.
use super::{End, Judged};
use crate::{
    audit::leaf::columns,
    state::State,
    sync::admit::{
        desk::Desk,
        envelope::{Content, Prepared},
        load::Push,
    },
};
use satchel_model::{
    audit::{Event, Kind, Outcome},
    document::DocType,
    id::{AuditId, DeviceId, DocId},
    role::{Purpose, Role},
};
use satchel_protocol::{intent::Ask, problem::ErrorCode};
use satchel_server_store::{Position, audit::Leaf, verdict::Decision};

/// Leaves of one transaction.
#[derive(Default)]
pub(super) struct Leaves(pub(super) Vec<Leaf>);

impl Leaves {
    /// Adds the leaf of an item; a repeat has its leaf already.
    pub(super) fn item(
        &mut self,
        state: &State,
        desk: &Desk,
        (push, item, judged): (&Push, &Prepared, &Judged),
        end: &End,
        pos: Position,
    ) {
        let Some((kind, outcome, code)) = summary(item, end) else { return };
        let env = &item.env;
        let id = AuditId::new(desk.now, &*state.entropy);
        let mut event = Event::new(id, desk.now, desk.tenant, kind);
        event.outcome = outcome;
        event.code = code.map(|c| c.word().to_owned());
        event.user = Some(env.user);
        event.acting_for = env.acting_for;
        event.role = Role::from_code(env.role);
        event.device = Some(push.device);
        event.purpose = Purpose::from_code(env.purpose);
        event.docs = vec![env.doc];
        event.doc_type = DocType::from_code(env.doc_type);
        event.device_at = Some(env.t_claim);
        event.device_ctr = Some(item.ctr);
        event.prev_env = Some(item.prev);
        if let Judged::Accepted(at) = judged
            && let Some(accepted) = desk.accepted.get(*at)
        {
            event.heads_before.clone_from(&accepted.heads_before);
            event.heads_after.clone_from(&accepted.heads_after);
        }
        if let (Ok(Content::Audit(told)), End::Fresh(Decision::Ok { .. })) = (&item.content, end) {
            tell(&mut event, told);
        }
        self.push(&event, (Some(push.device), Some(item.ctr), Some(env.doc)), pos);
    }

    /// Adds the leaf of a chain that has two ends.
    pub(super) fn fork(&mut self, state: &State, desk: &Desk, push: &Push, pos: Position) {
        let id = AuditId::new(desk.now, &*state.entropy);
        let mut event = Event::new(id, desk.now, desk.tenant, Kind::DeviceChainBroken);
        event.outcome = Outcome::Refused;
        event.code = Some(ErrorCode::ChainFork.word().to_owned());
        event.user = Some(push.user);
        event.device = Some(push.device);
        tracing::warn!(device = %push.device, "a device's chain forked; it is blocked");
        self.push(&event, (Some(push.device), None, None), pos);
    }

    /// Adds a leaf for `event` at `pos`, found by device, counter and document.
    pub(super) fn push(
        &mut self,
        event: &Event,
        (device, device_ctr, doc): (Option<DeviceId>, Option<u64>, Option<DocId>),
        pos: Position,
    ) {
        let row = columns(event, pos);
        self.0.push(Leaf { device, device_ctr, doc, ..row });
    }
}

/// Kind, outcome and code of an item's end.
fn summary(item: &Prepared, end: &End) -> Option<(Kind, Outcome, Option<ErrorCode>)> {
    match end {
        End::Fresh(Decision::Ok { .. }) => {
            let kind = match &item.content {
                Ok(Content::Intent(intent)) if matches!(intent.ask, Ask::Command { .. }) => {
                    Kind::RecordChanged
                }
                Ok(Content::Intent(_)) => Kind::RecordCreated,
                Ok(Content::Audit(told)) => told.kind,
                Ok(Content::Change(_) | Content::Entry(_)) | Err(_) => Kind::RecordChanged,
            };
            Some((kind, Outcome::Done, None))
        }
        End::Fresh(Decision::Refused { code, .. }) => {
            Some((Kind::ChangeRefused, Outcome::Refused, Some(*code)))
        }
        End::Fresh(Decision::Held { code }) => {
            Some((Kind::ChangeHeld, Outcome::Refused, Some(*code)))
        }
        End::Fork => Some((Kind::ChangeRefused, Outcome::Refused, Some(ErrorCode::ChainFork))),
        End::Dup(..) | End::Repeat(_) => None,
    }
}

/// Takes over what a device tells about itself: which documents, why, and when by its own clock.
fn tell(event: &mut Event, told: &Event) {
    event.outcome = told.outcome;
    event.docs.clone_from(&told.docs);
    event.doc_type = told.doc_type;
    event.purpose = told.purpose;
    event.reason.clone_from(&told.reason);
    event.offline = told.offline;
    event.device_at = Some(told.at);
    event.patient = told.patient;
}
