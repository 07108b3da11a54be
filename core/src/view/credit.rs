//! Who stands behind the values of a document, looked up in the store.
use crate::{
    author::Author,
    store::{
        Read, StoreError, actor, actor::Who, directory, document::DocRow, item, peer, pending,
    },
};
use satchel_model::{
    document::rows::{self, Credit, Credits, Times},
    id::{ActorId, DeviceId, DocId, Hash, TenantId, UserId},
};
use std::{cell::RefCell, collections::BTreeMap};

/// Who stands behind the actors of one document.
pub struct Authors<'a> {
    read: &'a Read<'a>,
    doc: DocId,
    tenant: TenantId,
    known: BTreeMap<ActorId, Who>,
    names: RefCell<BTreeMap<(DeviceId, UserId), String>>,
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
        // Several people may write from one device, as on the server's own.
        let key = (who.device, who.user);
        if let Some(name) = self.names.borrow().get(&key) {
            return Ok(Some(name.clone()));
        }
        let mut found = directory::name(self.read, self.tenant, who.user)?;
        if found.is_none() {
            let owner = peer::of_device(self.read, who.device)?;
            found = owner.filter(|(user, _)| *user == who.user).map(|(_, label)| label);
        }
        if found.is_none() {
            found = peer::of_user(self.read, who.user)?;
        }
        if let Some(name) = &found {
            self.names.borrow_mut().insert(key, name.clone());
        }
        Ok(found)
    }
}

impl Authors<'_> {
    /// The moments of a change that waits on this device: nothing bounds them but its own clock.
    fn own(&self, change: Hash) -> Result<Option<Times>, StoreError> {
        let own = pending::by_hash(self.read, self.doc, change)?;
        Ok(own.map(|item| Times { claimed_at: item.at, not_before: None, not_after: None }))
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
            times: match meta {
                Some(m) => Some(Times {
                    claimed_at: m.t_claim,
                    not_before: m.beacon_at,
                    not_after: m.received_at,
                }),
                None => self.own(change)?,
            },
        })
    }
}
