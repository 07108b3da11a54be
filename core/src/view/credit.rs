//! Who stands behind the values of a document, looked up in the store.
use crate::{
    author::Author,
    store::{Read, StoreError, actor, actor::Who, directory, document::DocRow, item, peer},
};
use satchel_model::{
    document::rows::{self, Credit, Credits, Times},
    id::{ActorId, DeviceId, DocId, Hash, TenantId},
};
use std::{cell::RefCell, collections::BTreeMap};

/// Who stands behind the actors of one document.
pub struct Authors<'a> {
    read: &'a Read<'a>,
    doc: DocId,
    tenant: TenantId,
    known: BTreeMap<ActorId, Who>,
    names: RefCell<BTreeMap<DeviceId, String>>,
}

impl<'a> Authors<'a> {
    /// The authors of a document: those the server told, and ourselves under every actor we had here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn load(read: &'a Read<'a>, author: &Author, row: &DocRow) -> Result<Self, StoreError> {
        let mut known: BTreeMap<ActorId, Who> = actor::list(read, row.doc)?.into_iter().collect();
        let own = Who { device: author.device, user: author.user, role: author.role.code() };
        for n in 0..=actor::epoch(read, row.doc, row.epoch)? {
            known.insert(author.actor(row.doc, row.epoch, n), own);
        }
        let (doc, tenant) = (row.doc, author.tenant);
        Ok(Self { read, doc, tenant, known, names: RefCell::default() })
    }

    /// The name of a person, if the clinic told it. Our own is no exception: two devices that hold the same show the
    /// same.
    fn name(&self, who: &Who) -> Result<Option<String>, StoreError> {
        if let Some(name) = self.names.borrow().get(&who.device) {
            return Ok(Some(name.clone()));
        }
        let mut found = directory::name(self.read, self.tenant, who.user)?;
        if found.is_none() {
            found = peer::of_device(self.read, who.device)?.map(|(_, label)| label);
        }
        if found.is_none() {
            found = peer::of_user(self.read, who.user)?;
        }
        if let Some(name) = &found {
            self.names.borrow_mut().insert(who.device, name.clone());
        }
        Ok(found)
    }
}

impl Credits for Authors<'_> {
    type Error = StoreError;

    fn credit(&self, actor: ActorId, change: Hash) -> Result<Credit, StoreError> {
        let meta = item::meta_of(self.read, self.doc, change)?;
        // The item's own facts come first: an actor is told by name only with a whole document.
        let told = meta.map(|m| Who { device: m.device, user: m.user, role: m.role });
        let who = told.or_else(|| self.known.get(&actor).copied());
        let name = who.map(|who| self.name(&who)).transpose()?.flatten();
        Ok(Credit {
            who: who.map(|w| rows::Who { device: w.device, user: w.user, role: w.role }),
            name,
            times: meta.map(|m| Times {
                claimed_at: m.t_claim,
                not_before: m.beacon_at,
                not_after: m.received_at,
            }),
        })
    }
}
