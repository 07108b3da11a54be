//! What every handler and task of the server shares, and the only place that chooses implementations.
use std::sync::Arc;

use satchel_model::{
    entropy::Entropy,
    time::{Clock, Timestamp},
};
use satchel_server_store::Store;

use crate::{
    auth::password::Hashing, config::Settings, http::rate::Rates, keys::ServerKeys,
    place::ServerPlace, setup::SetupCode, sync::live::Registry, task::Tasks,
};

/// The shared state of one server process, handed to handlers as [`App`].
///
/// Holds nothing that another node would need: bounded caches, connections and keys only.
pub struct State {
    /// Tables on SQLite or PostgreSQL.
    pub store: Store,
    /// Where "now" comes from.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub entropy: Arc<dyn Entropy>,
    /// Tenant id, signing key, key-encryption key, token key and pepper.
    pub keys: ServerKeys,
    /// Bounds and site settings that IT may set.
    pub limits: Settings,
    /// Open live sockets, for pokes.
    pub live: Registry,
    /// Background work, joined at shutdown.
    pub tasks: Tasks,
    /// Request counters per address, account and device.
    pub rates: Rates,
    /// The bounded password hasher.
    pub hashing: Hashing,
    /// The address and key hash that invitations carry.
    pub place: ServerPlace,
    /// The one-time code that makes the first administrator.
    pub setup: SetupCode,
}

/// How handlers hold the state.
pub type App = Arc<State>;

impl State {
    /// The current moment by the server's clock.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
