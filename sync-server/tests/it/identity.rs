//! Tokens and the person behind them: live, expired, ended, stopped; fields at their bounds.
use crate::harness::{OTHER, PASSWORD, Server, on_both};
use satchel_model::role::Role;
use satchel_server::auth::session;
use serde_json::json;

on_both!(a_token_is_known_while_its_session_is_and_live_only_until_it_ends);

async fn a_token_is_known_while_its_session_is_and_live_only_until_it_ends(server: &Server) {
    let app = &server.running.app;
    let first = server.admin().await;
    let known = session::look_up(app, &first.access).await.unwrap().unwrap();
    assert!(known.live);
    assert_eq!((known.caller.user, known.caller.role), (first.me.user, Role::ClinicAdmin));
    assert_eq!((known.caller.device, known.caller.patient), (None, None));
    assert_eq!(known.caller.counted(), *first.me.user.as_bytes());
    for nonsense in ["", "00", "zz", &"ab".repeat(32)] {
        assert!(session::look_up(app, nonsense).await.unwrap().is_none(), "{nonsense}");
    }
    server.wait_ms(599_999);
    assert!(session::look_up(app, &first.access).await.unwrap().unwrap().live);
    server.wait_ms(1);
    assert!(!session::look_up(app, &first.access).await.unwrap().unwrap().live);
    let refused = session::authenticate(app, &first.access).await.unwrap_err();
    assert_eq!(refused.code().word(), "unauthenticated");
    let body = json!({ "refresh": first.refresh });
    let second: satchel_protocol::api::Session =
        server.post("/api/v1/sessions/refresh", None, body).await.read();
    assert!(session::look_up(app, &first.access).await.unwrap().is_none(), "replaced");
    let device = server.enrol(&second).await;
    let known = session::look_up(app, &device.session().access).await.unwrap().unwrap();
    assert_eq!(
        (known.caller.device, known.caller.counted()),
        (Some(device.id), *device.id.as_bytes())
    );
    assert!(
        !session::look_up(app, &second.access).await.unwrap().unwrap().live,
        "enrolling ends it"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn names_labels_and_sign_in_names_hold_at_their_bounds() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let invite = |name: String| {
        let body = json!({ "name": name, "role": 4 });
        server.post("/api/v1/invitations", Some(&admin.access), body)
    };
    for (length, status) in [(0, 422), (1, 200), (120, 200), (121, 422)] {
        assert_eq!(invite("ž".repeat(length)).await.status, status, "{length}");
    }
    assert_eq!(invite("line\nbreak".to_owned()).await.status, 422);
    let code = server.invite(&admin, "Grace", Role::Nurse).await.code;
    for (login, status) in [("", 422), ("two words", 422), ("grace@example.org", 200)] {
        assert_eq!(server.accept(&code, login).await.status, status, "{login}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_holds_at_its_bounds_and_may_be_any_unicode() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let varied: String = ('!'..='~').cycle().step_by(11).take(256).collect();
    let cases = [
        ("velvet anchor 9", 200),
        ("velvet anchor ", 422),
        ("žluťoučký kůň úpěl ďábelské ódy", 200),
        (varied.as_str(), 200),
        (&format!("{varied}x"), 422),
        ("passwordpassword", 422),
    ];
    for (n, (password, status)) in cases.into_iter().enumerate() {
        let code = server.invite(&admin, "Grace", Role::Nurse).await.code;
        let body = json!({ "code": code, "login": format!("user{n}"), "password": password });
        let answer = server.post("/api/v1/invitations/accept", None, body).await;
        assert_eq!(answer.status, status, "{password}: {}", answer.body);
        if status == 200 {
            let body = json!({ "login": format!("user{n}"), "password": password });
            assert_eq!(server.post("/api/v1/sessions", None, body).await.status, 200);
        }
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_secret_is_in_any_clear_column() {
    let server = Server::sqlite().await;
    let admin = server.admin().await;
    let grace = server.staff(&admin, "grace-canary", Role::Nurse).await;
    let device = server.enrol(&grace).await;
    let secrets = [
        "Ada L.",
        "ada",
        "grace-canary",
        "Laptop",
        PASSWORD,
        OTHER,
        &admin.access,
        &admin.refresh,
        &device.session().refresh,
        server.running.setup_code.as_deref().unwrap(),
    ];
    let dir = server.dir.path().to_owned();
    for name in ["satchel.db", "satchel.db-wal", "satchel.keys"] {
        let bytes = std::fs::read(dir.join(name)).unwrap_or_default();
        for secret in secrets.iter().filter(|s| s.len() > 3) {
            let found = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
            assert!(!found, "{secret} in {name}");
        }
        let raw = hex::decode(&admin.refresh).unwrap();
        assert!(!bytes.windows(32).any(|w| w == raw), "a refresh token in {name}");
    }
    server.stop().await;
}
