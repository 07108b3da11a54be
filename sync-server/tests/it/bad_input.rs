//! Bad input, from people, clocks, disks and networks: each ends in a stable code with a plain sentence and a next step,
//! and nothing that was saved or sent is lost.
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use satchel_core::{app::App, host::MemoryHost};
use satchel_i18n::{Lang, Texts};
use satchel_model::{
    entropy::SeededEntropy,
    id::{BeaconId, Hash, Signature, TenantId, UserId},
    role::Role,
    time::{DAY_MS, ManualClock},
};
use satchel_protocol::{
    api::Session,
    command::Command,
    env::Env,
    frame,
    limit::{FRAME_RAW_MAX, HELLO_PROOF_MS, PUSH_ITEMS_MAX},
    problem::{ErrorCode, Problem},
    sync::{Message, Pull, Push, PushItem, SchemaRange, VerdictKind},
};
use satchel_server::{audit::verify, serve};
use satchel_server_store as store;
use serde_json::{Value, json};

use crate::{
    harness::{OTHER, Server, config, on_both},
    pen::{Pen, code_of, refused},
};

on_both!(
    malformed_and_oversized_frames_change_nothing,
    forged_items_change_nothing,
    replayed_items_change_nothing,
    a_hello_by_another_device_or_of_another_time_is_refused,
    an_app_from_the_past_or_the_future_is_told,
);

/// Every code that a person meets here has a sentence and a next step in every language.
fn told(word: &str) {
    for lang in [Lang::En, Lang::Fr, Lang::Ar] {
        let text = Texts::load(lang).error(word, &[]);
        let text = text.unwrap_or_else(|| panic!("{word} has no sentence"));
        assert!(!text.text.is_empty() && !text.next.is_empty(), "{word} in {lang:?}");
    }
}

/// Checks the code of a refusal, and that it is told to people.
fn is(problem: &Problem, code: ErrorCode) {
    assert_eq!(problem.code, code, "{problem:?}");
    told(code.word());
}

/// A machine with the device engine.
struct Machine {
    app: App,
    clock: Arc<ManualClock>,
    folder: tempfile::TempDir,
}

impl Machine {
    fn new(server: &Server, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(server.now().millis()));
        let app = App::new(
            Arc::new(MemoryHost::default()),
            folder.path().to_owned(),
            Arc::<ManualClock>::clone(&clock),
            Arc::new(SeededEntropy::new(seed)),
        );
        Self { app, clock, folder }
    }

    async fn say(&self, cmd: &str, args: Value) -> Result<Value, Problem> {
        let command = if args.is_null() {
            json!({ "cmd": cmd })
        } else {
            json!({ "cmd": cmd, "args": args })
        };
        let command: Command = serde_json::from_value(command).unwrap();
        let reply = self.app.dispatch(command).await?;
        Ok(serde_json::to_value(&reply).unwrap()["value"].take())
    }

    async fn bare(&self, cmd: &str) -> Result<Value, Problem> {
        self.say(cmd, Value::Null).await
    }

    async fn join(&self, link: &str, login: &str) -> Result<Value, Problem> {
        let args = json!({ "link": link, "login": login, "password": OTHER, "machine": "laptop" });
        self.say("join", args).await
    }

    async fn unlock(&self, password: &str) -> Result<Value, Problem> {
        self.say("unlock", json!({ "password": password })).await
    }

    /// A new patient, saved here.
    async fn patient(&self, family: &str) {
        let made = self.say("new_ids", json!({ "count": 4 })).await.unwrap();
        let id = |n: usize| made["ids"][n].clone();
        let number = json!({ "item": id(3), "value": { "system": "urn:mrn", "value": family } });
        let write = json!({
            "type": "patient_register",
            "patient": id(0), "chart": id(1), "diary": id(2),
            "name": { "family": family, "given": "Ada" },
            "birth": { "date": "1980-05-17" }, "gender": "female",
            "identifiers": [number], "telecoms": [], "addresses": [], "language": null,
        });
        self.say("write", write).await.unwrap();
    }

    async fn names(&self) -> Vec<String> {
        let list = self.say("patient_list", json!({})).await.unwrap();
        let names = list["patients"].as_array().unwrap().iter();
        names.map(|p| p["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Rounds of sync until everything is sent, on a clock that moves: what is tried again is tried later.
    async fn sync_as_time_goes_by(&self) {
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(10));
        for _ in 0..5 {
            let mut round = std::pin::pin!(self.bare("sync_now"));
            loop {
                tokio::select! {
                    done = &mut round => break drop(done),
                    _ = tick.tick() => self.clock.advance(100),
                }
            }
            if self.saved().await == 0 {
                return;
            }
        }
        panic!("{}", self.bare("sync_status").await.unwrap());
    }

    /// Commands that are saved here and not yet sent.
    async fn saved(&self) -> u64 {
        self.bare("sync_status").await.unwrap()["own"]["saved"].as_u64().unwrap()
    }

    /// The one vault file of this machine.
    fn vault(&self) -> PathBuf {
        let mut found = Vec::new();
        walk(self.folder.path(), &mut found);
        found.retain(|p| p.extension().is_some_and(|e| e == "db"));
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }
}

fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, out) } else { out.push(path) }
    }
}

/// A laptop of a new nurse with one patient saved and not sent.
async fn laptop(server: &Server, seed: u64) -> (Session, Machine) {
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Grace", Role::Nurse).await;
    let machine = Machine::new(server, seed);
    machine.join(&invited.link, "grace").await.unwrap();
    machine.patient("Okafor").await;
    (admin, machine)
}

/// What is still there must come through: it is sent, accepted, and the audit holds.
async fn comes_through(server: &Server, machine: &Machine) {
    let report = machine.bare("sync_now").await.unwrap();
    assert_eq!(report["refused"], 0, "{report}");
    assert_eq!(machine.saved().await, 0);
    assert_eq!(machine.names().await, ["Okafor, Ada"]);
    intact(server).await;
}

async fn intact(server: &Server) {
    let report = verify::prove(&server.running.app, verify::Pace::Whole).await.unwrap();
    assert_eq!(report.found, 0, "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_password_opens_nothing_here_or_there() {
    let server = Server::sqlite().await;
    let (_, machine) = laptop(&server, 1).await;
    machine.bare("lock").await.unwrap();
    let before = std::fs::read(machine.vault()).unwrap();
    is(&machine.unlock("wrong").await.unwrap_err(), ErrorCode::WrongPassword);
    assert!(machine.say("patient_list", json!({})).await.is_err(), "still locked");
    assert_eq!(std::fs::read(machine.vault()).unwrap(), before);
    let body = json!({ "login": "grace", "password": "wrong" });
    let answer = server.post("/api/v1/sessions", None, body).await;
    assert_eq!(answer.refusal(), (401, "bad_credentials"));
    told("bad_credentials");
    machine.unlock(OTHER).await.unwrap();
    assert_eq!(machine.saved().await, 1);
    comes_through(&server, &machine).await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_address_or_key_is_refused_before_a_secret_is_sent() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let invited = server.invite(&admin, "Grace", Role::Nurse).await;
    let address = server.running.addr.to_string();
    let machine = Machine::new(&server, 1);
    // Nobody listens there.
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let link = invited.link.replace(&address, &nobody.to_string());
    is(&machine.join(&link, "grace").await.unwrap_err(), ErrorCode::Offline);
    // Somebody else's server listens there.
    let other = Server::sqlite().await;
    let link = invited.link.replace(&address, &other.running.addr.to_string());
    is(&machine.join(&link, "grace").await.unwrap_err(), ErrorCode::WrongServerKey);
    // The address is right and the key in the link is not.
    let link = invited.link.replace(&server.running.spki.to_string(), &"ab".repeat(32));
    is(&machine.join(&link, "grace").await.unwrap_err(), ErrorCode::WrongServerKey);
    // No address at all.
    is(&machine.join("http://clinic.example", "grace").await.unwrap_err(), ErrorCode::Invalid);
    assert_eq!(machine.bare("status").await.unwrap()["state"], "not_joined");
    machine.join(&invited.link, "grace").await.unwrap();
    other.stop().await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_or_used_invitation_is_told_apart_from_an_unknown_one() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let first = server.invite(&admin, "Grace", Role::Nurse).await;
    Machine::new(&server, 1).join(&first.link, "grace").await.unwrap();
    let used = Machine::new(&server, 2).join(&first.link, "gloria").await.unwrap_err();
    is(&used, ErrorCode::InvitationInvalid);
    let late = server.invite(&admin, "Greta", Role::Nurse).await;
    server.wait_ms(72 * 3_600_000);
    let problem = Machine::new(&server, 3).join(&late.link, "greta").await.unwrap_err();
    is(&problem, ErrorCode::InvitationExpired);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_two_days_off_refuses_no_edit_and_is_told() {
    for off in [-2 * DAY_MS, 2 * DAY_MS] {
        let server = Server::sqlite().await;
        let admin = server.admin().await;
        let invited = server.invite(&admin, "Grace", Role::Nurse).await;
        let machine = Machine::new(&server, 1);
        machine.clock.advance(off);
        is(&machine.join(&invited.link, "grace").await.unwrap_err(), ErrorCode::ClockWrong);
        machine.clock.advance(-off);
        machine.join(&invited.link, "grace").await.unwrap();
        // The clock goes wrong only now, and work goes on offline.
        machine.clock.advance(off);
        machine.patient("Okafor").await;
        machine.sync_as_time_goes_by().await;
        assert_eq!(machine.names().await, ["Okafor, Ada"]);
        intact(&server).await;
        let mut tx = server.running.app.store.read().await.unwrap();
        let tenant = server.running.app.keys.tenant;
        let leaves = store::audit::list(&mut tx, tenant, None, store::Position::ZERO, 1_000).await;
        let changed = leaves.unwrap().iter().filter(|l| l.kind == 2).count();
        assert!(changed >= 1, "the edit was accepted");
        // A server that stops waits for whoever still reads.
        drop(tx);
        server.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_keeps_what_was_saved_and_says_so() {
    let server = Server::sqlite().await;
    let (_, machine) = laptop(&server, 1).await;
    let unlocked = machine.app.unlocked().unwrap();
    unlocked.store.limit_pages(1).unwrap();
    let made = machine.say("new_ids", json!({ "count": 4 })).await.unwrap();
    let write = json!({
        "type": "patient_register",
        "patient": made["ids"][0], "chart": made["ids"][1], "diary": made["ids"][2],
        "name": { "family": "Haddad", "given": "x".repeat(4_000) },
        "birth": { "date": "1980-05-17" }, "gender": "female",
        "identifiers": [], "telecoms": [], "addresses": [], "language": null,
    });
    let full = machine.say("write", write).await.unwrap_err();
    is(&full, ErrorCode::StorageFull);
    unlocked.store.limit_pages(1_000_000).unwrap();
    assert_eq!(machine.names().await, ["Okafor, Ada"]);
    comes_through(&server, &machine).await;
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_vault_is_kept_aside_with_its_unsent_work() {
    let server = Server::sqlite().await;
    let (admin, machine) = laptop(&server, 1).await;
    comes_through(&server, &machine).await;
    machine.patient("Haddad").await;
    machine.bare("lock").await.unwrap();
    let path = machine.vault();
    let mut bytes = std::fs::read(&path).unwrap();
    let len = bytes.len();
    bytes[len / 2..len / 2 + 4_096].fill(0);
    bytes[100..140].fill(0);
    replace(&path, &bytes);
    let problem = machine.unlock(OTHER).await.unwrap_err();
    is(&problem, ErrorCode::StoreCorrupt);
    let kept = path.with_file_name(problem.args["kept"].as_str().unwrap());
    assert_eq!(std::fs::read(&kept).unwrap(), bytes, "not a byte of it is touched");
    assert!(problem.args["unsent"].is_u64() && problem.incident.is_some());
    // A fresh vault of the same person gets everything that was ever sent.
    let invited = server.invite(&admin, "Gloria", Role::Nurse).await;
    let again = Machine::new(&server, 9);
    again.join(&invited.link, "gloria").await.unwrap();
    again.bare("sync_now").await.unwrap();
    assert_eq!(again.names().await, ["Okafor, Ada"]);
    server.stop().await;
}

fn replace(path: &Path, bytes: &[u8]) {
    use std::io::Write as _;
    let mut file = std::fs::File::options().write(true).truncate(true).open(path).unwrap();
    file.write_all(bytes).unwrap();
    for tail in ["-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(tail);
        std::fs::remove_file(name).ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_a_newer_server_is_not_touched() {
    let server = Server::sqlite().await;
    server.admin().await;
    let app = Arc::clone(&server.running.app);
    let mut tx = app.store.begin().await.unwrap();
    let raise = "INSERT INTO schema_step (number, sha256) VALUES (9999, zeroblob(32))";
    if let store::Tx::Sqlite(t) = &mut tx {
        sqlx::raw_sql(raise).execute(&mut **t).await.unwrap();
    }
    tx.commit().await.unwrap();
    drop(app);
    let dir = server.running.app.data_dir.clone();
    let Server { running, dir: home, .. } = server;
    running.shutdown().await;
    let database = dir.join("satchel.db");
    let before = std::fs::read(&database).unwrap();
    let (config, _) = config(home.path(), None);
    let refused = serve(config).await.err().unwrap().problem();
    is(&refused, ErrorCode::NewerVersion);
    assert_eq!(std::fs::read(&database).unwrap(), before);
}

/// A nurse's device with a patient that was accepted.
async fn nurse(server: &Server) -> Pen<'_> {
    let admin = server.admin().await;
    let nurse = server.staff(&admin, "nan", Role::Nurse).await;
    let mut pen = Pen::enrol(server, &nurse).await;
    let (_, _, items) = pen.patient("Okafor");
    pen.accepted(items).await;
    pen
}

/// What is stored, by count: (documents, bytes of their logs, events but those of this look, items in review).
async fn stored(server: &Server) -> (u64, u64, u64) {
    let app = &server.running.app;
    let tenant = app.keys.tenant;
    let mut tx = app.store.read().await.unwrap();
    let (documents, bytes) = store::document::count(&mut tx, tenant).await.unwrap();
    let open = store::review::ReviewState::Open;
    let review = store::review::list(&mut tx, tenant, open, None, 1_000).await.unwrap();
    (documents, bytes, u64::try_from(review.len()).unwrap())
}

/// Honest work goes on where it was.
async fn goes_on(server: &Server, pen: &mut Pen<'_>) {
    let read = pen.read(&[]);
    pen.accepted(vec![read]).await;
    intact(server).await;
}

async fn malformed_and_oversized_frames_change_nothing(server: &Server) {
    let mut pen = nurse(server).await;
    let before = stored(server).await;
    let hello = frame::encode(&Message::Hello(pen.hello()));
    let pull =
        frame::encode(&Message::Pull(Pull { token: None, budget: 1, first: None, want: None }));
    let mut lying = hello.clone();
    lying[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
    let mut short = hello.clone();
    short.truncate(hello.len() - 3);
    let mut unknown = hello.clone();
    unknown[0] = 0x77;
    let mut broken = hello.clone();
    broken[9] ^= 0xff;
    let mut wide = pen.hello();
    wide.schemas = vec![SchemaRange { doc_type: 2, min: 1, max: 1 }; 5_000];
    let bomb = zstd::bulk::compress(&vec![0; FRAME_RAW_MAX + 1], 3).unwrap();
    let mut zip = vec![0x01];
    zip.extend(u32::try_from(bomb.len()).unwrap().to_le_bytes());
    zip.extend(bomb);
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("nothing", Vec::new(), "malformed"),
        ("noise", vec![0xaa; 300], "too_large"),
        ("a frame that claims 4 GiB", lying, "too_large"),
        ("a frame cut short", short, "malformed"),
        ("a kind nobody knows", unknown, "malformed"),
        ("broken compression", broken, "malformed"),
        ("a HELLO past its bound", frame::encode(&Message::Hello(wide)), "too_large"),
        ("a frame that inflates past its bound", zip, "too_large"),
        ("no HELLO first", pull.clone(), "malformed"),
        ("HELLO twice", [hello.clone(), hello.clone()].concat(), "malformed"),
        ("noise behind the HELLO", [hello.clone(), vec![0; 40]].concat(), "malformed"),
    ];
    for path in ["/v1/sync/push", "/v1/sync/pull"] {
        for (what, body, code) in &cases {
            let (status, answer) = pen.raw(path, body.clone()).await;
            assert_eq!(code_of(&answer), *code, "{what} to {path}: {status}");
            assert_eq!(status, ErrorCode::from_word(code).unwrap().status(), "{what} to {path}");
            told(code);
        }
    }
    let endless = hello.repeat(6 * 1_024 * 1_024 / hello.len());
    let (status, answer) = pen.raw("/v1/sync/push", endless).await;
    assert_eq!((status, code_of(&answer).as_str()), (413, "too_large"));
    assert_eq!(stored(server).await, before);
    goes_on(server, &mut pen).await;
}

/// One item that is not what its device signed, or not this device's: the code, and whether it uses its number up.
async fn forged_items_change_nothing(server: &Server) {
    let mut pen = nurse(server).await;
    let admin = server.running.app.keys.tenant;
    let before = stored(server).await;
    let (ctr, prev) = (pen.ctr, pen.prev);
    let good = pen.read(&[]);
    (pen.ctr, pen.prev) = (ctr, prev);
    let env = Env::decode(&good.env).unwrap();
    let signed = |env: &Env, body: &[u8]| pen.sign(env, body.to_vec());
    let mut flipped = good.clone();
    flipped.sig = Signature::from_bytes([7; 64]);
    let mut bent = good.clone();
    let mut bytes = bent.env.to_vec();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    bent.env = bytes.into();
    let mut noise = good.clone();
    noise.env = vec![0x9f; 64].into();
    let foreign = Env { device: admin.as_device(), ..env.clone() };
    let unproved = [
        ("a signature of nobody", flipped, "bad_sig"),
        ("an envelope changed after it was signed", bent, "bad_sig"),
        ("an envelope that is none", noise, "malformed"),
        ("another device's envelope", signed(&foreign, &good.body), "unknown_device"),
        (
            "no place in a chain",
            signed(&Env { device_ctr: None, ..env.clone() }, &good.body),
            "malformed",
        ),
    ];
    for (what, item, code) in unproved {
        let verdicts = pen.push(vec![item]).await;
        assert_eq!(refused(&verdicts[0]), Some(code), "{what}");
        assert_eq!(verdicts[0].ctr, 0, "{what}: proved nothing, so it has no number");
        told(code);
    }
    let too_many = vec![good.clone(); PUSH_ITEMS_MAX + 1];
    assert!(pen.push(too_many).await.is_empty(), "nothing of it is taken");
    assert_eq!(stored(server).await, before);
    proved_and_wrong(&mut pen, &env, &good.body).await;
    assert_eq!(stored(server).await.1, before.1, "no log has grown");
    goes_on(server, &mut pen).await;
}

/// An envelope that its device signed and that says what it may not.
struct Wrong<'a> {
    what: &'static str,
    change: fn(&mut Env),
    body: &'a [u8],
}

/// Where the signature holds, each refusal uses its number up and the chain goes on behind it.
async fn proved_and_wrong(pen: &mut Pen<'_>, env: &Env, body: &[u8]) {
    let mut swapped = body.to_vec();
    let last = swapped.len() - 1;
    swapped[last] ^= 1;
    let wrong = |what, change, body| Wrong { what, change, body };
    let cases = [
        wrong("another content than the signed one", |_| {}, swapped.as_slice()),
        wrong("another organisation", |e| e.tenant = TenantId::from_bytes([1; 16]), body),
        wrong("another person", |e| e.user = UserId::from_bytes([1; 16]), body),
        wrong("an unknown beacon", |e| e.beacon = Some(BeaconId::from_bytes([1; 16])), body),
    ];
    for Wrong { what, change, body } in cases {
        let (device_ctr, prev_env_hash) = (Some(pen.ctr + 1), Some(pen.prev));
        let mut env = Env { device_ctr, prev_env_hash, ..env.clone() };
        change(&mut env);
        let item = pen.seal(&env, body.to_vec());
        let verdicts = pen.push(vec![item]).await;
        assert_eq!(refused(&verdicts[0]), Some("malformed"), "{what}");
        assert_eq!(verdicts[0].ctr, pen.ctr, "{what}");
    }
}

async fn replayed_items_change_nothing(server: &Server) {
    let mut pen = nurse(server).await;
    let (patient, chart, items) = pen.patient("Haddad");
    let all: Vec<PushItem> = [items, vec![pen.allergy(patient, chart, "latex")]].concat();
    pen.accepted(all.clone()).await;
    let before = stored(server).await;
    let push = Message::Push(Push { items: all.clone() });
    let recorded =
        [Message::Hello(pen.hello()), push].iter().flat_map(frame::encode).collect::<Vec<_>>();
    for _ in 0..2 {
        for verdict in pen.push(all.clone()).await {
            assert!(matches!(verdict.kind, VerdictKind::Dup { .. }), "{verdict:?}");
        }
        // One by one, last first: order and place in a frame do not matter.
        for item in all.iter().rev() {
            let verdicts = pen.push(vec![item.clone()]).await;
            assert!(matches!(verdicts[0].kind, VerdictKind::Dup { .. }), "{:?}", verdicts[0]);
        }
        assert_eq!(stored(server).await, before);
    }
    // The recorded bytes, later: the proof in the HELLO has run out.
    server.wait_ms(HELLO_PROOF_MS + 1);
    let (status, answer) = pen.raw("/v1/sync/push", recorded).await;
    assert_eq!((status, code_of(&answer).as_str()), (409, "clock_wrong"));
    // The same content under a new number adds nothing either.
    let again = Env {
        device_ctr: Some(pen.ctr + 1),
        prev_env_hash: Some(pen.prev),
        ..Env::decode(&all.last().unwrap().env).unwrap()
    };
    let item = pen.seal(&again, all.last().unwrap().body.to_vec());
    let verdicts = pen.push(vec![item]).await;
    assert!(matches!(verdicts[0].kind, VerdictKind::Dup { .. }), "{:?}", verdicts[0]);
    assert_eq!(stored(server).await, before);
    goes_on(server, &mut pen).await;
}

async fn a_hello_by_another_device_or_of_another_time_is_refused(server: &Server) {
    let mut pen = nurse(server).await;
    let admin = server.post("/api/v1/sessions", None, json!({ "login": "nan", "password": OTHER }));
    let session: Session = admin.await.read();
    let other = Pen::enrol(server, &session).await;
    let before = stored(server).await;
    let good = pen.hello();
    let mut cases = Vec::new();
    let mut hello = good.clone();
    hello.proof.sig = Signature::from_bytes([3; 64]);
    cases.push(("a proof of nobody", hello, "bad_proof"));
    let mut hello = good.clone();
    hello.access = other.hello().access;
    cases.push(("another device's session", hello, "bad_proof"));
    let mut hello = good.clone();
    hello.access = vec![9; 32].into();
    cases.push(("a session nobody opened", hello, "unauthenticated"));
    let mut hello = good.clone();
    hello.device = satchel_model::id::DeviceId::from_bytes([4; 16]);
    cases.push(("a device nobody enrolled", hello, "unknown_device"));
    let mut hello = good.clone();
    hello.beacon = None;
    cases.push(("a beacon taken out of the proof", hello, "bad_proof"));
    for path in ["/v1/sync/push", "/v1/sync/pull"] {
        for (what, hello, code) in &cases {
            let pull = Pull { token: None, budget: 1, first: None, want: None };
            let mut messages = vec![Message::Hello(hello.clone())];
            if path.ends_with("pull") {
                messages.push(Message::Pull(pull));
            }
            let answer = pen.talk(path, &messages).await.unwrap_err();
            assert_eq!(answer.1, *code, "{what} to {path}");
            told(code);
        }
    }
    for away in [-HELLO_PROOF_MS - 1, HELLO_PROOF_MS + 1] {
        let hello = Message::Hello(pen.hello());
        server.wait_ms(away);
        let answer = pen.talk("/v1/sync/push", &[hello]).await.unwrap_err();
        assert_eq!(answer, (409, "clock_wrong".to_owned()));
        server.wait_ms(-away);
    }
    told("clock_wrong");
    assert_eq!(stored(server).await, before);
    goes_on(server, &mut pen).await;
}

async fn an_app_from_the_past_or_the_future_is_told(server: &Server) {
    let mut pen = nurse(server).await;
    let mut hello = pen.hello();
    hello.proto += 1;
    let answer = pen.talk("/v1/sync/push", &[Message::Hello(hello)]).await.unwrap_err();
    assert_eq!(answer, (426, "upgrade_required".to_owned()));
    told("upgrade_required");
    // An item of a newer schema is refused with a code that keeps it on the device.
    let (patient, chart, items) = pen.patient("Haddad");
    pen.accepted(items).await;
    let (ctr, prev) = (pen.ctr, pen.prev);
    let item = pen.allergy(patient, chart, "latex");
    (pen.ctr, pen.prev) = (ctr, prev);
    let env =
        Env { schema: satchel_model::document::SCHEMA + 1, ..Env::decode(&item.env).unwrap() };
    let newer = pen.seal(&env, item.body.to_vec());
    let verdicts = pen.push(vec![newer]).await;
    assert_eq!(refused(&verdicts[0]), Some("schema_too_new"));
    told("schema_too_new");
    assert_ne!(pen.prev, Hash::ZERO);
    goes_on(server, &mut pen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fhir_that_is_not_fhir_is_refused_by_file_and_place() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("data");
    let files = [
        ("noise.json", "this is no JSON"),
        ("list.json", "[1, 2, 3]"),
        ("nothing.json", ""),
        ("other.json", r#"{"name":"Okafor","dose":"500 mg"}"#),
        (
            "cut.json",
            r#"{"resourceType":"Bundle","type":"transaction","entry":[{"resource":{"resourceType":"Pat"#,
        ),
    ];
    for (name, text) in files {
        let path = home.path().join(name);
        let file = std::fs::File::options().create_new(true).write(true).open(&path);
        std::io::Write::write_all(&mut file.unwrap(), text.as_bytes()).unwrap();
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_satchel"))
            .env_clear()
            .arg("--data-dir")
            .arg(&dir)
            .args(["fhir", "import", "--json"])
            .arg(&path)
            .output()
            .unwrap();
        assert_ne!(run.status.code(), Some(0), "{name}");
        let said = [run.stdout, run.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        assert!(said.contains(name), "{name}: names the file: {said}");
        assert!(!said.contains("\"patients\":1"), "{name}: {said}");
    }
}
