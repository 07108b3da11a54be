//! Pages: signing in by cookie, what another site cannot do, and the files themselves.
use crate::harness::{Answer, OTHER, PASSWORD, Server, client, on_both};
use satchel_model::{id::PatientId, role::Role, time::MINUTE_MS};
use satchel_protocol::api::Session;
use serde_json::{Value, json};

on_both!(
    a_page_signs_in_asks_and_signs_out,
    a_session_of_a_page_ends_without_use_and_after_half_a_day,
    another_site_can_neither_sign_in_nor_ask,
    who_works_with_the_app_gets_no_pages,
    a_wrong_password_is_told_alike_whoever_tried,
    a_stopped_person_is_out_at_once,
);

/// A browser with its cookie.
pub(crate) struct Page<'a> {
    server: &'a Server,
    pub(crate) cookie: String,
}

/// Sends a request as a page of this origin does.
pub(crate) async fn send(
    server: &Server,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: Option<Value>,
) -> Answer {
    let url = format!("https://{}{path}", server.running.addr);
    let mut request = client().request(method.parse().unwrap(), url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    if let Some(body) = body {
        request = request.header("content-type", "application/json").body(body.to_string());
    }
    let response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Answer { status, headers, body }
}

pub(crate) fn origin(server: &Server) -> String {
    format!("https://{}", server.running.addr)
}

impl<'a> Page<'a> {
    /// A page whose person has signed in.
    pub(crate) async fn open(server: &'a Server, login: &str, password: &str) -> Self {
        let answer = sign_in(server, login, password).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { server, cookie }
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let origin = origin(self.server);
        let headers = [("cookie", self.cookie.as_str()), ("origin", &origin), ("x-satchel", "1")];
        send(self.server, (method, path), &headers, body).await
    }

    /// A command's answer, or its refusal.
    pub(crate) async fn ask(&self, cmd: &str, args: Value) -> Answer {
        let body = json!({ "cmd": cmd, "args": args });
        self.send("POST", "/api/v1/rpc", Some(body)).await
    }

    /// The value of a command's reply.
    pub(crate) async fn say(&self, cmd: &str, args: Value) -> Value {
        let mut answer = self.ask(cmd, args).await;
        assert_eq!(answer.status, 200, "{cmd}: {}", answer.body);
        answer.body["value"].take()
    }

    async fn current(&self) -> Answer {
        self.send("GET", "/api/v1/web/sessions/current", None).await
    }
}

async fn sign_in(server: &Server, login: &str, password: &str) -> Answer {
    let origin = origin(server);
    let body = json!({ "login": login, "password": password });
    let headers = [("origin", origin.as_str()), ("x-satchel", "1")];
    send(server, ("POST", "/api/v1/web/sessions"), &headers, Some(body)).await
}

async fn a_page_signs_in_asks_and_signs_out(server: &Server) {
    server.admin().await;
    let answer = sign_in(server, "Ada", PASSWORD).await;
    assert_eq!(
        (&answer.body["surface"], &answer.body["clinic"]),
        (&json!("admin"), &json!("Riverside"))
    );
    assert_eq!(answer.body["me"]["name"], "Ada L.");
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["__Host-satchel=", "Path=/", "Secure", "HttpOnly", "SameSite=Strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let page = Page { server, cookie: cookie.split(';').next().unwrap().to_owned() };
    assert_eq!(page.current().await.body["me"], answer.body["me"]);
    assert_eq!(page.say("people_list", Value::Null).await["people"][0]["login"], "ada");
    // The cookie's token is none of a device, and the other way round.
    let token = page.cookie.split_once('=').unwrap().1;
    let tried = server.get("/api/v1/devices", Some(token)).await;
    assert_eq!(tried.refusal(), (401, "unauthenticated"));
    let gone = page.send("DELETE", "/api/v1/web/sessions/current", None).await;
    assert_eq!(gone.status, 204);
    assert!(gone.header("clear-site-data").contains("\"cookies\""));
    assert!(gone.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(page.current().await.refusal(), (401, "unauthenticated"));
    assert_eq!(page.ask("people_list", Value::Null).await.refusal(), (401, "unauthenticated"));
}

async fn a_session_of_a_page_ends_without_use_and_after_half_a_day(server: &Server) {
    server.admin().await;
    let page = Page::open(server, "ada", PASSWORD).await;
    server.wait_ms(15 * MINUTE_MS - 1);
    assert_eq!(page.current().await.status, 200);
    server.wait_ms(15 * MINUTE_MS - 1);
    assert_eq!(page.current().await.status, 200, "use makes it last");
    server.wait_ms(15 * MINUTE_MS);
    assert_eq!(page.current().await.refusal(), (401, "unauthenticated"));
    let page = Page::open(server, "ada", PASSWORD).await;
    for _ in 0..71 {
        server.wait_ms(10 * MINUTE_MS);
        assert_eq!(page.current().await.status, 200);
    }
    server.wait_ms(10 * MINUTE_MS);
    assert_eq!(page.current().await.refusal(), (401, "unauthenticated"), "twelve hours");
}

async fn another_site_can_neither_sign_in_nor_ask(server: &Server) {
    server.admin().await;
    let page = Page::open(server, "ada", PASSWORD).await;
    let ours = origin(server);
    let cookie = page.cookie.as_str();
    let body = json!({ "cmd": "people_list" });
    for headers in [
        &[("cookie", cookie), ("origin", ours.as_str())][..],
        &[("cookie", cookie), ("x-satchel", "1")],
        &[("cookie", cookie), ("x-satchel", "1"), ("origin", "https://evil.example")],
        &[
            ("cookie", cookie),
            ("x-satchel", "1"),
            ("origin", ours.as_str()),
            ("sec-fetch-site", "cross-site"),
        ],
    ] {
        let answer = send(server, ("POST", "/api/v1/rpc"), headers, Some(body.clone())).await;
        assert_eq!(answer.refusal(), (403, "forbidden"), "{headers:?}");
        let answer = send(server, ("DELETE", "/api/v1/web/sessions/current"), headers, None).await;
        assert_eq!(answer.refusal(), (403, "forbidden"), "{headers:?}");
    }
    let headers = [("cookie", cookie), ("origin", "https://evil.example")];
    let events = send(server, ("GET", "/api/v1/rpc/events"), &headers, None).await;
    assert_eq!(events.refusal(), (403, "forbidden"));
    let body = json!({ "login": "ada", "password": PASSWORD });
    let headers = [("origin", "https://evil.example"), ("x-satchel", "1")];
    let answer = send(server, ("POST", "/api/v1/web/sessions"), &headers, Some(body)).await;
    assert_eq!(answer.refusal(), (403, "forbidden"));
    assert!(!answer.headers.contains_key("set-cookie"));
    assert_eq!(page.current().await.status, 200, "nothing of it harmed the session");
}

async fn who_works_with_the_app_gets_no_pages(server: &Server) {
    let admin = server.admin().await;
    for (login, role) in [("dora", Role::Doctor), ("nell", Role::Nurse), ("rita", Role::Reception)]
    {
        server.staff(&admin, login, role).await;
        let answer = sign_in(server, login, OTHER).await;
        assert_eq!(answer.refusal(), (403, "forbidden"), "{login}");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
}

async fn a_wrong_password_is_told_alike_whoever_tried(server: &Server) {
    server.admin().await;
    for login in ["ada", "nobody"] {
        let answer = sign_in(server, login, "wrong").await;
        assert_eq!(answer.refusal(), (401, "bad_credentials"), "{login}");
    }
    for _ in 0..4 {
        sign_in(server, "ada", "wrong").await;
    }
    assert_eq!(sign_in(server, "ada", PASSWORD).await.refusal(), (429, "rate_limited"));
}

async fn a_stopped_person_is_out_at_once(server: &Server) {
    let admin = server.admin().await;
    server.staff(&admin, "ivan", Role::It).await;
    let page = Page::open(server, "ivan", OTHER).await;
    let people = page.say("people_list", Value::Null).await;
    let people = people["people"].as_array().unwrap();
    let ivan = people.iter().find(|p| p["login"] == "ivan").unwrap();
    let call = json!({ "verb": "user_deactivate", "user": ivan["user"] });
    let call = serde_json::from_value(call).unwrap();
    let progress = satchel_server::admin::Progress::default();
    satchel_server::admin::act::perform(&server.running.app, call, &progress).await.unwrap();
    assert_eq!(page.current().await.refusal(), (401, "unauthenticated"));
    assert_eq!(sign_in(server, "ivan", OTHER).await.refusal(), (403, "user_inactive"));
}

/// A page of a patient who has a record.
pub(crate) async fn patient<'a>(
    server: &'a Server,
    admin: &Session,
    patient: &Value,
    login: &str,
) -> Page<'a> {
    let patient: PatientId = serde_json::from_value(patient.clone()).unwrap();
    let invited = server.invite_patient(admin, patient).await;
    assert_eq!(server.accept(&invited.code, login).await.status, 200);
    Page::open(server, login, OTHER).await
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::disallowed_methods, reason = "made-up pages, not state")]
async fn the_pages_come_with_their_policy_and_nothing_else_does() {
    let ui = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(ui.path().join(name), text).unwrap();
    std::fs::create_dir(ui.path().join("assets")).unwrap();
    put("patient.html", "<p>patients");
    put("admin.html", "<p>console");
    put("clinic.html", "<p>clinic");
    put("first.js", "1");
    put("assets/a-1.js", "2");
    let folder = ui.path().to_owned();
    let server = Server::start(None, |c| c.ui = Some(folder)).await;
    for (path, body, cache) in [
        ("/patient/", "<p>patients", "no-cache"),
        ("/admin/", "<p>console", "no-cache"),
        ("/patient/first.js", "1", "no-cache"),
        ("/admin/assets/a-1.js", "2", "public, max-age=31536000, immutable"),
    ] {
        let answer = server.get(path, None).await;
        let said = answer.body.as_str().map_or_else(|| answer.body.to_string(), str::to_owned);
        assert_eq!((answer.status, said.as_str()), (200, body), "{path}");
        assert_eq!(answer.header("cache-control"), cache, "{path}");
        let policy = answer.header("content-security-policy");
        assert_eq!(policy, satchel_server::web::page::POLICY, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    for path in [
        "/patient/clinic.html",
        "/patient/assets/none.js",
        "/patient/..%2fCargo.toml",
        "/admin/assets/..%2f..%2fkeys.cbor",
        "/clinic/",
    ] {
        assert_eq!(server.get(path, None).await.refusal(), (404, "not_found"), "{path}");
    }
    let front = server.get("/", None).await;
    let text = front.body.as_str().unwrap();
    assert!(text.contains("\"/patient/\"") && text.contains("\"/admin/\""));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_without_pages_says_that_there_are_none() {
    let server = Server::sqlite().await;
    if !cfg!(feature = "embed-ui") {
        assert_eq!(server.get("/patient/", None).await.refusal(), (404, "not_found"));
    }
    let moved = server.get("/patient", None).await;
    assert!(matches!(moved.status, 308 | 404), "{}", moved.status);
    server.stop().await;
}
