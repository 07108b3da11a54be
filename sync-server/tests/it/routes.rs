//! What holds on every route: headers, identity, bounds, and answers that are Problems.
use crate::harness::Server;
use satchel_server::{
    http::layer::HEADERS,
    router::{Access, ROUTES},
};

fn concrete(path: &str) -> String {
    path.replace("{id}", "0198f0a0-0000-7000-8000-000000000001")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_with_every_security_header() {
    let server = Server::sqlite().await;
    let unknown = ("GET", "/nothing/here");
    let known = ROUTES.iter().map(|r| (r.method, r.path));
    for (method, path) in known.chain([unknown]) {
        let body = (method == "POST").then(|| "{}".to_owned());
        let answer = server.send(method, &concrete(path), None, body).await;
        for (name, value) in HEADERS {
            assert_eq!(answer.header(name), *value, "{method} {path} {name}");
        }
        assert_eq!(answer.header("x-request-id").len(), 16, "{method} {path}");
        assert!(answer.status < 500, "{method} {path}: {}", answer.body);
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_session_route_refuses_strangers_and_wrong_tokens() {
    let server = Server::sqlite().await;
    for route in ROUTES.iter().filter(|r| r.access == Access::Session) {
        for token in [None, Some("nonsense".to_owned()), Some("ab".repeat(32))] {
            let body = (route.method == "POST").then(|| "{}".to_owned());
            let path = concrete(route.path);
            let answer = server.send(route.method, &path, token.as_deref(), body).await;
            assert_eq!(answer.refusal(), (401, "unauthenticated"), "{route:?} {token:?}");
        }
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_body_is_bounded_and_must_be_json() {
    let server = Server::sqlite().await;
    let session = server.admin().await;
    let routes = ROUTES.iter().filter(|r| r.method == "POST" && r.path.starts_with("/api/"));
    for route in routes {
        let path = concrete(route.path);
        let send = |body: String| server.send("POST", &path, Some(&session.access), Some(body));
        let large = format!("\"{}\"", "x".repeat(64 * 1_024));
        assert_eq!(send(large).await.refusal(), (413, "too_large"), "{path}");
        let broken = send("{".to_owned()).await;
        assert_eq!(broken.refusal(), (400, "malformed"), "{path}");
        assert_eq!(broken.body["args"]["place"], "line 1 column 1");
        assert_eq!(broken.body["incident"], broken.header("x-request-id"));
        let bare = server.send("POST", &path, Some(&session.access), None).await;
        assert_eq!(bare.refusal(), (400, "malformed"), "{path}");
    }
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_method_and_an_unknown_path_are_not_told_apart() {
    let server = Server::sqlite().await;
    for (method, path) in [("PUT", "/api/v1/setup"), ("GET", "/api/v1/setup"), ("GET", "/x")] {
        assert_eq!(server.send(method, path, None, None).await.refusal(), (404, "not_found"));
    }
    assert_eq!(server.get("/livez", None).await.status, 200);
    assert_eq!(server.get("/readyz", None).await.status, 200);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_may_ask_300_times_a_minute() {
    let server = Server::start(None, |c| c.settings.api_per_minute = 10).await;
    let session = server.admin().await;
    for _ in 0..10 {
        assert_eq!(server.get("/api/v1/devices", Some(&session.access)).await.status, 200);
    }
    let limited = server.get("/api/v1/devices", Some(&session.access)).await;
    assert_eq!(limited.refusal(), (429, "rate_limited"));
    assert_eq!(limited.header("retry-after"), "6");
    server.wait_ms(6_000);
    assert_eq!(server.get("/api/v1/devices", Some(&session.access)).await.status, 200);
    server.stop().await;
}

/// One request to a router of its own, inside the server's edge.
async fn at_the_edge(
    server: &Server,
    handler: axum::routing::MethodRouter,
) -> (u16, serde_json::Value) {
    use tower::ServiceExt as _;
    let app = satchel_server::App::clone(&server.running.app);
    let edge = axum::middleware::from_fn_with_state(app, satchel_server::http::layer::edge);
    let router = axum::Router::new().route("/x", handler).layer(edge);
    let request = axum::http::Request::builder().uri("/x").body(axum::body::Body::empty()).unwrap();
    let response = router.oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_becomes_an_internal_problem_with_an_incident() {
    async fn faulty() -> &'static str {
        panic!("made to fail")
    }
    let server = Server::sqlite().await;
    let (status, body) = at_the_edge(&server, axum::routing::get(faulty)).await;
    assert_eq!((status, body["code"].as_str()), (500, Some("internal")));
    assert_eq!(body["incident"].as_str().map(str::len), Some(16));
    assert!(!body.to_string().contains("made to fail"));
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handler_that_takes_too_long_is_given_up() {
    let server = Server::start(None, |c| c.settings.timeout_s = 0).await;
    let never = axum::routing::get(std::future::pending::<&'static str>);
    let (status, body) = at_the_edge(&server, never).await;
    assert_eq!((status, body["code"].as_str()), (504, Some("timeout")));
    server.stop().await;
}
