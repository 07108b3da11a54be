use super::*;
use satchel_core::{clock::SystemClock, host::MemoryHost};
use satchel_vault::random::OsEntropy;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
};

/// An open door with the app behind it.
struct Open {
    _folder: tempfile::TempDir,
    app: Arc<App>,
    door: Door,
    tasks: JoinSet<io::Result<()>>,
}

impl Open {
    async fn new() -> Self {
        Self::with(Options { window: Window::Clinic, live: false, screens: None }).await
    }

    async fn with(options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let entropy = Arc::new(OsEntropy::new());
        let app = Arc::new(App::new(
            Arc::new(MemoryHost::default()),
            folder.path().to_owned(),
            Arc::new(SystemClock),
            Arc::<OsEntropy>::clone(&entropy),
        ));
        let (door, serving) = open(Arc::clone(&app), options, &*entropy).await.unwrap();
        let mut tasks = JoinSet::new();
        tasks.spawn(serving);
        Self { _folder: folder, app, door, tasks }
    }

    fn host(&self) -> String {
        self.door.addr.to_string()
    }

    /// What the door answers to these very bytes.
    async fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.door.addr).await.unwrap();
        // The door may hang up on a body that it does not want before it has read it all.
        drop(stream.write_all(bytes).await);
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer).await);
        String::from_utf8(answer).unwrap()
    }

    async fn request(&self, method: &str, path: &str, headers: &str, body: &[u8]) -> String {
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        self.raw(&[head.as_bytes(), body].concat()).await
    }

    /// The headers of one who may come in.
    fn known(&self) -> String {
        format!("Host: {}\r\nAuthorization: Bearer {}\r\n", self.host(), self.door.token)
    }

    async fn call(&self, body: &[u8]) -> String {
        self.request("POST", "/call", &self.known(), body).await
    }

    async fn close(mut self) {
        self.tasks.shutdown().await;
    }
}

const STATUS: &[u8] = br#"{"cmd":"status"}"#;

fn is(answer: &str, status: u16) -> bool {
    answer.starts_with(&format!("HTTP/1.1 {status} "))
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").expect("a head").1
}

#[tokio::test]
async fn the_token_at_this_very_address_opens_the_door() {
    let open = Open::new().await;
    let answer = open.call(STATUS).await;
    assert!(is(&answer, 200), "{answer}");
    assert!(body(&answer).contains(r#""state":"not_joined""#));
    let head = answer.to_lowercase();
    assert!(head.contains("content-type: application/json"), "{answer}");
    assert!(head.contains("cache-control: no-store"), "no browser keeps an answer: {answer}");
    assert!(!head.contains("access-control-"), "no other page is let in: {answer}");
    open.close().await;
}

#[tokio::test]
async fn it_listens_on_loopback_at_a_port_of_its_own_with_a_token_of_its_own() {
    let (one, two) = (Open::new().await, Open::new().await);
    for open in [&one, &two] {
        assert_eq!(open.door.addr.ip(), std::net::Ipv4Addr::LOCALHOST);
        assert_ne!(open.door.addr.port(), 0);
        assert_eq!(open.door.token.len(), 64);
    }
    assert_ne!(one.door.token, two.door.token);
    let crossed = format!("Host: {}\r\nAuthorization: Bearer {}\r\n", one.host(), two.door.token);
    assert!(is(&one.request("POST", "/call", &crossed, STATUS).await, 404));
    one.close().await;
    two.close().await;
}

#[tokio::test]
async fn a_token_that_is_wrong_missing_or_elsewhere_finds_nothing() {
    let open = Open::new().await;
    let token = open.door.token.clone();
    for authorization in [
        String::new(),
        "Authorization: \r\n".to_owned(),
        "Authorization: Bearer\r\n".to_owned(),
        format!("Authorization: {token}\r\n"),
        format!("Authorization: bearer {token}\r\n"),
        format!("Authorization: Basic {token}\r\n"),
        format!("Authorization: Bearer {}\r\n", "0".repeat(64)),
        format!("Authorization: Bearer {}\r\n", token.chars().take(63).collect::<String>()),
        format!("Authorization: Bearer {token}0\r\n"),
        format!("Authorization: Bearer {}\r\n", token.to_uppercase() + "A"),
        format!("Cookie: token={token}\r\n"),
        format!("X-Authorization: Bearer {token}\r\n"),
    ] {
        let headers = format!("Host: {}\r\n{authorization}", open.host());
        for answer in [
            open.request("POST", "/call", &headers, STATUS).await,
            open.request("GET", "/events", &headers, STATUS).await,
            open.request("GET", "/", &headers, STATUS).await,
        ] {
            assert!(is(&answer, 404), "{authorization}: {answer}");
            assert_eq!(body(&answer), "", "nothing is said to a stranger");
        }
    }
    let in_query = format!("/call?token={token}");
    let answer =
        open.request("POST", &in_query, &format!("Host: {}\r\n", open.host()), STATUS).await;
    assert!(is(&answer, 404), "a token in an address is in a history: {answer}");
    open.close().await;
}

#[tokio::test]
async fn a_name_that_only_leads_here_is_not_this_address() {
    let open = Open::new().await;
    let port = open.door.addr.port();
    for host in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("localhost:{port}"),
        "127.0.0.1".to_owned(),
        format!("127.0.0.1:{}", port.wrapping_add(1)),
        format!("127.0.0.1.evil.example:{port}"),
        format!("[::1]:{port}"),
    ] {
        let headers = format!("Host: {host}\r\nAuthorization: Bearer {}\r\n", open.door.token);
        let answer = open.request("POST", "/call", &headers, STATUS).await;
        assert!(is(&answer, 404), "{host}: {answer}");
    }
    open.close().await;
}

#[tokio::test]
async fn only_the_methods_and_paths_that_are_meant_are_there() {
    let open = Open::new().await;
    for (method, path, status) in [
        ("GET", "/call", 405),
        ("PUT", "/call", 405),
        ("DELETE", "/call", 405),
        ("OPTIONS", "/call", 405),
        ("POST", "/events", 405),
        ("GET", "/", 404),
        ("GET", "/call/", 404),
        ("POST", "/call/status", 404),
        ("POST", "//call", 404),
        ("GET", "/..%2fcall", 404),
    ] {
        let answer = open.request(method, path, &open.known(), STATUS).await;
        assert!(is(&answer, status), "{method} {path}: {answer}");
    }
    open.close().await;
}

#[tokio::test]
async fn what_is_no_command_is_malformed_and_never_quoted() {
    let open = Open::new().await;
    for bad in [
        &b""[..],
        b"not json",
        b"{",
        b"null",
        b"[]",
        b"\"status\"",
        br#"{"cmd":7}"#,
        br#"{"cmd":"secret_word"}"#,
        br#"{"cmd":"unlock"}"#,
        br#"{"cmd":"unlock","args":{"password":7}}"#,
        br#"{"cmd":"status"} trailing"#,
        b"\xff\xfe\x00",
        br#"{"args":{"password":"secret_word"}}"#,
    ] {
        let answer = open.call(bad).await;
        let shown = String::from_utf8_lossy(bad);
        assert!(is(&answer, 400), "{shown}: {answer}");
        let problem: serde_json::Value = serde_json::from_str(body(&answer)).unwrap();
        assert_eq!(problem["code"], "malformed", "{shown}");
        assert!(!answer.contains("secret_word"), "{answer}");
    }
    open.close().await;
}

#[tokio::test]
async fn a_problem_answers_under_its_own_status() {
    let open = Open::new().await;
    for (command, code) in [
        (r#"{"cmd":"sync_now"}"#, "not_joined"),
        (r#"{"cmd":"draft_list"}"#, "not_joined"),
        (r#"{"cmd":"new_ids","args":{"count":0}}"#, "invalid"),
    ] {
        let answer = open.call(command.as_bytes()).await;
        let problem: satchel_protocol::problem::Problem =
            serde_json::from_str(body(&answer)).unwrap();
        assert_eq!(problem.code.word(), code, "{command}");
        assert!(is(&answer, problem.code.status()), "{answer}");
    }
    open.close().await;
}

#[tokio::test]
async fn a_body_has_a_bound_and_one_byte_more_is_too_large() {
    let open = Open::new().await;
    let mut most = vec![b' '; limit::JSON_MAX];
    most[..STATUS.len()].copy_from_slice(STATUS);
    assert!(is(&open.call(&most).await, 200));
    most.push(b' ');
    let answer = open.call(&most).await;
    assert!(is(&answer, 413), "{answer}");
    open.close().await;
}

#[tokio::test]
async fn a_stranger_with_a_large_body_is_sent_away_before_it_is_read() {
    let open = Open::new().await;
    let head = format!(
        "POST /call HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: 99999999999\r\n\r\n",
        open.host()
    );
    assert!(is(&open.raw(head.as_bytes()).await, 404));
    open.close().await;
}

#[tokio::test]
async fn bytes_that_are_no_http_do_not_stop_the_door() {
    let open = Open::new().await;
    for noise in [
        &b"\x16\x03\x01\x02\x00\x01\x00"[..],
        b"hello\r\n\r\n",
        b"GET\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ] {
        let answer = open.raw(noise).await;
        assert!(answer.is_empty() || is(&answer, 400), "{answer}");
    }
    assert!(is(&open.call(STATUS).await, 200));
    open.close().await;
}

/// Reads from the stream until `text` has come.
async fn until(stream: &mut TcpStream, heard: &mut String, text: &str) {
    let mut bytes = [0; 4_096];
    while !heard.contains(text) {
        let read = stream.read(&mut bytes).await.unwrap();
        assert_ne!(read, 0, "the stream ended: {heard}");
        heard.push_str(std::str::from_utf8(&bytes[..read]).unwrap());
    }
}

#[tokio::test]
async fn events_come_as_they_happen_to_everybody_who_listens() {
    let open = Open::new().await;
    let mut streams = Vec::new();
    for _ in 0..2 {
        let mut stream = TcpStream::connect(open.door.addr).await.unwrap();
        let request = format!("GET /events HTTP/1.1\r\n{}\r\n", open.known());
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut heard = String::new();
        until(&mut stream, &mut heard, "\r\n\r\n").await;
        assert!(is(&heard, 200), "{heard}");
        assert!(heard.to_lowercase().contains("content-type: text/event-stream"), "{heard}");
        streams.push((stream, heard));
    }
    // Locking what is not open is still told: every screen asks anew.
    assert!(is(&open.call(br#"{"cmd":"lock"}"#).await, 200));
    for (stream, heard) in &mut streams {
        until(stream, heard, r#"data: {"event":"changed","value":[{"topic":"session"}]}"#).await;
    }
    // One who hangs up does not silence the other.
    streams.remove(0);
    assert!(is(&open.call(br#"{"cmd":"lock"}"#).await, 200));
    let (stream, heard) = &mut streams[0];
    heard.clear();
    until(stream, heard, r#""topic":"session""#).await;
    open.close().await;
}

#[tokio::test]
async fn the_door_is_the_same_engine_as_the_program_behind_it() {
    let open = Open::new().await;
    let here = carry(&open.app, Window::Clinic, STATUS).await;
    let there = open.call(STATUS).await;
    assert_eq!((here.status, here.text.as_str()), (200, body(&there)));
    open.close().await;
}

fn any(screens: Option<PathBuf>) -> Options {
    Options { window: Window::Any, live: false, screens }
}

#[tokio::test]
async fn a_page_asks_as_the_surface_it_is() {
    let open = Open::with(any(None)).await;
    let people = br#"{"cmd":"people_list"}"#;
    for (said, code) in [
        ("x-satchel-window: clinic\r\n", "wrong_window"),
        ("x-satchel-window: patient\r\n", "wrong_window"),
        ("x-satchel-window: kitchen\r\n", "wrong_window"),
        ("x-satchel-window: \r\n", "wrong_window"),
        ("x-satchel-window: admin\r\n", "not_joined"),
        ("", "not_joined"),
    ] {
        let headers = format!("{}{said}", open.known());
        let answer = open.request("POST", "/call", &headers, people).await;
        assert!(body(&answer).contains(&format!(r#""code":"{code}""#)), "{said}: {answer}");
    }
    open.close().await;
}

#[tokio::test]
async fn a_door_for_one_surface_lets_no_page_be_another() {
    let open = Open::new().await;
    let admin = format!("{}x-satchel-window: admin\r\n", open.known());
    let answer = open.request("POST", "/call", &admin, STATUS).await;
    assert!(is(&answer, 403) && body(&answer).contains(r#""code":"wrong_window""#), "{answer}");
    let clinic = format!("{}x-satchel-window: clinic\r\n", open.known());
    assert!(is(&open.request("POST", "/call", &clinic, STATUS).await, 200));
    open.close().await;
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "files of a made-up build, not state")]
async fn screens_are_served_with_their_policy_and_without_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let screens = folder.path().join("dist");
    std::fs::create_dir(&screens).unwrap();
    std::fs::write(screens.join("clinic.html"), "<!doctype html>").unwrap();
    std::fs::write(folder.path().join("secret.html"), "no").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path().join("secret.html"), screens.join("out.html"))
        .unwrap();
    let open = Open::with(any(Some(screens))).await;
    let host = format!("Host: {}\r\n", open.host());
    let page = open.request("GET", "/clinic.html", &host, b"").await;
    assert!(is(&page, 200) && body(&page) == "<!doctype html>", "{page}");
    let head = page.to_lowercase();
    assert!(head.contains("content-type: text/html; charset=utf-8"));
    assert!(head.contains("content-security-policy: default-src 'none'; script-src 'self';"));
    assert!(head.contains("x-content-type-options: nosniff"));
    let first = open.request("GET", "/", &host, b"").await;
    assert!(is(&first, 303) && first.contains("location: /clinic.html"), "{first}");
    for path in
        ["/../secret.html", "/out.html", "/%2e%2e/secret.html", "/none.html", "//secret.html"]
    {
        assert!(is(&open.request("GET", path, &host, b"").await, 404), "{path}");
    }
    assert!(is(&open.request("POST", "/clinic.html", &host, b"").await, 405));
    let elsewhere = "Host: evil.example\r\n";
    assert!(is(&open.request("GET", "/clinic.html", elsewhere, b"").await, 404));
    open.close().await;
}

#[tokio::test]
async fn without_screens_the_door_serves_none() {
    let open = Open::new().await;
    let host = format!("Host: {}\r\n", open.host());
    for path in ["/", "/clinic.html"] {
        assert!(is(&open.request("GET", path, &host, b"").await, 404), "{path}");
    }
    open.close().await;
}
