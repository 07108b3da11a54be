//! Bugs put in on purpose, to see that the simulation finds them. None of them is in the product: each changes what the
//! harness does between device and server as a real bug would.

use anyhow::Result;
use satchel_core::{
    store::{StoreError, item, pending},
    sync::conversation::Carrier,
};
use satchel_protocol::{
    frame::{self, Splitter},
    sync::{Message, Position, Verdict, VerdictKind},
};

use crate::{device::Device, house::Answer};

/// A bug put in on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plant {
    /// The server says "accepted" of what it refused.
    FalseOk,
    /// A device takes an item out of its outbox when it sends it, not when the verdict comes.
    ForgottenItem,
    /// A device moves its token on and drops some of the news before it.
    LostNews,
    /// The server does not carry out that somebody left.
    UnheardLeave,
}

impl Plant {
    /// Every one, with its name.
    pub(crate) const ALL: &[(&str, Self)] = &[
        ("false-ok", Self::FalseOk),
        ("forgotten-item", Self::ForgottenItem),
        ("lost-news", Self::LostNews),
        ("unheard-leave", Self::UnheardLeave),
    ];

    /// The one with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, plant)| *plant)
    }

    /// What it does once a body is answered.
    pub(crate) fn after(
        self,
        device: &Device,
        carrier: Carrier,
        answer: &mut Answer,
    ) -> Result<()> {
        match (self, carrier) {
            (Self::FalseOk, Carrier::Push) => {
                say_ok(answer);
                Ok(())
            }
            (Self::ForgottenItem, Carrier::Push) => forget_one(device),
            (Self::LostNews, Carrier::Pull) => drop_news(device),
            _ => Ok(()),
        }
    }
}

fn say_ok(answer: &mut Answer) {
    let mut splitter = Splitter::default();
    splitter.push(&answer.bytes);
    let mut out = Vec::new();
    while let Ok(Some((mut message, _))) = splitter.next_frame() {
        if let Message::Verdicts(told) = &mut message {
            let refused = |v: &&mut Verdict| matches!(v.kind, VerdictKind::Reject { .. });
            for verdict in told.verdicts.iter_mut().filter(refused) {
                verdict.kind = VerdictKind::Ok { seq: 1, pos: Position::default(), result: None };
            }
        }
        out.extend(frame::encode(&message));
    }
    answer.bytes = out;
}

fn forget_one(device: &Device) -> Result<()> {
    let Some(first) = device.pending()?.first().map(|i| i.ctr) else { return Ok(()) };
    Ok(device.store()?.write(|tx| -> Result<(), StoreError> { pending::remove(tx, first) })?)
}

fn drop_news(device: &Device) -> Result<()> {
    let rows = device.rows()?;
    let Some(row) = rows.iter().find(|r| r.base_seq > 1) else { return Ok(()) };
    let (doc, upto) = (row.doc, row.base_seq);
    Ok(device.store()?.write(|tx| -> Result<(), StoreError> { item::forget(tx, doc, upto) })?)
}

#[cfg(test)]
mod tests {
    use super::Plant;

    #[test]
    fn each_is_found_by_its_name() {
        for (name, plant) in Plant::ALL {
            assert_eq!(Plant::named(name), Some(*plant));
        }
        assert_eq!(Plant::named("none"), None);
    }
}
