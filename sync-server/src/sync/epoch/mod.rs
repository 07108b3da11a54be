//! Epochs: one mechanism for compaction, migration of the schema, rectification and erasure.
//!
//! [`turn::turn`] builds a document's next incarnation from its accepted state, proves that it shows what it should, and
//! puts it in the place of the old one under a new key; [`erase::erase`] ends a document for ever. [`rounds`] pulls the
//! triggers and destroys keys whose time has come; [`late`] carries out commands of devices too old for a new schema.
//! Devices learn of it through the ordinary feed and write anew what they had not sent.
//!
//! Order of an end: the new state is durable, then the key goes. The two stores share no transaction, so the table of
//! ended incarnations says which keys are still to be destroyed, and a round finds what a crash left over.
pub mod build;
pub mod erase;
pub mod late;
pub mod rounds;
pub mod shapes;
pub mod turn;

use satchel_model::{
    audit::{Event, Kind},
    id::{SessionId, UserId},
    role::Role,
};
use satchel_protocol::sync::EpochReason;
use satchel_server_store::document::Document;

use crate::{audit::leaf, state::State};

/// Who asks for an epoch, and why in words; the audit keeps both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asker {
    /// The person; none for a trigger.
    pub user: Option<UserId>,
    /// As what.
    pub role: Option<Role>,
    /// In which sign-in.
    pub session: Option<SessionId>,
    /// Why; needed from a person.
    pub why: Option<String>,
}

/// The leaf that tells of an epoch.
fn event(state: &State, kind: Kind, asker: &Asker, row: &Document, reason: EpochReason) -> Event {
    let mut event = leaf::event(state, kind);
    event.user = asker.user;
    event.role = asker.role.or(Some(Role::System));
    event.session = asker.session;
    event.reason.clone_from(&asker.why);
    event.code = Some(reason.word().to_owned());
    event.docs = vec![row.doc];
    event.doc_type = Some(row.kind);
    event.heads_before.clone_from(&row.heads);
    event
}
