//! What must hold once nothing moves any more: the server's tables, every device, and the reference, side by side.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use satchel_core::store::{
    StoreError,
    document::{self, DocRow},
    load,
    pending::PendingState,
};
use satchel_model::{
    crdt::Doc,
    document::{self as model, DocType},
    id::{DeviceId, DocId, Hash, ItemId},
};
use satchel_protocol::{
    env::{self, ItemKind},
    sync::DocState,
};
use satchel_server::App;

use crate::{
    broken::hold,
    chance::Chance,
    device::Device,
    ledger::{Command, writes},
    template::Template,
    truth::{self, Held, Truth},
    work::Fact,
    world::World,
};

/// Whether an item in this state has no verdict yet.
pub(crate) const fn waits(state: PendingState) -> bool {
    matches!(state, PendingState::Saved | PendingState::Dead | PendingState::Again)
}

/// Whether a device has items without a verdict.
pub(crate) fn unsent(device: &Device) -> Result<bool> {
    Ok(device.pending()?.iter().any(|i| waits(i.state)))
}

/// What a device saved and nobody refused is seen on it.
pub(crate) fn own_writes(world: &World, at: usize) -> Result<()> {
    let device = world.device(at)?;
    let live = |state| matches!(state, PendingState::Saved | PendingState::Sent(_));
    let mine: BTreeSet<Hash> = device
        .pending()?
        .iter()
        .filter(|i| live(i.state))
        .map(|i| env::cmd_hash(&i.command))
        .collect();
    let rows: BTreeMap<DocId, DocRow> =
        device.rows()?.into_iter().map(|row| (row.doc, row)).collect();
    for command in world.ledger.commands.iter().filter(|c| mine.contains(&c.cmd_hash)) {
        let Some(row) = fact_doc(&command.fact).and_then(|doc| rows.get(&doc)) else { continue };
        hold(stands(device, row, &command.fact, Device::working)?, "I13", || {
            format!("device {at} saved {} and does not show it", told(command))
        })?;
    }
    Ok(())
}

const fn fact_doc(fact: &Fact) -> Option<DocId> {
    match fact {
        Fact::Value { doc, .. } | Fact::Text { doc, .. } | Fact::Entry { doc, .. } => Some(*doc),
        Fact::None => None,
    }
}

/// Whether what a command should leave behind is there, in the document as `load` makes it.
fn stands(
    device: &Device,
    row: &DocRow,
    fact: &Fact,
    load: fn(&Device, &DocRow) -> Result<Doc, StoreError>,
) -> Result<bool> {
    let loaded = || load(device, row).context("a document of the device does not load");
    Ok(match fact {
        Fact::None => true,
        Fact::Value { path, value, .. } => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            loaded()?.value(&path).is_some_and(|v| v.as_str() == Some(value))
        }
        Fact::Text { path, part, .. } => {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            loaded()?.text(&path).is_some_and(|text| text.contains(part.as_str()))
        }
        Fact::Entry { item, .. } => {
            let entries = device.store()?.read(|read| load::entries(read, row))?;
            entries.iter().any(|e| holds(&e.value, *item))
        }
    })
}

fn holds(bytes: &[u8], item: ItemId) -> bool {
    bytes.windows(16).any(|w| w == item.as_bytes())
}

fn told(command: &Command) -> String {
    format!("{} {} in {:?}", command.word, command.cmd_hash, command.docs)
}

/// Checks everything. The witness is a device that has seen nothing so far and now gets the whole.
pub(crate) fn all(world: &mut World, template: &Template) -> Result<()> {
    let truth = read(world)?;
    for held in truth.docs.values() {
        log(world, held)?;
    }
    let known: BTreeSet<Hash> = truth.accepted.iter().map(|(hash, ..)| *hash).collect();
    let logs = truth.docs.values().flat_map(|held| &held.log);
    let rewritten: BTreeSet<Hash> =
        logs.filter_map(|item| item.env.as_ref()?.rebased_from).collect();
    let mut aside = BTreeSet::new();
    for device in &world.devices {
        aside.extend(device.quarantine()?.iter().map(|q| q.hash));
    }
    for (hash, device) in &world.ledger.acknowledged {
        // A server that was put back gets from its devices what it lacks: from those that still may, and still have it.
        let can = |d: &Device| {
            let may = !d.revoked && !d.split && !world.ledger.away.contains(&d.who.user);
            d.who.device == *device && may
        };
        let excused = world.put_back && !world.devices.iter().any(can);
        // What only an incarnation had that was lost with it is carried out again, or shown to its person.
        let anew = world.put_back && (rewritten.contains(hash) || aside.contains(hash));
        let gone = excused || anew || !world.ledger.erased.is_empty();
        hold(gone || known.contains(hash), "I1", || format!("{hash} was accepted and is gone"))?;
    }
    let accepted = fates(world, &truth)?;
    for at in 0..world.devices.len() {
        if !world.device(at)?.revoked {
            replica(world, at, &truth)?;
            world.look(at)?;
        }
    }
    witness(world, template, &truth, &accepted)?;
    // The witness may have sent what it audits.
    let truth = read(world)?;
    again(world, &truth)
}

fn read(world: &World) -> Result<Truth> {
    let devices: BTreeSet<DeviceId> = world.devices.iter().map(|d| d.who.device).collect();
    world.house.with(async |app: &App| truth::read(app, &devices).await)
}

/// I2, I3, I7 over one document's log.
fn log(world: &World, held: &Held) -> Result<()> {
    let (row, kind) = (&held.row, held.row.kind);
    let mut known: BTreeSet<Hash> = BTreeSet::new();
    let mut numbers = BTreeSet::new();
    if kind.is_crdt() && row.epoch == 0 {
        known.extend(model::genesis(kind, row.doc, row.epoch).heads());
    }
    for (place, item) in (1..).zip(&held.log) {
        // A later epoch begins where its saved document ends.
        hold(row.epoch > 0 || item.seq == place, "I2", || {
            format!("{}: {} after {place}", row.doc, item.seq)
        })?;
        if let Some(header) = &item.header {
            let orphan = header.deps.iter().find(|d| !known.contains(d));
            // A later epoch begins with a saved document whose inside is not in the log.
            hold(row.epoch > 0 || orphan.is_none(), "I2", || {
                format!("{} of {} builds on {orphan:?}, which is not there", item.hash, row.doc)
            })?;
            known.insert(item.hash);
            hold(numbers.insert((item.epoch, header.actor, header.seq)), "I3", || {
                format!("{:?} {} twice in {}", header.actor, header.seq, row.doc)
            })?;
        }
        let author = item.env.as_ref().and_then(|env| {
            world.devices.iter().find(|d| d.who.device == env.device).map(|d| d.who)
        });
        let Some(author) = author else { continue };
        hold(writes(author.role, kind), "I7", || {
            format!("{:?} wrote {} into {kind:?} {}", author.role, item.hash, row.doc)
        })?;
    }
    Ok(())
}

/// I8: every command is accepted, waits in sight, or lies in quarantine or review. Answers those accepted.
fn fates(world: &World, truth: &Truth) -> Result<BTreeSet<Hash>> {
    let mut accepted: BTreeMap<Hash, Vec<DocId>> = BTreeMap::new();
    for (_, doc, command) in truth.accepted.iter().filter(|(_, _, c)| *c != Hash::ZERO) {
        accepted.entry(*command).or_default().push(*doc);
    }
    let review: BTreeSet<Hash> = truth.review.iter().copied().collect();
    let (mut aside, mut waiting) = (BTreeSet::new(), BTreeSet::new());
    for (at, device) in world.devices.iter().enumerate() {
        let id = device.who.device;
        aside.extend(device.quarantine()?.iter().map(|q| (id, env::cmd_hash(&q.command))));
        for item in device.pending()?.iter().filter(|i| i.state != PendingState::Dead) {
            if item.kind == ItemKind::Intent || item.command.is_empty() {
                continue;
            }
            let fine =
                device.revoked || matches!(item.state, PendingState::Sent(_) | PendingState::Held);
            hold(fine, "I8", || format!("device {at} still waits with number {}", item.ctr))?;
            waiting.insert((id, env::cmd_hash(&item.command)));
        }
    }
    for command in &world.ledger.commands {
        let device = world.device(command.device)?;
        let key = (device.who.device, command.cmd_hash);
        let places = accepted.get(&command.cmd_hash).cloned().unwrap_or_default();
        one(command, &places, &world.ledger.erased)?;
        let (is_aside, waits) = (aside.contains(&key), waiting.contains(&key));
        let shown = is_aside || waits || review.contains(&command.cmd_hash);
        let erased = command.docs.iter().any(|doc| world.ledger.erased.contains(doc));
        // Whose device was shut out after the backup has nobody to send it again: that device is wiped.
        let lost = world.put_back && (device.split || device.revoked);
        let excused = command.undone || erased || lost;
        hold(excused || !places.is_empty() || shown, "I8", || {
            format!("device {} saved {}: it is nowhere", command.device, told(command))
        })?;
        hold(device.split || places.is_empty() || !is_aside, "I8", || {
            format!("{} was accepted and is shown as refused", told(command))
        })?;
    }
    Ok(accepted.into_keys().collect())
}

/// A command takes effect once, in all its documents or in none; a forbidden one in none.
fn one(command: &Command, places: &[DocId], erased: &BTreeSet<DocId>) -> Result<()> {
    let (mut got, mut want) = (places.to_vec(), command.docs.clone());
    got.sort();
    want.sort();
    // An erased document takes its part of a batch along; a command may be carried out again in a new incarnation.
    want.retain(|doc| !erased.contains(doc));
    hold(got.is_empty() || got == want, "I12", || {
        format!("{} took effect in {got:?}", told(command))
    })?;
    hold(!command.forbidden || got.is_empty(), "I7", || {
        format!("{} was not its person's to give", told(command))
    })
}

/// I4, I5, I6: a device holds exactly what its person may see, as far as the server has it.
fn replica(world: &World, at: usize, truth: &Truth) -> Result<()> {
    let device = world.device(at)?;
    let rows: BTreeMap<DocId, DocRow> =
        device.rows()?.into_iter().map(|row| (row.doc, row)).collect();
    let filled = |r: &&DocRow| r.base_seq > 0 && r.state != document::DocState::Erased;
    for row in rows.values().filter(filled) {
        let may = world.ledger.may_see(&device.who, row.doc);
        hold(may == Some(true), "I6", || {
            format!("device {at} holds {}, which is not for {:?}", row.doc, device.who.role)
        })?;
    }
    let there =
        truth.docs.values().filter(|h| h.row.head_seq > 0 && h.row.state != DocState::Erased);
    for held in there {
        let told = &held.row;
        if world.ledger.may_see(&device.who, told.doc) != Some(true) {
            continue;
        }
        let row = rows.get(&told.doc);
        let here = row.map(|r| (r.epoch, r.base_seq));
        hold(here == Some((told.epoch, told.head_seq)), "I5", || {
            format!("device {at} has {} at {here:?}, the server at {}", told.doc, told.head_seq)
        })?;
        let Some(row) = row else { continue };
        hold(row.fp == Some(told.fp), "I4", || format!("device {at}: {} differs", told.doc))?;
        if told.kind.is_crdt() {
            let base = device.base(row);
            let same = base.as_ref().is_ok_and(|doc| doc.heads() == told.heads);
            hold(same, "I4", || format!("device {at}: {} {:?}", told.doc, base.err()))?;
        }
        let entries = device.store()?.read(|read| load::entries(read, row))?;
        let here = entries.iter().filter(|e| e.seq.is_some()).count();
        let there = held.log.iter().filter(|l| l.kind == ItemKind::Entry).count();
        hold(here == there, "I4", || {
            format!("device {at}: {here} of {there} entries of {}", told.doc)
        })?;
    }
    Ok(())
}

/// A fresh device that has seen nothing: what was accepted is there, and nothing else.
fn witness(
    world: &mut World,
    template: &Template,
    truth: &Truth,
    accepted: &BTreeSet<Hash>,
) -> Result<()> {
    let n = template.people.len() - 1;
    let who = *template.people.last().context("a clinic without people")?;
    let file = world.house_file("witness.db");
    std::fs::copy(template.store(n), &file)?;
    let keychain = template.keychains.get(n).copied().flatten();
    let device = Device::open(who, file, keychain, 9)?;
    world.devices.push(device);
    let at = world.devices.len() - 1;
    for turn in 0..4 {
        world.house.clock.advance(361_000);
        world.sync(at, &Chance::new(turn))?;
    }
    replica(world, at, truth)?;
    let device = world.device(at)?;
    let mut goals: BTreeMap<DocId, BTreeSet<String>> = BTreeMap::new();
    for command in world.ledger.commands.iter().filter(|c| accepted.contains(&c.cmd_hash)) {
        let Some(id) = fact_doc(&command.fact) else { continue };
        if world.ledger.erased.contains(&id) {
            continue;
        }
        if let Fact::Value { path: [root, item, _], .. } = &command.fact
            && root == "goals"
        {
            goals.entry(id).or_default().insert(item.clone());
        }
        let row = device.rows()?.into_iter().find(|r| r.doc == id);
        let row = row.with_context(|| format!("the witness lacks {id}"))?;
        hold(stands(device, &row, &command.fact, Device::base)?, "I1", || {
            format!("{} was accepted and is not in the record", told(command))
        })?;
    }
    let charts = truth.docs.values().filter(|h| {
        h.row.kind == DocType::Chart && h.row.head_seq > 0 && h.row.state != DocState::Erased
    });
    for held in charts {
        let row = device.rows()?.into_iter().find(|r| r.doc == held.row.doc);
        let row = row.with_context(|| format!("the witness lacks {}", held.row.doc))?;
        let want = goals.remove(&row.doc).unwrap_or_default();
        let got: BTreeSet<String> = device.base(&row)?.keys(&["goals"]).into_iter().collect();
        hold(got == want, "I7", || format!("{}: goals {got:?}, given {want:?}", row.doc))?;
    }
    Ok(())
}

/// I12: whatever was sent may come again, any number of times, and nothing changes.
fn again(world: &mut World, before: &Truth) -> Result<()> {
    // A server that was put back has not seen all of them.
    let sent: Vec<_> = world.sent.iter().filter(|_| !world.put_back).cloned().collect();
    for (at, carrier, body) in sent.iter().rev().chain(&sent) {
        // A body is taken only while the moment that it names is near.
        let away = at.since(world.house.now());
        world.house.clock.advance(away);
        world.house.answer(*carrier, body.clone())?;
        world.house.clock.advance(-away);
    }
    let after = read(world)?;
    hold(truth::digest(before) == truth::digest(&after), "I12", || {
        "the server's state is another one after old bodies came again".to_owned()
    })
}
