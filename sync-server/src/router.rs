//! Every route with who may call it, in one table that the router, the tests and the documentation share.
use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    middleware,
    routing::{MethodRouter, delete, get, post},
};
use satchel_protocol::problem::ErrorCode;

use crate::{
    api::v1::{devices, invitations, review, rpc, sessions, setup, web},
    http::{layer, problem::Failure},
    state::App,
    sync,
    web::page,
};

/// Who may call a route at all; what they may do there is decided further in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody: the body carries a code, a password or a token, or nothing is told.
    Open,
    /// A live session.
    Session,
    /// A device that says HELLO.
    Device,
}

/// One route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// `GET`, `POST` or `DELETE`.
    pub method: &'static str,
    /// Path as axum writes it.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
}

const fn route(method: &'static str, path: &'static str, access: Access) -> Route {
    Route { method, path, access }
}

/// Every route of the server.
pub const ROUTES: &[Route] = &[
    route("GET", "/livez", Access::Open),
    route("GET", "/readyz", Access::Open),
    route("POST", "/api/v1/setup", Access::Open),
    route("POST", "/api/v1/sessions", Access::Open),
    route("DELETE", "/api/v1/sessions/current", Access::Session),
    route("POST", "/api/v1/sessions/refresh", Access::Open),
    route("POST", "/api/v1/invitations", Access::Session),
    route("POST", "/api/v1/invitations/accept", Access::Open),
    route("POST", "/api/v1/devices", Access::Session),
    route("GET", "/api/v1/devices", Access::Session),
    route("POST", "/api/v1/devices/{id}/revoke", Access::Session),
    route("GET", "/api/v1/review", Access::Session),
    route("POST", "/api/v1/web/sessions", Access::Open),
    route("GET", "/api/v1/web/sessions/current", Access::Session),
    route("DELETE", "/api/v1/web/sessions/current", Access::Session),
    route("POST", "/api/v1/rpc", Access::Session),
    route("GET", "/api/v1/rpc/events", Access::Session),
    route("GET", "/", Access::Open),
    route("GET", "/patient", Access::Open),
    route("GET", "/patient/", Access::Open),
    route("GET", "/patient/{*file}", Access::Open),
    route("GET", "/admin", Access::Open),
    route("GET", "/admin/", Access::Open),
    route("GET", "/admin/{*file}", Access::Open),
    route("POST", "/v1/sync/push", Access::Device),
    route("POST", "/v1/sync/pull", Access::Device),
    route("GET", "/v1/sync/live", Access::Device),
    #[cfg(feature = "interop")]
    route("POST", "/api/v1/interop/tickets", Access::Session),
    #[cfg(feature = "interop")]
    route("GET", "/v1/interop", Access::Session),
];
/// Routes that only feature `interop` has.
#[cfg(test)]
const INTEROP: [&str; 2] = ["/api/v1/interop/tickets", "/v1/interop"];

/// The handler of a route of [`ROUTES`]; `None` for one that nobody wrote, which a test refuses.
fn handler(route: &Route) -> Option<MethodRouter<App>> {
    Some(match (route.method, route.path) {
        ("GET", "/livez") => get(livez),
        ("GET", "/readyz") => get(readyz),
        ("POST", "/api/v1/setup") => post(setup::create::handle),
        ("POST", "/api/v1/sessions") => post(sessions::create::handle),
        ("DELETE", "/api/v1/sessions/current") => delete(sessions::end::handle),
        ("POST", "/api/v1/sessions/refresh") => post(sessions::refresh::handle),
        ("POST", "/api/v1/invitations") => post(invitations::create::handle),
        ("POST", "/api/v1/invitations/accept") => post(invitations::accept::handle),
        ("POST", "/api/v1/devices") => post(devices::enrol::handle),
        ("GET", "/api/v1/devices") => get(devices::list::handle),
        ("POST", "/api/v1/devices/{id}/revoke") => post(devices::revoke::handle),
        ("GET", "/api/v1/review") => get(review::list::handle),
        ("POST", "/api/v1/web/sessions") => post(web::create::handle),
        ("GET", "/api/v1/web/sessions/current") => get(web::current::handle),
        ("DELETE", "/api/v1/web/sessions/current") => delete(web::end::handle),
        ("POST", "/api/v1/rpc") => post(rpc::call::handle),
        ("GET", "/api/v1/rpc/events") => get(rpc::events::handle),
        ("GET", "/") => get(page::front),
        ("GET", "/patient") => get(async || page::to("/patient/")),
        ("GET", "/patient/") => get(page::patient),
        ("GET", "/admin") => get(async || page::to("/admin/")),
        ("GET", "/admin/") => get(page::admin),
        ("GET", "/patient/{*file}" | "/admin/{*file}") => get(page::asset),
        ("POST", "/v1/sync/push") => post(sync::push::handle),
        ("POST", "/v1/sync/pull") => post(sync::pull::handle),
        ("GET", "/v1/sync/live") => get(sync::live::handle),
        #[cfg(feature = "interop")]
        ("POST", "/api/v1/interop/tickets") => post(crate::api::v1::interop::ticket::handle),
        #[cfg(feature = "interop")]
        ("GET", "/v1/interop") => get(crate::interop::socket::handle),
        _ => return None,
    })
}

/// The whole router with its edge.
pub fn build(app: &App) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        if let Some(handler) = handler(route) {
            router = router.route(route.path, handler);
        }
    }
    router
        .fallback(async || Failure::new(ErrorCode::NotFound))
        .method_not_allowed_fallback(async || Failure::new(ErrorCode::NotFound))
        // Sync handlers read their bodies frame by frame within their own limits; every other handler within `Body`.
        .layer(DefaultBodyLimit::disable())
        .layer(middleware::from_fn_with_state(App::clone(app), layer::edge))
        .with_state(App::clone(app))
}

/// The process answers.
async fn livez() -> &'static str {
    "ok"
}

/// The process can do work: the database answers.
async fn readyz(State(app): State<App>) -> Result<&'static str, Failure> {
    if app.drain.is_cancelled() {
        return Err(ErrorCode::Overloaded.into());
    }
    let probe = tokio::time::timeout(Duration::from_secs(2), app.store.engine()).await;
    probe.map_err(|_| ErrorCode::DatabaseDown)??;
    Ok("ok")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_has_a_handler_and_is_named_once() {
        let mut seen = std::collections::BTreeSet::new();
        for route in ROUTES {
            assert!(handler(route).is_some(), "{route:?}");
            assert!(seen.insert((route.method, route.path)), "{route:?}");
        }
    }

    #[test]
    fn every_route_stands_in_the_documentation_with_who_may_call_it() {
        let text = include_str!("../../docs/API.md");
        let mut rows: Vec<&str> = text.lines().filter(|l| l.starts_with("| `")).collect();
        if !cfg!(feature = "interop") {
            rows.retain(|row| !INTEROP.iter().any(|path| row.contains(&format!(" {path}` |"))));
        }
        assert_eq!(rows.len(), ROUTES.len());
        for route in ROUTES {
            let begin = format!("| `{} {}` |", route.method, route.path);
            assert!(rows.iter().any(|row| row.starts_with(&begin)), "{begin}");
        }
    }
}
