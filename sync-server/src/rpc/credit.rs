//! Who stands behind the values of a document, from its log.
use std::collections::BTreeMap;

use satchel_model::{
    crdt::Doc,
    document::{
        DocType, conflict,
        rows::{Credit, Credits, Times, Who},
    },
    id::{ActorId, Hash},
    policy::{Permit, Read},
};
use satchel_protocol::{env::Env, problem::ErrorCode};
use satchel_server_store::{
    Tx,
    change::{self, Span},
    document::Document,
};

use crate::http::problem::Failure;

/// The authors of a document's changes. Names are the clinic's to tell: a patient gets none.
#[derive(Default)]
pub struct Log(BTreeMap<Hash, (Who, Times)>);

impl Log {
    /// Reads who wrote what, where something stands against something else; elsewhere nobody is named.
    /// # Errors
    /// A store failure, or `internal` for an envelope that cannot be read.
    pub async fn load(
        tx: &mut Tx,
        permit: &Permit<Read>,
        row: &Document,
        doc: &Doc,
    ) -> Result<Self, Failure> {
        if conflict::open(row.kind, doc).is_empty() || !DocType::is_crdt(row.kind) {
            return Ok(Self::default());
        }
        let span = Span { doc: row.doc, epoch: row.epoch, from_seq: 1, to_seq: row.head_seq };
        let mut known = BTreeMap::new();
        for item in change::list(tx, permit, &span).await? {
            let env = Env::decode(&item.env).map_err(|_| ErrorCode::Internal)?;
            let who = Who { device: item.device, user: env.user, role: env.role };
            let times = Times {
                claimed_at: item.claimed_at,
                not_before: env.beacon.map(|_| item.beacon_at),
                not_after: Some(item.received_at),
            };
            known.insert(item.hash, (who, times));
        }
        Ok(Self(known))
    }
}

impl Credits for Log {
    type Error = Failure;

    fn credit(&self, _: ActorId, change: Hash) -> Result<Credit, Failure> {
        let known = self.0.get(&change);
        Ok(Credit {
            who: known.map(|(who, _)| *who),
            name: None,
            times: known.map(|(_, times)| *times),
        })
    }
}
