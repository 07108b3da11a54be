//! One run of the real window, driven from outside: it starts, unlocks, carries one command, and its policy holds.
//!
//! `cargo xtask test --only window` prepares a joined vault and a screen, and says through the environment where they are.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test harness that cannot go on says so and stops"
)]
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt as _,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// The longest that one step of the window may take.
const PATIENCE: Duration = Duration::from_mins(1);

#[expect(clippy::disallowed_methods, reason = "how xtask tells this test what it prepared")]
fn told(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name}: run `cargo xtask test --only window`"))
}

/// The driver, ended with the test.
struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    fn start() -> Self {
        let free = || TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let (port, native) = (free(), free());
        let child = Command::new(told("SATCHEL_DRIVER"))
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            .args(["--native-driver", "/usr/bin/WebKitWebDriver"])
            .stdin(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let driver = Self { child, port };
        // Half a minute at most: neither it nor the one behind it says anywhere that it is ready.
        let listens = |port| TcpStream::connect(("127.0.0.1", port)).is_ok();
        for _ in 0..3_000 {
            if listens(port) && listens(native) {
                return driver;
            }
            std::thread::park_timeout(Duration::from_millis(10));
        }
        panic!("the driver does not listen");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Told to end, it ends the driver behind it; killed, it would leave that one running.
        let group = format!("-{}", self.child.id());
        drop(Command::new("kill").args(["-TERM", "--", &group]).status());
        drop(self.child.wait());
    }
}

async fn open(driver: &Driver) -> Client {
    let args = ["--dir", &told("SATCHEL_DIR"), "--keys", &told("SATCHEL_KEYS")].map(str::to_owned);
    let application = env!("CARGO_BIN_EXE_satchel-desktop");
    let wanted =
        json!({"browserName": "wry", "tauri:options": {"application": application, "args": args}});
    let Value::Object(wanted) = wanted else { panic!("capabilities are an object") };
    ClientBuilder::new(HttpConnector::new())
        .capabilities(wanted)
        .connect(&format!("http://127.0.0.1:{}", driver.port))
        .await
        .unwrap()
}

/// Runs a script that calls back with its outcome.
async fn run(client: &Client, body: &str) -> Value {
    let script = format!(
        "const done = arguments[arguments.length - 1];
         (async () => {{ {body} }})().then(done, (error) => done({{ refused: String(error?.code ?? error) }}));"
    );
    client.execute_async(&script, vec![]).await.unwrap()
}

async fn wait(client: &Client, xpath: &str) -> fantoccini::elements::Element {
    client.wait().at_most(PATIENCE).for_element(Locator::XPath(xpath)).await.unwrap()
}

const INVOKE: &str = "const invoke = (name, args) => window.__TAURI_INTERNALS__.invoke(name, args);
    const soon = (asked) => Promise.race([asked, new Promise((_, no) => setTimeout(() => no('silence'), 2000))]);";

#[tokio::test]
#[ignore = "needs a screen, a driver and a joined vault: `cargo xtask test --only window`"]
async fn the_window_starts_unlocks_carries_a_command_and_keeps_its_policy() {
    let driver = Driver::start();
    let client = open(&driver).await;

    wait(&client, "//h1[contains(., 'Locked')]").await;
    let refused = run(
        &client,
        &format!("{INVOKE} return await invoke('call', {{ command: {{ cmd: 'device_info' }} }});"),
    )
    .await;
    assert_eq!(refused, json!({"refused": "locked"}));

    let field = wait(&client, "//input[@type='password']").await;
    field.send_keys(&told("SATCHEL_PASSWORD")).await.unwrap();
    wait(&client, "//button[contains(., 'Unlock')]").await.click().await.unwrap();
    wait(&client, "//main//h1[not(contains(., 'Locked'))]").await;

    let facts = run(
        &client,
        &format!("{INVOKE} return await invoke('call', {{ command: {{ cmd: 'device_info' }} }});"),
    )
    .await;
    assert_eq!(facts["value"]["patients"].to_string(), told("SATCHEL_PATIENTS"), "{facts}");

    policy(&client).await;

    let picture = client.screenshot().await.unwrap();
    assert!(picture.starts_with(b"\x89PNG"));
    if let Some(folder) = PathBuf::from(told("SATCHEL_DIR")).parent() {
        let mut file = std::fs::OpenOptions::new()
            .create(true)
            .truncate(true)
            .write(true)
            .open(folder.join("window.png"))
            .unwrap();
        std::io::Write::write_all(&mut file, &picture).unwrap();
    }
    client.close().await.unwrap();
}

/// What a script that got into the page could try.
async fn policy(client: &Client) {
    for (what, body) in [
        ("another command", "return await soon(invoke('plugin:window|close', {}));"),
        (
            "an event of another name",
            "return await soon(invoke('plugin:event|emit', { event: 'core' }));",
        ),
        ("a command that does not exist", "return await soon(invoke('read_file', {}));"),
        ("a request elsewhere", "return await soon(fetch('http://127.0.0.1:9/'));"),
        ("code from text", "return new Function('return 1')();"),
    ] {
        let done = run(client, &format!("{INVOKE} {body}")).await;
        assert!(done.get("refused").is_some(), "{what} went through: {done}");
    }
    let markup = "document.addEventListener('securitypolicyviolation', (event) => { window.violated = event.violatedDirective; });
        const script = document.createElement('script');
        try { script.text = 'window.got = 1'; document.head.append(script); } catch { window.violated = 'trusted types'; }
        await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
        return { got: window.got ?? null, violated: window.violated ?? null };";
    let done = run(client, markup).await;
    assert_eq!(done["got"], Value::Null, "an inline script ran: {done}");
    assert_ne!(done["violated"], Value::Null, "nothing was reported: {done}");
    let frame = "const frame = document.getElementById('__tauri_isolation__');
        return { sandbox: frame?.sandbox.value ?? null, display: frame ? getComputedStyle(frame).display : null };";
    assert_eq!(run(client, frame).await, json!({"sandbox": "allow-scripts", "display": "none"}));
    let place = run(client, "location.href = 'https://example.org/'; return 'asked';").await;
    assert_eq!(place, "asked");
    let here = client.current_url().await.unwrap();
    assert_eq!(here.path(), "/clinic.html", "the window went to {here}");
}
