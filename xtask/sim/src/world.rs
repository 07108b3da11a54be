//! A run: one server, some devices, a bad network between them, and time that passes only when a step says so.

use std::{
    collections::{BTreeMap, VecDeque},
    path::PathBuf,
};

use crate::{
    broken::hold,
    chance::Chance,
    device::{Device, Saved, Who},
    house::{Answer, House},
    ledger::{Command, Ledger, Made},
    plan::Step,
    plant::Plant,
    template::{self, Template},
    work::{self, Fact, Patient},
};
use anyhow::{Result, anyhow};
use satchel_core::sync::{Action, Input, Wake, conversation::Carrier, engine::Trouble};
use satchel_model::{
    document::{DocType, write::Write},
    id::DocId,
    role::Role,
    time::Timestamp,
};
use satchel_protocol::{
    frame::Splitter,
    problem::ErrorCode,
    sync::{Message, Verdict},
};

mod server;

/// Bodies that are remembered for coming again.
const SENT_MAX: usize = 24;
/// Connections of one look-up.
const OPENS_MAX: usize = 40;
/// Rounds after which a fleet that is left alone must be at rest.
const ROUNDS_MAX: usize = 60;
/// Time between two rounds: longer than the longest wait after a failure.
const ROUND_MS: i64 = 361_000;

/// One run.
#[expect(clippy::struct_excessive_bools, reason = "what is true of a run, each by itself")]
pub(crate) struct World {
    folder: PathBuf,
    pub(crate) house: House,
    pub(crate) devices: Vec<Device>,
    pub(crate) ledger: Ledger,
    pub(crate) patients: Vec<Patient>,
    late: VecDeque<(Carrier, Vec<u8>)>,
    pub(crate) sent: VecDeque<(Timestamp, Carrier, Vec<u8>)>,
    /// The server's data was put back to an older state.
    pub(crate) put_back: bool,
    has_backup: bool,
    /// Nothing goes wrong any more.
    calm: bool,
    /// Something came up or down since this was last looked at.
    moved: bool,
    plant: Option<Plant>,
    /// What happened, for people.
    pub(crate) history: Vec<String>,
}

impl World {
    /// A run over a copy of `template`, in `folder`.
    pub(crate) fn new(
        template: &Template,
        folder: PathBuf,
        seed: u64,
        (devices, plant): (usize, Option<Plant>),
    ) -> Result<Self> {
        let server = folder.join("server");
        template::copy(&template.server(), &server)?;
        private(&server)?;
        let house = House::open(server, template.now, seed)?;
        let mut all = Vec::new();
        for (n, who) in template.people.iter().enumerate().take(devices) {
            let file = folder.join(format!("{n}.db"));
            std::fs::copy(template.store(n), &file)?;
            let seed = seed.wrapping_mul(1_000).wrapping_add(n as u64);
            let keychain = template.keychains.get(n).copied().flatten();
            all.push(Device::open(*who, file, keychain, seed)?);
        }
        let ledger = Ledger::over(template.docs.clone());
        let mut world = Self::over(folder, house, all, ledger);
        world.patients.clone_from(&template.patients);
        world.plant = plant;
        Ok(world)
    }

    /// A run over what is there.
    pub(crate) fn over(
        folder: PathBuf,
        house: House,
        devices: Vec<Device>,
        ledger: Ledger,
    ) -> Self {
        Self {
            folder,
            house,
            devices,
            ledger,
            patients: Vec::new(),
            late: VecDeque::new(),
            sent: VecDeque::new(),
            put_back: false,
            has_backup: false,
            calm: false,
            moved: false,
            plant: None,
            history: Vec::new(),
        }
    }

    /// A file beside those of the run.
    pub(crate) fn house_file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Ends in order: what was asked for, and the time.
    pub(crate) fn end(mut self) -> (BTreeMap<DocId, Made>, Timestamp) {
        self.devices.iter_mut().for_each(Device::stop);
        self.house.close();
        (std::mem::take(&mut self.ledger.docs), self.house.now())
    }

    pub(crate) fn device(&self, at: usize) -> Result<&Device> {
        self.devices.get(at).ok_or_else(|| anyhow!("no device {at}"))
    }

    fn device_mut(&mut self, at: usize) -> Result<&mut Device> {
        self.devices.get_mut(at).ok_or_else(|| anyhow!("no device {at}"))
    }

    fn note(&mut self, what: impl FnOnce() -> String) {
        let line = format!("{} {}", self.house.now().rfc3339(), what());
        self.history.push(line);
    }

    /// Does one step.
    pub(crate) fn step(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Write { device, dice } => {
                self.write(self.copy_or(device, dice)?, &Chance::new(dice))
            }
            Step::Rogue { device, dice } => self.rogue(device, &Chance::new(dice)),
            Step::Sync { device, dice } => {
                self.sync(self.copy_or(device, dice)?, &Chance::new(dice))
            }
            Step::Pass { ms } => {
                self.house.clock.advance(ms);
                Ok(())
            }
            Step::Crash { device } => self.crash(device),
            Step::ServerCrash => {
                self.note(|| "the server dies and starts again".to_owned());
                self.house.crash()
            }
            Step::Skew { device, ms } => {
                self.note(|| format!("device {device}: its clock is {ms} ms off"));
                self.device_mut(device)?.skew_ms = ms;
                Ok(())
            }
            Step::Copy { device } => self.copy(device),
            Step::PutBack { device } => self.put_back(device),
            Step::Clone { device } => self.clone_of(device),
            Step::Revoke { device } => self.revoke(device),
            Step::Leave { device } => self.leave(device),
            Step::Join { device } => self.join(device),
            Step::Partition { device, ms } => {
                self.note(|| format!("device {device}: no link for {ms} ms"));
                let until = self.house.now().plus_millis(ms);
                self.device_mut(device)?.cut_until = until;
                Ok(())
            }
            Step::Late => match self.late.pop_front() {
                Some((carrier, body)) => {
                    self.note(|| "a lost body arrives".to_owned());
                    self.house.answer(carrier, body).map(drop)
                }
                None => Ok(()),
            },
            Step::Replay { dice } => self.replay(&Chance::new(dice)),
            Step::Backup => self.backup(),
            Step::Restore => self.restore(),
            Step::Compact { dice } => self.compact(&Chance::new(dice)),
            Step::Erase { dice } => self.erase(&Chance::new(dice)),
        }
    }

    /// The device, or now and then its copy on another machine.
    fn copy_or(&self, at: usize, dice: u64) -> Result<usize> {
        let id = self.device(at)?.who.device;
        let copy = self.devices.iter().rposition(|d| d.who.device == id);
        Ok(copy.filter(|_| dice.is_multiple_of(3)).unwrap_or(at))
    }

    fn write(&mut self, at: usize, chance: &Chance) -> Result<()> {
        let now = self.device(at)?.time(self.house.now());
        let Some(work) = work::think(self.device(at)?, chance, now)? else {
            self.note(|| format!("device {at} shows nothing to write about"));
            return Ok(());
        };
        self.give(at, &work.write, &work.fact)
    }

    /// A person gives a command on a device.
    pub(crate) fn give(&mut self, at: usize, write: &Write, fact: &Fact) -> Result<()> {
        let device = self.device(at)?;
        let saved = device.write(write, device.time(self.house.now()))?;
        self.record(at, write, fact, saved, false);
        Ok(())
    }

    fn rogue(&mut self, at: usize, chance: &Chance) -> Result<()> {
        let device = self.device(at)?;
        if matches!(device.who.role, Role::Doctor | Role::Nurse) {
            return Ok(());
        }
        let Some(patient) = chance.pick(&self.patients).copied() else { return Ok(()) };
        let now = device.time(self.house.now());
        let write = work::forbidden(device, patient, now)?;
        let saved = device.force(&write, now)?;
        self.record(at, &write, &Fact::None, saved, true);
        Ok(())
    }

    fn record(&mut self, at: usize, write: &Write, fact: &Fact, saved: Saved, forbidden: bool) {
        for asked in saved.asked {
            let Some(kind) = DocType::from_code(asked.doc_type) else { continue };
            let made = Made { kind, patient: asked.patient, audience: asked.audience };
            self.ledger.docs.entry(asked.doc).or_insert(made);
        }
        let word = write.name();
        if let Some(why) = &saved.refused {
            self.note(|| format!("device {at}: {word} is refused on the spot: {why}"));
        }
        if let [only] = saved.commands.as_slice() {
            let n = self.ledger.commands.len();
            let docs = only.docs.clone();
            self.note(|| format!("device {at}: command {n} {word} {docs:?}"));
        }
        for command in saved.commands {
            self.ledger.commands.push(Command {
                device: at,
                word,
                cmd_hash: command.cmd_hash,
                docs: command.docs,
                fact: fact.clone(),
                undone: false,
                forbidden,
            });
        }
    }

    fn crash(&mut self, at: usize) -> Result<()> {
        self.note(|| format!("device {at} dies and starts again"));
        self.device_mut(at)?.restart()?;
        self.look(at)
    }

    /// Lets a device look up and do what it wants to do.
    pub(crate) fn sync(&mut self, at: usize, chance: &Chance) -> Result<()> {
        let why = [Wake::Timer, Wake::NewWork, Wake::Asked, Wake::Online, Wake::Resume];
        let why = if self.calm { Wake::Timer } else { *chance.pick(&why).unwrap_or(&Wake::Timer) };
        let mut actions: VecDeque<Action> = self.handle(at, &Input::Wake(why))?.into();
        for _ in 0..OPENS_MAX * 20 {
            let Some(action) = actions.pop_front() else { break };
            match action {
                Action::Open { conn, carrier, body } => {
                    let answer = self.carry(at, carrier, body, chance)?;
                    match self.deliver(at, conn, &answer.bytes, chance)? {
                        Some(more) => actions.extend(more),
                        // It died on the way.
                        None => return Ok(()),
                    }
                    let ended = Input::Ended { conn, trouble: answer.trouble };
                    actions.extend(self.handle(at, &ended)?);
                }
                Action::Refresh => {
                    let none = Input::Unrefreshed(ErrorCode::Unauthenticated);
                    actions.extend(self.handle(at, &none)?);
                }
                Action::Close { .. } | Action::Tell(_) => {}
            }
        }
        if chance.percent(20) { self.look(at) } else { Ok(()) }
    }

    fn handle(&mut self, at: usize, input: &Input<'_>) -> Result<Vec<Action>> {
        let server = self.house.now();
        let device = self.device_mut(at)?;
        let now = device.time(server);
        device.handle(input, now)
    }

    /// Feeds an answer in pieces; none if the device died on the way.
    fn deliver(
        &mut self,
        at: usize,
        conn: u32,
        answer: &[u8],
        chance: &Chance,
    ) -> Result<Option<Vec<Action>>> {
        let size = if self.calm { answer.len().max(1) } else { 1 + chance.index(4_000) };
        let mut out = Vec::new();
        for bytes in answer.chunks(size) {
            if !self.calm && chance.percent(2) {
                self.crash(at)?;
                return Ok(None);
            }
            out.extend(self.handle(at, &Input::Bytes { conn, bytes })?);
        }
        Ok(Some(out))
    }

    /// The network: bodies are lost, doubled, late; answers are cut anywhere; the server dies before it has answered.
    fn carry(
        &mut self,
        at: usize,
        carrier: Carrier,
        body: Vec<u8>,
        chance: &Chance,
    ) -> Result<Answer> {
        let nothing = || Answer { bytes: Vec::new(), trouble: Some(offline()) };
        if carrier == Carrier::Live || self.device(at)?.cut_until > self.house.now() {
            return Ok(nothing());
        }
        if !self.calm && chance.percent(13) {
            if chance.percent(40) {
                self.late.push_back((carrier, body));
            }
            return Ok(nothing());
        }
        if !self.calm {
            if self.sent.len() >= SENT_MAX {
                self.sent.pop_front();
            }
            self.sent.push_back((self.house.now(), carrier, body.clone()));
        }
        if !self.calm && chance.percent(8) {
            self.house.answer(carrier, body.clone())?;
        }
        let plant = self.plant.filter(|_| !self.calm);
        let mut answer = self.answered(at, carrier, body, plant)?;
        if !self.calm && chance.percent(3) {
            self.note(|| "the server dies before its answer arrives".to_owned());
            self.house.crash()?;
            return Ok(nothing());
        }
        if !self.calm && chance.percent(12) {
            answer.bytes.truncate(chance.index(answer.bytes.len() + 1));
            answer.trouble = Some(offline());
        }
        self.watch(at, &answer.bytes)?;
        let trouble = answer.trouble.map(|t| t.code.word());
        let count = answer.bytes.len();
        self.note(|| format!("device {at}: {carrier:?}, {count} bytes back, {trouble:?}"));
        Ok(answer)
    }

    fn answered(
        &self,
        at: usize,
        carrier: Carrier,
        body: Vec<u8>,
        plant: Option<Plant>,
    ) -> Result<Answer> {
        let mut answer = self.house.answer(carrier, body)?;
        if let Some(plant) = plant {
            plant.after(self.device(at)?, carrier, &mut answer)?;
        }
        Ok(answer)
    }

    /// Looks at what reaches a device: verdicts that change, content that is not for its person.
    fn watch(&mut self, at: usize, bytes: &[u8]) -> Result<()> {
        let who = self.device(at)?.who;
        let mut splitter = Splitter::default();
        splitter.push(bytes);
        while let Ok(Some((message, _))) = splitter.next_frame() {
            match message {
                Message::Verdicts(told) => {
                    self.moved |= !told.verdicts.is_empty();
                    told.verdicts.iter().try_for_each(|v| self.hear(at, &who, v))?;
                }
                Message::Document(told) => {
                    self.moved = true;
                    let may = self.ledger.may_see(&who, told.doc);
                    let why =
                        || format!("{:?} of device {at} is sent {} ({may:?})", who.role, told.doc);
                    hold(may == Some(true), "I6", why)?;
                }
                Message::Grant(_) | Message::Revoke(_) => self.moved = true,
                _ => {}
            }
        }
        Ok(())
    }

    fn hear(&mut self, at: usize, who: &Who, verdict: &Verdict) -> Result<()> {
        let changed = self.ledger.hear(who.device, verdict);
        hold(changed.is_none(), "I9", || changed.unwrap_or_default())?;
        let kind = verdict.kind.error_code().map_or("accepted", ErrorCode::word);
        self.note(|| format!("device {at}: number {} {kind}", verdict.ctr));
        Ok(())
    }

    /// Reads never go back, and what this device saved and nobody refused is seen on it.
    pub(crate) fn look(&mut self, at: usize) -> Result<()> {
        let put_back = self.put_back;
        let device = self.device_mut(at)?;
        let rows = device.rows()?;
        let mut seen = BTreeMap::new();
        for row in &rows {
            let here = (row.epoch, row.base_seq);
            let before = device.seen.get(&row.doc).copied().unwrap_or_default();
            let fine = here >= before || (put_back && device.back.insert(row.doc));
            hold(fine, "I13", || {
                format!("device {at} has {} at {here:?} after {before:?}", row.doc)
            })?;
            seen.insert(row.doc, here);
        }
        device.seen = seen;
        crate::check::own_writes(self, at)
    }

    fn copy(&mut self, at: usize) -> Result<()> {
        let to = self.folder.join(format!("copy-{at}.db"));
        let given = self.ledger.commands.len();
        self.note(|| format!("device {at}: its store is copied away"));
        let device = self.device_mut(at)?;
        device.copy_to(&to)?;
        device.copy = Some((to, given));
        Ok(())
    }

    fn put_back(&mut self, at: usize) -> Result<()> {
        let Some((from, given)) = self.device(at)?.copy.clone() else { return Ok(()) };
        self.note(|| format!("device {at}: the copy of its store is put back"));
        let device = self.device_mut(at)?;
        device.put_back(&from)?;
        device.split = true;
        let later = self.ledger.commands.iter_mut().skip(given);
        later.filter(|c| c.device == at).for_each(|c| c.undone = true);
        Ok(())
    }

    fn clone_of(&mut self, at: usize) -> Result<()> {
        let Some((from, _)) = self.device(at)?.copy.clone() else { return Ok(()) };
        // One copy beside each: more show nothing new.
        if self.devices.iter().filter(|d| d.who.device == self.devices[at].who.device).count() > 1 {
            return Ok(());
        }
        let n = self.devices.len();
        self.note(|| format!("device {at}: its copy begins to work as device {n}"));
        let file = self.folder.join(format!("{n}.db"));
        std::fs::copy(from, &file)?;
        let first = self.device_mut(at)?;
        first.split = true;
        let (who, revoked) = (first.who, first.revoked);
        let mut second = Device::open(who, file, None, 7_000 + n as u64)?;
        second.split = true;
        second.revoked = revoked;
        self.devices.push(second);
        Ok(())
    }

    fn replay(&mut self, chance: &Chance) -> Result<()> {
        self.note(|| "bodies arrive again".to_owned());
        for _ in 0..3 {
            let at = chance.index(self.sent.len());
            if let Some((_, carrier, body)) = self.sent.get(at).cloned() {
                self.house.answer(carrier, body)?;
            }
        }
        Ok(())
    }

    /// No more writes, no more faults: everyone is woken by their timers alone until nothing moves.
    pub(crate) fn settle(&mut self) -> Result<()> {
        self.calm = true;
        let mut quiet = 0;
        for round in 0..ROUNDS_MAX {
            self.house.clock.advance(ROUND_MS);
            self.moved = false;
            for at in 0..self.devices.len() {
                self.device_mut(at)?.cut_until = Timestamp::from_millis(i64::MIN);
                self.sync(at, &Chance::new(round as u64))?;
                self.sign_in_again(at)?;
            }
            quiet = if self.moved || self.waits()? { 0 } else { quiet + 1 };
            if quiet >= 2 {
                return Ok(());
            }
        }
        hold(false, "I8", || "a fleet that is left alone does not come to rest".to_owned())
    }

    /// The person of a device whose numbers forked signs in again; nobody does for one that is shut out.
    fn sign_in_again(&mut self, at: usize) -> Result<()> {
        // The second copy is told that it is out: which of the two it was, only a password says.
        let forked = [Some(ErrorCode::ChainFork), Some(ErrorCode::DeviceRevoked)];
        if self.device(at)?.revoked || !forked.contains(&self.device(at)?.stopped()?) {
            return Ok(());
        }
        self.note(|| format!("device {at}: its person signs in again"));
        self.signed_in(at)?;
        self.device_mut(at)?.become_another()?;
        self.moved = true;
        Ok(())
    }

    /// Whether a device has something to send and may.
    fn waits(&self) -> Result<bool> {
        for device in self.devices.iter().filter(|d| !d.revoked) {
            if device.stopped()?.is_none() && crate::check::unsent(device)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn private(folder: &std::path::Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?)
}

fn offline() -> Trouble {
    Trouble::of(ErrorCode::Offline)
}
