//! The published libraries as clients of this server: two of `@automerge/automerge-repo` both ways and one of the wrong
//! person; samod. Where what they need is not here the test says so and passes.
use std::{
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    time::Duration,
};

use futures_util::{SinkExt as _, StreamExt as _};
use satchel_protocol::interop::id;
use serde_json::{Value, json};
use tokio::{sync::mpsc, task::spawn_blocking};
use tokio_tungstenite::tungstenite::Message as Ws;

use crate::{
    harness::Server,
    interop::{Clinic, Door, clinic, open, ticket},
};

/// Far longer than it takes: what hangs fails the test.
const PATIENCE: Duration = Duration::from_secs(90);

fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop")
}

/// Says on the terminal why nothing is tried.
#[expect(clippy::print_stderr, reason = "a skipped test prints why")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// Runs a program to its end beside the server.
async fn run(mut command: Command) -> std::io::Result<Output> {
    let ended = spawn_blocking(move || command.stdin(Stdio::null()).output());
    tokio::time::timeout(PATIENCE, ended).await.unwrap().unwrap()
}

fn program(name: &str, words: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(words).current_dir(scripts());
    command
}

/// Whether the clients are installed; they are installed once, from the lock file.
async fn installed() -> Result<(), String> {
    if !run(program("node", &["--version"])).await.is_ok_and(|out| out.status.success()) {
        return Err("node is not here".to_owned());
    }
    if scripts().join("node_modules/@automerge/automerge-repo").exists() {
        return Ok(());
    }
    let words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    match run(program("npm", &words)).await {
        Ok(out) if out.status.success() => Ok(()),
        Ok(out) => Err(format!("npm ci failed: {}", String::from_utf8_lossy(&out.stderr))),
        Err(error) => Err(format!("npm is not here: {error}")),
    }
}

fn text(clinic: &Clinic, at: i64) -> String {
    json!({ "at": at, "by": clinic.own.me.user, "state": "taken" }).to_string()
}

fn named(clinic: &Clinic) -> String {
    id::text(serde_json::from_value(clinic.diary.clone()).unwrap())
}

/// What the doctor's laptop shows of the diary.
async fn shown(server: &Server, clinic: &Clinic) -> String {
    assert_eq!(clinic.doctor.sync(server).await["refused"], 0);
    let of = json!({ "patient": clinic.patient });
    clinic.doctor.say("diary_get", of).await.unwrap().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_clients_of_the_published_library_talk_both_ways_and_the_wrong_person_gets_nothing() {
    if let Err(why) = installed().await {
        return skipped(&why);
    }
    let server = Server::sqlite().await;
    let clinic = clinic(&server).await;
    let mut urls = Vec::new();
    for session in [&clinic.own, &clinic.own, &clinic.stranger] {
        let ticket = ticket(&server, session).await;
        urls.push(format!("wss://{}/v1/interop?ticket={ticket}", server.running.addr));
    }
    let (one, two) = (text(&clinic, 1_790_000_000_001), text(&clinic, 1_790_000_000_002));
    let mut node = program("node", &["two.mjs"]);
    node.args(&urls);
    node.args([&named(&clinic), "from-one", one.as_str(), "from-two", &two]);
    // The server's certificate is its own; who it is proved is tested elsewhere.
    node.env("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    let out = run(node).await.unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    let told: Value = serde_json::from_str(said.trim()).unwrap_or_else(|_| {
        panic!("{said}\n{}", String::from_utf8_lossy(&out.stderr));
    });
    let want = json!({
        "seenByTwo": one, "seenByOne": two, "passedOn": { "caret": 3 }, "got": "unavailable",
    });
    assert_eq!(told, want);
    // Their changes carry a time, and the record's readers take them all the same.
    let diary = shown(&server, &clinic).await;
    assert!(diary.contains("from-one") && diary.contains("from-two"), "{diary}");
    server.stop().await;
}

/// The program of `benches/peers/samod`, if somebody built it: there, or beside this server.
fn samod() -> Option<PathBuf> {
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../benches/peers/samod/target");
    let built = ["release", "debug"].map(|profile| target.join(profile).join("peer-samod"));
    let beside = Path::new(env!("CARGO_BIN_EXE_satchel")).with_file_name("peer-samod");
    built.into_iter().chain([beside]).find(|program| program.exists())
}

#[tokio::test(flavor = "multi_thread")]
async fn samod_talks_both_ways() {
    let Some(program) = samod() else {
        return skipped(
            "samod is not built: cargo build --release --locked in benches/peers/samod",
        );
    };
    let server = Server::sqlite().await;
    let clinic = clinic(&server).await;
    let socket = open(&server, Door::Bearer(&clinic.own.access)).await.unwrap();
    let (mut to_server, mut from_server) = socket.split();
    let mut child = Command::new(program)
        .args(["client", &named(&clinic), "from-samod", &text(&clinic, 1_790_000_000_003)])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut stdin, mut stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let (up, mut from_peer) = mpsc::channel::<Vec<u8>>(16);
    let (to_peer, mut down) = mpsc::channel::<Vec<u8>>(16);
    let reading = spawn_blocking(move || {
        let mut next = || {
            let mut length = [0; 4];
            stdout.read_exact(&mut length).ok()?;
            let mut message = vec![0; usize::try_from(u32::from_le_bytes(length)).unwrap()];
            stdout.read_exact(&mut message).unwrap();
            Some(message)
        };
        while next().is_some_and(|message| up.blocking_send(message).is_ok()) {}
    });
    let writing = spawn_blocking(move || {
        let mut write = |message: Vec<u8>| {
            let length = u32::try_from(message.len()).unwrap().to_le_bytes();
            stdin.write_all(&[&length[..], &message].concat())
        };
        while down.blocking_recv().is_some_and(|message| write(message).is_ok()) {}
    });
    // It ends by itself once the server has told it that its change is there.
    let talk = async {
        loop {
            tokio::select! {
                message = from_peer.recv() => match message {
                    Some(message) => to_server.send(Ws::Binary(message.into())).await.unwrap(),
                    None => return,
                },
                message = from_server.next() => match message {
                    Some(Ok(Ws::Binary(bytes))) => drop(to_peer.send(bytes.to_vec()).await),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                },
            }
        }
    };
    tokio::time::timeout(PATIENCE, talk).await.unwrap();
    drop(to_peer);
    reading.await.unwrap();
    writing.await.unwrap();
    let status = spawn_blocking(move || child.wait()).await.unwrap().unwrap();
    assert!(status.success(), "{status}");
    let diary = shown(&server, &clinic).await;
    assert!(diary.contains("from-samod"), "{diary}");
    server.stop().await;
}
