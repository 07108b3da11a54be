//! Several processes on one PostgreSQL: one address, one set of keys, and pokes through whatever carries them.
use std::{
    fmt::Write as _,
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use crate::{
    harness::{Server, postgres_url},
    laptop::{Laptop, laptop},
    live::until_listed,
    pen::Pen,
};
use satchel_model::role::Role;
use satchel_server::{
    config::{BusChoice, Secret},
    doctor,
    sync::bus,
};
use serde_json::{Value, json};

/// A server program of the machine, ended with this guard.
struct Outside(Child);

impl Outside {
    /// Starts a Debian program and waits until it takes connections at `port`.
    async fn start(program: &str, args: &[&str], port: u16) -> Self {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL", program]).args(args);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let taken = async {
            while TcpStream::connect(("127.0.0.1", port)).is_err() {
                tokio::task::yield_now().await;
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(30), taken).await;
        assert!(in_time.is_ok(), "{program} did not start: `cargo xtask setup` installs it");
        Self(child)
    }

    async fn redis(port: u16, dir: &Path) -> Self {
        let (number, dir) = (port.to_string(), dir.to_string_lossy().into_owned());
        let word = ["--requirepass", "plum"];
        let quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1"];
        let args = [&["--port", &number, "--dir", &dir][..], &word, &quiet].concat();
        Self::start("redis-server", &args, port).await
    }

    async fn nats(port: u16) -> Self {
        let number = port.to_string();
        let args = ["-a", "127.0.0.1", "-p", &number, "--user", "ann", "--pass", "plum"];
        Self::start("/usr/sbin/nats-server", &args, port).await
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A second process beside `one`: its own folder and address, the same database, keys and certificate.
async fn beside(one: &Server, url: String, bus: BusChoice) -> Server {
    let of = |name: &str| one.dir.path().join(name);
    Server::start(Some(url), |c| {
        c.keys_file = of("keys.cbor");
        c.tls = Some((of("tls-cert.pem"), of("tls-key.pem")));
        c.bus = bus;
    })
    .await
}

async fn pair(bus: BusChoice) -> (Server, Server) {
    let url = postgres_url().await;
    let one = Server::start(Some(url.clone()), |c| c.bus = bus.clone()).await;
    let two = beside(&one, url, bus).await;
    (one, two)
}

/// Waits for something that no event tells of.
async fn until(what: &str, mut is: impl FnMut() -> bool) {
    let held = async {
        while !is() {
            tokio::task::yield_now().await;
        }
    };
    let in_time = tokio::time::timeout(Duration::from_mins(1), held).await;
    assert!(in_time.is_ok(), "{what}");
}

/// A laptop at each server sees by a poke alone what the other one wrote.
async fn hear_each_other(one: &Server, two: &Server) {
    for server in [one, two] {
        until("the bus is heard", || bus::report(&server.running.app).connected).await;
    }
    let admin = one.admin().await;
    let doctor = laptop(one, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(two, &admin, "nan", Role::Nurse, 2).await;
    doctor.app.go_online().unwrap();
    nurse.app.go_online().unwrap();
    until("both are online", || {
        one.running.app.live.count() == 1 && two.running.app.live.count() == 1
    })
    .await;
    doctor.patient("Okafor").await;
    assert_eq!(until_listed(&nurse, 1).await, ["Okafor, Ada"]);
    nurse.patient("Tanaka").await;
    assert_eq!(until_listed(&doctor, 2).await.len(), 2);
    until("each heard the other", || {
        [one, two].iter().all(|s| bus::report(&s.running.app).others == 1)
    })
    .await;
    // Shut out at one server, its socket at the other ends.
    let info = nurse.say("device_info", Value::Null).await.unwrap();
    let path = format!("/api/v1/devices/{}/revoke", info["device"].as_str().unwrap());
    let done = one.post(&path, Some(&admin.access), json!({ "reason": "lost" })).await;
    assert_eq!(done.status, 204, "{}", done.body);
    until("the socket has ended", || two.running.app.live.count() == 0).await;
}

async fn doctor_says(server: &Server, health: &str, found: &str) {
    let report = doctor::report(&server.running.app).await;
    let check = report["checks"].as_array().unwrap().iter().find(|c| c["name"] == "bus").unwrap();
    assert_eq!((&check["health"], &check["found"]), (&json!(health), &json!(found)));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_hear_each_other_through_the_database() {
    let (one, two) = pair(BusChoice::Postgres).await;
    hear_each_other(&one, &two).await;
    doctor_says(&one, "good", "postgres, 1 other processes").await;
    assert_ne!(one.running.app.node, two.running.app.node);
    assert_eq!(one.running.spki, two.running.spki);
    two.stop().await;
    one.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_hear_each_other_through_redis() {
    let (port, dir) = (free_port(), tempfile::tempdir().unwrap());
    let redis = Outside::redis(port, dir.path()).await;
    let url = Secret::new(format!("redis://:plum@127.0.0.1:{port}"));
    let (one, two) = pair(BusChoice::Redis(url)).await;
    hear_each_other(&one, &two).await;
    doctor_says(&two, "good", "redis, 1 other processes").await;
    drop(redis);
    two.stop().await;
    one.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_hear_each_other_through_nats() {
    let port = free_port();
    let nats = Outside::nats(port).await;
    let url = Secret::new(format!("nats://ann:plum@127.0.0.1:{port}"));
    let (one, two) = pair(BusChoice::Nats(url)).await;
    hear_each_other(&one, &two).await;
    doctor_says(&two, "good", "nats, 1 other processes").await;
    drop(nats);
    two.stop().await;
    one.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_bus_is_away_everything_but_pokes_goes_on_and_then_they_come_back() {
    let (port, dir) = (free_port(), tempfile::tempdir().unwrap());
    let redis = Outside::redis(port, dir.path()).await;
    let url = Secret::new(format!("redis://:plum@127.0.0.1:{port}"));
    let (one, two) = pair(BusChoice::Redis(url)).await;
    let report = |server: &Server| bus::report(&server.running.app);
    until("both hear", || report(&one).connected && report(&two).connected).await;
    drop(redis);
    until("both notice", || !report(&one).connected && !report(&two).connected).await;
    let told = doctor::report(&one.running.app).await;
    assert_eq!(told["status"], "warning", "{told}");
    let admin = one.admin().await;
    let doctor = laptop(&one, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(&two, &admin, "nan", Role::Nurse, 2).await;
    doctor.patient("Okafor").await;
    assert_eq!(doctor.sync(&one).await["refused"], 0);
    nurse.sync(&two).await;
    assert_eq!(nurse.names().await, ["Okafor, Ada"]);
    until("the loss is counted", || report(&one).lost > 0).await;
    let redis = Outside::redis(port, dir.path()).await;
    until("both hear again", || report(&one).connected && report(&two).connected).await;
    nurse.app.go_online().unwrap();
    until("the nurse is online", || two.running.app.live.count() == 1).await;
    doctor.patient("Tanaka").await;
    doctor.sync(&one).await;
    assert_eq!(until_listed(&nurse, 2).await.len(), 2);
    drop(redis);
    two.stop().await;
    one.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_take_turns_on_one_chart_never_judge_by_an_old_copy() {
    let (one, two) = pair(BusChoice::Process).await;
    let admin = one.admin().await;
    let doctor = laptop(&one, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(&two, &admin, "nan", Role::Nurse, 2).await;
    let [patient, chart, _] = doctor.patient("Okafor").await;
    assert_eq!(doctor.sync(&one).await["refused"], 0);
    nurse.sync(&two).await;
    for round in 0..5 {
        for (laptop, server, who) in [(&doctor, &one, "doc"), (&nurse, &two, "nan")] {
            allergy(laptop, &patient, &chart, &format!("{who}{round}")).await;
            // Each server holds the chart as it was when it wrote to it last; the row in the transaction says it is old.
            assert_eq!(laptop.sync(server).await["refused"], 0, "{who} {round}");
        }
    }
    doctor.sync(&one).await;
    nurse.sync(&two).await;
    for laptop in [&doctor, &nurse] {
        let shown = laptop.say("chart_get", json!({ "patient": patient })).await.unwrap();
        let shown = shown.to_string();
        for round in 0..5 {
            assert!(
                shown.contains(&format!("doc{round}")) && shown.contains(&format!("nan{round}"))
            );
        }
    }
    let verified = satchel_server::audit::verify::report(&two.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
    two.stop().await;
    one.stop().await;
}

async fn allergy(laptop: &Laptop, patient: &Value, chart: &Value, text: &str) {
    let [item] = laptop.ids().await;
    let fields = json!({
        "doc": chart, "patient": patient, "item": item, "code": { "text": text }, "verification": "confirmed",
    });
    laptop.write("allergy_add", fields).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_push_to_two_processes_at_once_and_the_log_stays_dense() {
    let (one, two) = pair(BusChoice::Postgres).await;
    let admin = one.admin().await;
    let doctor = one.staff(&admin, "doc", Role::Doctor).await;
    let nurse = one.staff(&admin, "nan", Role::Nurse).await;
    let (mut first, mut second) = (Pen::enrol(&one, &doctor).await, Pen::enrol(&two, &nurse).await);
    let (patient, chart, items) = first.patient("Okafor");
    first.accepted(items).await;
    let mut lots = Vec::new();
    for round in 0..10 {
        let mine = first.allergy(patient, chart, &format!("a{round}"));
        let yours = second.allergy(patient, chart, &format!("b{round}"));
        lots.push((mine, yours));
    }
    for (mine, yours) in lots {
        tokio::join!(first.accepted(vec![mine]), second.accepted(vec![yours]));
    }
    let mut tx = one.running.app.store.read().await.unwrap();
    let row = satchel_server_store::document::find(&mut tx, chart).await.unwrap().unwrap();
    drop(tx);
    // The register of the patient writes the chart once.
    assert!(row.head_seq >= 20, "{}", row.head_seq);
    one.settle().await;
    let verified = satchel_server::audit::verify::report(&one.running.app).await.unwrap();
    assert_eq!(verified["status"], "intact", "{verified}");
    two.stop().await;
    one.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn behind_one_address_a_process_that_goes_away_is_not_missed() {
    let url = postgres_url().await;
    let port = free_port();
    let address = format!("127.0.0.1:{port}");
    let public = Some(address.clone());
    let one = Server::start(Some(url.clone()), |c| c.public_address.clone_from(&public)).await;
    let two = beside(&one, url, BusChoice::Postgres).await;
    let dir = tempfile::tempdir().unwrap();
    let text = proxy(port, &[one.running.addr, two.running.addr]);
    let file = dir.path().join("haproxy.cfg");
    #[expect(clippy::disallowed_methods, reason = "a file of this test")]
    std::fs::write(&file, text).unwrap();
    let edge =
        Outside::start("/usr/sbin/haproxy", &["-db", "-f", &file.to_string_lossy()], port).await;
    let admin = one.admin().await;
    let doctor = laptop(&one, &admin, "doc", Role::Doctor, 1).await;
    let nurse = laptop(&one, &admin, "nan", Role::Nurse, 2).await;
    doctor.patient("Okafor").await;
    doctor.sync(&one).await;
    nurse.sync(&one).await;
    assert_eq!(nurse.names().await, ["Okafor, Ada"]);
    one.stop().await;
    doctor.patient("Tanaka").await;
    assert_eq!(doctor.sync(&two).await["refused"], 0);
    nurse.sync(&two).await;
    assert_eq!(nurse.names().await.len(), 2);
    drop(edge);
    two.stop().await;
}

/// TCP through to each server in turn; TLS stays between device and server, so the pinned key holds.
fn proxy(port: u16, servers: &[SocketAddr]) -> String {
    let mut text = format!(
        "defaults\n mode tcp\n timeout connect 2s\n timeout client 60s\n timeout server 60s\n retries 3\n \
         option redispatch 1\nfrontend edge\n bind 127.0.0.1:{port}\n default_backend nodes\nbackend nodes\n balance roundrobin\n"
    );
    for (n, server) in servers.iter().enumerate() {
        writeln!(text, " server n{n} {server} check inter 200ms fall 1").unwrap();
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_share_one_port_where_it_said_so() {
    let url = postgres_url().await;
    let one = Server::start(Some(url.clone()), |c| c.reuse_port = true).await;
    let (addr, of) = (one.running.addr, |name: &str| one.dir.path().join(name));
    let (keys, tls) = (of("keys.cbor"), (of("tls-cert.pem"), of("tls-key.pem")));
    let two = Server::start(Some(url), |c| {
        (c.keys_file, c.tls) = (keys, Some(tls));
        (c.listen, c.reuse_port) = (addr, true);
    })
    .await;
    assert_eq!(two.running.addr, addr);
    for _ in 0..8 {
        assert_eq!(two.get("/readyz", None).await.status, 200);
    }
    one.stop().await;
    // Connections that the first one held are over; new ones go to the second.
    let fresh = crate::harness::client();
    let answer = fresh.get(format!("https://{addr}/readyz")).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    two.stop().await;
}
