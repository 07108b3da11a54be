//! Who is in: joining a clinic, opening and closing the vault, talking to the server about logins.
//!
//! A vault is a folder `vaults/<id>` with the slot file `keyslots.cbor`, the store `store.db` and a bare count of
//! unsent changes `unsent`. One person on one machine has one. Keys exist between unlock and lock only.
pub mod api;
pub mod enrol;
pub mod place;
pub mod refresh;
mod salvage;
pub mod unlock;

use crate::{
    author::Author,
    error::CoreError,
    store::{Store, cursor, identity},
};
use api::Pin;
use satchel_model::{
    id::{PublicKey, VaultId},
    time::Timestamp,
};
use satchel_protocol::command::reply::Me;
use std::sync::Arc;

/// An open vault.
#[derive(Clone)]
pub struct Unlocked {
    /// The vault.
    pub vault: VaultId,
    /// Its store.
    pub store: Arc<Store>,
    /// Who acts.
    pub author: Arc<Author>,
    /// The server of the enrolment.
    pub pin: Pin,
    /// The tenant's public key.
    pub tenant_key: PublicKey,
    /// The person's sign-in name.
    pub login: String,
    /// Held while tokens are traded: a refresh token that is used twice ends the session for good.
    pub(crate) trading: Arc<tokio::sync::Mutex<()>>,
}

impl Unlocked {
    /// The session over an open store that holds an enrolment.
    ///
    /// # Errors
    /// [`CoreError::NotJoined`] if it holds none.
    pub fn over(vault: VaultId, store: Store) -> Result<Self, CoreError> {
        let held = store.read(identity::find)?.ok_or(CoreError::NotJoined)?;
        let author = Author::of(&held).map_err(|_| CoreError::Internal("stored identity"))?;
        Ok(Self {
            vault,
            store: Arc::new(store),
            author: Arc::new(author),
            pin: Pin { address: held.server, spki: held.spki },
            tenant_key: held.tenant_key,
            login: held.login,
            trading: Arc::default(),
        })
    }

    /// The person, as shown.
    #[must_use]
    pub fn me(&self) -> Me {
        Me {
            user: self.author.user,
            name: self.author.label.clone(),
            role: self.author.role.name().to_owned(),
            patient: self.author.patient,
            vault: self.vault,
            device: self.author.device,
        }
    }

    /// Whether the lease lasts at `now`. Server time seen counts if the device's clock stands before it.
    ///
    /// # Errors
    /// [`CoreError::LeaseOver`] past it.
    pub fn check_lease(&self, now: Timestamp) -> Result<(), CoreError> {
        let place = self.store.read(cursor::get)?;
        let latest = now.max(place.beacon_at);
        if latest > place.lease_until { Err(CoreError::LeaseOver) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
