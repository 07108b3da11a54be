//! A fleet under faults against a plain expectation: at rest every command is accepted, written anew and accepted, or
//! in quarantine; and every device holds what the server holds.
use super::{
    kit::{Device, Refused, chart_of, goal, message, patient, thread_of},
    server::{Moods, Server},
};
use satchel_core::sync::{Action, Input, Wake, conversation::Carrier, engine::Trouble};
use satchel_model::{
    document::{
        register::{self, Regimen},
        write::{Write, admin, medicine as m},
    },
    entropy::SeededEntropy,
    id::{DocId, ItemId},
    time::Timestamp,
};
use satchel_protocol::problem::ErrorCode;
use std::{collections::VecDeque, sync::Arc};

pub(crate) fn medicine(n: u8, item: ItemId) -> Write {
    Write::MedicineStart(m::MedicineStart {
        doc: chart_of(n),
        patient: patient(n),
        item,
        regimen: regimen(),
        start: None,
        indication: None,
        note: None,
        override_reason: None,
    })
}

fn note_of(n: u8) -> DocId {
    DocId::from_bytes([0xc0 | n; 16])
}

pub(crate) fn stop(n: u8, item: ItemId, section: ItemId) -> Write {
    Write::MedicineStop(m::MedicineStop {
        doc: chart_of(n),
        patient: patient(n),
        item,
        date: "2026-01-02".into(),
        reason: "rash".into(),
        base: "active".into(),
        note: Some(m::NoteLine {
            doc: note_of(n),
            section,
            title: "Stopped".into(),
            text: "because of a rash".into(),
        }),
    })
}

fn regimen() -> Regimen {
    let coding = |word: &str| register::Coding {
        system: Some("http://example.org/codes".into()),
        code: Some(word.into()),
        display: Some(word.into()),
        text: None,
        rest: register::Rest::new(),
    };
    Regimen {
        product: coding("amoxicillin"),
        dose: None,
        unit: None,
        route: Some("oral".into()),
        frequency: Some("2/d".into()),
        timing: None,
        as_needed: None,
        duration: None,
        text: None,
        rest: register::Rest::new(),
    }
}

/// How badly the network behaves, in a hundred.
#[derive(Clone, Copy)]
struct Faults {
    lost: u64,
    cut: u64,
    doubled: u64,
    late: u64,
    crash: u64,
}

const NONE: Faults = Faults { lost: 0, cut: 0, doubled: 0, late: 0, crash: 0 };
const BAD: Faults = Faults { lost: 10, cut: 15, doubled: 10, late: 10, crash: 5 };

struct Fleet {
    devices: Vec<Option<Device>>,
    server: Server,
    chance: SeededEntropy,
    now: Timestamp,
    faults: Faults,
    /// Bodies that a broken link delivers later, when nobody waits for the answer any more.
    late: VecDeque<Vec<u8>>,
    issued: Vec<(usize, DocId, ItemId)>,
    /// Medicine lines that a device started and has not stopped.
    started: Vec<(usize, u8, ItemId)>,
}

impl Fleet {
    fn new(seed: u64, size: u8, faults: Faults, moods: Moods) -> Self {
        let mut server = Server::new(seed ^ 0x5e);
        server.moods = moods;
        let devices: Vec<_> = (1..=size).map(Device::new).collect();
        for device in &devices {
            server.enrol(device.id, device.public());
        }
        Self {
            devices: devices.into_iter().map(Some).collect(),
            server,
            chance: SeededEntropy::new(seed),
            now: Timestamp::from_millis(1_700_000_000_000),
            faults,
            late: VecDeque::new(),
            issued: Vec::new(),
            started: Vec::new(),
        }
    }

    fn draw(&self, in_hundred: u64) -> bool {
        self.chance.below(100) < in_hundred
    }

    fn pick(&self, of: u64) -> u8 {
        u8::try_from(self.chance.below(of)).unwrap()
    }

    fn device(&mut self, at: usize) -> &mut Device {
        self.devices[at].as_mut().unwrap()
    }

    fn write(&mut self, at: usize) {
        let (n, now) = (self.pick(3), self.now);
        let item = self.device(at).item(now);
        let (doc, write) = match self.pick(6) {
            0 | 1 => (chart_of(n), goal(n, item, "a goal")),
            2 => (thread_of(n), message(n, item, "a message")),
            3 => return self.set_gender(at, n),
            4 => return self.start_medicine(at, n, item),
            _ => return self.stop_medicine(at, item),
        };
        self.device(at).write(&write, now).unwrap();
        self.issued.push((at, doc, item));
    }

    /// A field whose precondition can fail. Refused on the spot if it is disputed already.
    fn set_gender(&mut self, at: usize, n: u8) {
        let (now, gender) = (self.now, ["female", "male", "other"][usize::from(self.pick(3))]);
        let doc = patient(n).admin();
        let held = self.device(at).row(doc).is_some();
        let base = held
            .then(|| self.device(at).working(doc).value(&["person", "gender"]))
            .flatten()
            .and_then(|v| v.as_str().map(Into::into));
        let write = Write::AdminSetGender(admin::AdminSetGender {
            patient: patient(n),
            gender: gender.into(),
            base,
        });
        match self.device(at).write(&write, now) {
            Ok(()) | Err(Refused::Precondition) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    fn start_medicine(&mut self, at: usize, n: u8, line: ItemId) {
        let now = self.now;
        match self.device(at).write(&medicine(n, line), now) {
            Ok(()) => self.started.push((at, n, line)),
            // The rules speak against a second line of one product.
            Err(Refused::Precondition) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    /// A batch: the line in the chart and a section in a note, both or neither.
    fn stop_medicine(&mut self, at: usize, section: ItemId) {
        let mine = self.started.iter().position(|(by, ..)| *by == at);
        let Some((_, n, line)) = mine.map(|i| self.started.swap_remove(i)) else { return };
        let now = self.now;
        match self.device(at).write(&stop(n, line, section), now) {
            Ok(()) => self.issued.push((at, note_of(n), section)),
            // Its start was refused meanwhile.
            Err(Refused::Precondition) => {}
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Lets one device sync until it has nothing to do or dies.
    fn sync(&mut self, at: usize, why: Wake) {
        let mut actions: VecDeque<Action> = self.handle(at, &Input::Wake(why)).into();
        while let Some(action) = actions.pop_front() {
            let Action::Open { conn, carrier, body } = action else { continue };
            let (answer, trouble) = if carrier == Carrier::Live {
                (Vec::new(), Some(offline()))
            } else {
                self.carry(body)
            };
            let Some(more) = self.answered(at, conn, &answer) else { return };
            actions.extend(more);
            actions.extend(self.handle(at, &Input::Ended { conn, trouble }));
        }
    }

    fn handle(&mut self, at: usize, input: &Input<'_>) -> Vec<Action> {
        let now = self.now;
        let device = self.device(at);
        let entropy = Arc::clone(&device.entropy);
        device.engine.handle(input, now, &*entropy)
    }

    /// Feeds an answer in pieces; none if the device died on the way.
    fn answered(&mut self, at: usize, conn: u32, answer: &[u8]) -> Option<Vec<Action>> {
        let mut out = Vec::new();
        for bytes in answer.chunks(1 + usize::from(self.pick(200)) * 7) {
            if self.draw(self.faults.crash) && self.draw(20) {
                self.crash(at);
                return None;
            }
            out.extend(self.handle(at, &Input::Bytes { conn, bytes }));
        }
        Some(out)
    }

    /// The network: bodies are lost, doubled, delivered late; answers are cut anywhere.
    fn carry(&mut self, body: Vec<u8>) -> (Vec<u8>, Option<Trouble>) {
        let faults = self.faults;
        if self.draw(faults.lost) {
            return (Vec::new(), Some(offline()));
        }
        if self.draw(faults.late) {
            self.late.push_back(body);
            return (Vec::new(), Some(offline()));
        }
        if self.draw(faults.doubled) {
            self.server.answer(&body, self.now);
        }
        let mut answer = self.server.answer(&body, self.now);
        if self.draw(faults.cut) {
            let keep = self.chance.below(answer.len() as u64 + 1);
            answer.truncate(usize::try_from(keep).unwrap());
            return (answer, Some(offline()));
        }
        (answer, None)
    }

    fn crash(&mut self, at: usize) {
        let device = self.devices[at].take().unwrap();
        self.devices[at] = Some(device.restart());
    }

    fn step(&mut self) {
        let at = usize::from(self.pick(self.devices.len() as u64));
        match self.pick(10) {
            0..=3 => self.write(at),
            4..=7 => self.sync(at, Wake::Asked),
            8 => self.now = self.now.plus_millis(i64::from(self.pick(200)) * 100),
            _ => {
                if self.draw(self.faults.crash * 4) {
                    self.crash(at);
                } else if let Some(body) = self.late.pop_front() {
                    self.server.answer(&body, self.now);
                }
            }
        }
    }

    /// No more writes, no more faults: everyone syncs until nothing moves.
    fn rest(&mut self) {
        self.faults = NONE;
        self.server.moods.deferred = 0;
        for _ in 0..30 {
            self.now = self.now.plus_millis(400_000);
            for at in 0..self.devices.len() {
                self.sync(at, Wake::Asked);
            }
            let waiting = self.devices.iter().flatten().any(|d| !d.pending().is_empty());
            if !waiting {
                break;
            }
        }
        // Once more, so that each has what the last one sent.
        self.now = self.now.plus_millis(400_000);
        for at in 0..self.devices.len() {
            self.sync(at, Wake::Asked);
        }
    }

    fn check(&self) {
        for device in self.devices.iter().flatten() {
            assert_eq!(device.pending(), [], "nothing waits at rest");
            for doc in self.server.docs() {
                self.check_doc(device, doc);
            }
        }
        for (at, doc, item) in &self.issued {
            let device = self.devices[*at].as_ref().unwrap();
            let accepted = self.has(*doc, *item);
            let aside = device
                .quarantine()
                .iter()
                .any(|q| q.command.windows(16).any(|w| w == item.as_bytes()));
            assert!(accepted != aside, "{item}: accepted {accepted}, in quarantine {aside}");
        }
    }

    fn has(&self, doc: DocId, item: ItemId) -> bool {
        let in_entries = self
            .server
            .entries(doc)
            .iter()
            .any(|body| body.windows(16).any(|w| w == item.as_bytes()));
        let id = item.to_string();
        let in_doc = self.server.doc(doc).is_some_and(|d| {
            d.value(&["goals", &id, "text"]).is_some()
                || d.text(&["sections", &id, "text"]).is_some()
        });
        in_entries || in_doc
    }

    fn check_doc(&self, device: &Device, doc: DocId) {
        // Loading the base compares it with the fingerprint that the server told.
        let Some(row) = device.row(doc) else {
            // A document without content is not sent to others.
            assert!(self.server.entries(doc).is_empty(), "{doc}");
            return;
        };
        let base = device.base(doc);
        assert_eq!(base.heads(), self.server.doc(doc).unwrap().heads(), "{doc}");
        let held =
            device.store.read(|read| satchel_core::store::load::entries(read, &row)).unwrap().len();
        assert_eq!(held, self.server.entries(doc).len(), "{doc}");
    }
}

fn offline() -> Trouble {
    Trouble::of(ErrorCode::Offline)
}

fn run(seed: u64, size: u8, steps: u32, faults: Faults, moods: Moods) {
    let shown = Shown(seed);
    let mut fleet = Fleet::new(seed, size, faults, moods);
    for _ in 0..steps {
        fleet.step();
    }
    fleet.rest();
    fleet.check();
    drop(shown);
}

/// Prints the seed if the test fails.
struct Shown(u64);

impl Drop for Shown {
    #[expect(clippy::print_stderr, reason = "a failed run must be repeatable")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("seed {}", self.0);
        }
    }
}

#[test]
fn a_quiet_fleet_converges() {
    for seed in 0..4 {
        run(seed, 3, 60, NONE, Moods::default());
    }
}

#[test]
fn a_fleet_under_faults_loses_nothing_and_converges() {
    for seed in 100..112 {
        let moods = Moods { full: 30, deferred: 3, ..Moods::default() };
        run(seed, 3, 120, BAD, moods);
    }
}

#[test]
fn refusals_under_faults_end_in_quarantine_and_never_twice() {
    for seed in 200..212 {
        let moods = Moods { forbidden: 12, deferred: 3, full: 20, uncreated: 0 };
        run(seed, 3, 120, BAD, moods);
    }
}

#[test]
fn documents_that_may_not_be_made_poison_nothing() {
    for seed in 300..306 {
        let moods = Moods { forbidden: 6, deferred: 2, full: 20, uncreated: 25 };
        run(seed, 2, 80, BAD, moods);
    }
}
