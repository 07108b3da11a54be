//! What happens at the server: people and devices that go, backups, documents that are rebuilt or erased.

use anyhow::{Result, anyhow};
use satchel_model::{
    document::DocType,
    id::{DocId, GroupId},
};
use satchel_protocol::{
    intent::RevokeReason,
    sync::{EpochReason, GrantReason},
};
use satchel_server::{
    App,
    auth::device as server_device,
    sync::epoch::{
        Asker, erase,
        turn::{Order, turn},
    },
};
use satchel_server_store::{
    Tx, device,
    grant::{self, GroupKind, Member},
    position,
};

use super::World;
use crate::{chance::Chance, device::Who, plant::Plant};

impl World {
    pub(super) fn revoke(&mut self, at: usize) -> Result<()> {
        // Somebody has to remain.
        if self.devices.iter().filter(|d| !d.revoked).count() <= 2 || self.device(at)?.revoked {
            return Ok(());
        }
        self.note(|| format!("device {at} is shut out"));
        let id = self.device(at)?.who.device;
        self.devices.iter_mut().filter(|d| d.who.device == id).for_each(|d| d.revoked = true);
        self.shut_out()
    }

    /// Shuts out, at the server, every device that is to be out.
    fn shut_out(&self) -> Result<()> {
        let out: Vec<_> = self.devices.iter().filter(|d| d.revoked).map(|d| d.who.device).collect();
        self.house.with(async |app: &App| {
            for id in out {
                let mut tx = app.store.begin().await?;
                match server_device::shut_out(app, &mut tx, id, RevokeReason::Lost, None).await {
                    Ok(()) => tx.commit().await?,
                    // It is out already.
                    Err(_) => tx.rollback().await?,
                }
            }
            Ok(())
        })
    }

    /// What a password that is right does for a device whose numbers forked.
    pub(super) fn signed_in(&self, at: usize) -> Result<()> {
        let id = self.device(at)?.who.device;
        self.house.with(async |app: &App| {
            let mut tx = app.store.begin().await?;
            device::unblock(&mut tx, id).await?;
            Ok(tx.commit().await?)
        })
    }

    pub(super) fn leave(&mut self, at: usize) -> Result<()> {
        let who = self.device(at)?.who;
        if !who.role.is_staff() || !self.ledger.away.insert(who.user) {
            return Ok(());
        }
        self.note(|| format!("the person of device {at} leaves the clinic's audience"));
        if self.plant == Some(Plant::UnheardLeave) {
            return Ok(());
        }
        self.set_member(&who, false)
    }

    pub(super) fn join(&mut self, at: usize) -> Result<()> {
        let who = self.device(at)?.who;
        if !self.ledger.away.remove(&who.user) {
            return Ok(());
        }
        self.note(|| format!("the person of device {at} comes back"));
        self.set_member(&who, true)
    }

    /// Puts a person into the clinic's audience or takes them out of it, if they are not there or out yet.
    fn set_member(&self, who: &Who, wanted: bool) -> Result<()> {
        self.house.with(async |app: &App| {
            let mut tx = app.store.begin().await?;
            let group = clinic(app, &mut tx).await?;
            let held = grant::memberships(&mut tx, who.user, app.now()).await?;
            let is_in = held.iter().any(|(member, _)| member.group == group);
            let pos = position::take(&mut tx, 1).await?.first().copied().unwrap_or_default();
            match (is_in, wanted) {
                (true, false) => {
                    grant::remove_member(&mut tx, group, who.user, pos, app.now()).await?;
                }
                (false, true) => {
                    let (user, role, since) = (who.user, who.role, app.now());
                    let member = Member { group, user, role, since, until: None, since_pos: pos };
                    grant::add_member(&mut tx, &member, GrantReason::Team).await?;
                }
                (true, true) | (false, false) => return Ok(()),
            }
            Ok(tx.commit().await?)
        })
    }

    pub(super) fn backup(&mut self) -> Result<()> {
        self.note(|| "the server's data is copied away".to_owned());
        self.has_backup = true;
        let to = self.folder.join("backup");
        self.house.backup(&to)
    }

    pub(super) fn restore(&mut self) -> Result<()> {
        // What was erased stays erased: its keys are gone, and people see to the rest.
        if !self.has_backup || !self.ledger.erased.is_empty() {
            return Ok(());
        }
        self.note(|| "the server's data is put back".to_owned());
        self.put_back = true;
        self.ledger.forget_said();
        self.devices.iter_mut().for_each(|d| d.back.clear());
        let from = self.folder.join("backup");
        self.house.put_back(&from)?;
        // People see to it that who was out is out.
        self.shut_out()?;
        for device in self.devices.iter().filter(|d| d.who.role.is_staff()) {
            self.set_member(&device.who, !self.ledger.away.contains(&device.who.user))?;
        }
        Ok(())
    }

    /// A document that somebody asked for; the server may not have it yet.
    fn some_doc(&self, chance: &Chance) -> Option<DocId> {
        let made = self.ledger.docs.iter();
        let docs: Vec<DocId> =
            made.filter(|(_, m)| m.kind != DocType::Directory).map(|(doc, _)| *doc).collect();
        chance.pick(&docs).copied()
    }

    pub(super) fn compact(&mut self, chance: &Chance) -> Result<()> {
        let Some(doc) = self.some_doc(chance) else { return Ok(()) };
        let done = self.house.with(async |app: &App| {
            let order = Order::of(doc, EpochReason::Compaction);
            // Refused while a decision is open, and for a document that is not there.
            Ok(turn(app, &order).await.map(|turned| turned.epoch).map_err(|f| f.code().word()))
        })?;
        self.note(|| format!("{doc} is rebuilt: {done:?}"));
        Ok(())
    }

    pub(super) fn erase(&mut self, chance: &Chance) -> Result<()> {
        let Some(doc) = self.some_doc(chance) else { return Ok(()) };
        let done = self
            .house
            .with(async |app: &App| Ok(erase::erase(app, doc, &Asker::default()).await.is_ok()))?;
        if done {
            self.note(|| format!("{doc} is erased"));
            self.ledger.erased.insert(doc);
        }
        Ok(())
    }
}

async fn clinic(app: &App, tx: &mut Tx) -> Result<GroupId> {
    let found = grant::find_group(tx, app.keys.tenant, GroupKind::Clinic).await?;
    found.ok_or_else(|| anyhow!("a clinic without an audience"))
}
