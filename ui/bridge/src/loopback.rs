//! HTTP on 127.0.0.1 at a random port, behind a token: the engine for a browser on the same machine.
//!
//! `POST /call` takes a command and answers a reply, or a problem under its status. `GET /events` streams events.
//! Both carry the token and say in `x-satchel-window` which surface's page asks; what that surface may ask is judged
//! behind the door. Every request names this very address as its host, so that a page from elsewhere that was led
//! here by a forged name gets nothing. With a folder of built screens it serves these too, to anybody on this machine:
//! they hold no record.
mod pages;

use crate::{Carried, carry, carry_live};
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{
        IntoResponse, Response,
        sse::{Event as Sse, KeepAlive},
    },
    routing::{get, post},
};
use futures_util::{Stream, StreamExt as _, stream};
use satchel_core::app::App;
use satchel_model::{entropy::Entropy, id::Hash};
use satchel_protocol::{
    command::Window,
    limit,
    problem::{ErrorCode, Problem},
};
use std::{convert::Infallible, io, net::SocketAddr, path::PathBuf, sync::Arc};
use tokio::net::TcpListener;

/// What a browser must know to ask.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Door {
    /// Where it listens.
    pub addr: SocketAddr,
    /// What each request must carry as bearer token.
    pub token: String,
}

/// How the door behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which surface may ask; of [`Window::Any`], each page says which one it is.
    pub window: Window,
    /// Sync by itself once a vault is open; else only when asked.
    pub live: bool,
    /// Folder of the built screens.
    pub screens: Option<PathBuf>,
}

#[derive(Clone)]
struct Shared {
    app: Arc<App>,
    options: Options,
    host: String,
    bearer: String,
}

/// The header by which a page says which surface it is.
const WINDOW: &str = "x-satchel-window";

/// Opens the door on a free port and answers until the process ends or the future is dropped.
///
/// # Errors
/// No port to be had.
pub async fn open(
    app: Arc<App>,
    options: Options,
    entropy: &dyn Entropy,
) -> io::Result<(Door, impl Future<Output = io::Result<()>> + Send + use<>)> {
    let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
    let addr = listener.local_addr()?;
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    let token = Hash::from_bytes(bytes).to_string();
    let shared = Shared { app, options, host: addr.to_string(), bearer: format!("Bearer {token}") };
    let router = Router::new()
        .route("/call", post(call))
        .route("/events", get(events))
        .layer(DefaultBodyLimit::max(limit::JSON_MAX))
        .layer(middleware::from_fn_with_state(shared.clone(), known))
        .fallback(screens)
        .layer(middleware::from_fn_with_state(shared.clone(), here))
        .with_state(shared);
    Ok((Door { addr, token }, async move { axum::serve(listener, router).await }))
}

fn is(headers: &HeaderMap, name: header::HeaderName, want: &str) -> bool {
    headers.get(name).is_some_and(|v| satchel_vault::mac::same(v.as_bytes(), want.as_bytes()))
}

/// Lets through who means this address.
async fn here(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if is(request.headers(), header::HOST, &shared.host) {
        next.run(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

/// Lets through who has the token.
async fn known(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    if is(request.headers(), header::AUTHORIZATION, &shared.bearer) {
        next.run(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

/// Which surface asks: what the page says, if the door lets it; none where it does not.
fn surface(allowed: Window, said: Option<&HeaderValue>) -> Option<Window> {
    let Some(said) = said else { return Some(allowed) };
    let word = serde_json::Value::from(said.to_str().ok()?);
    let said: Window = serde_json::from_value(word).ok()?;
    (allowed == Window::Any || allowed == said).then_some(said)
}

async fn screens(State(shared): State<Shared>, request: Request) -> Response {
    let Some(root) = &shared.options.screens else { return StatusCode::NOT_FOUND.into_response() };
    if request.method() != Method::GET {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let first = match shared.options.window {
        Window::Any | Window::Clinic => "clinic.html",
        Window::Patient => "patient.html",
        Window::Admin => "admin.html",
    };
    pages::serve(root, request.uri().path(), first).await
}

async fn call(State(shared): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let Carried { status, text } = match surface(shared.options.window, headers.get(WINDOW)) {
        None => refused(ErrorCode::WrongWindow),
        Some(window) if shared.options.live => carry_live(&shared.app, window, &body).await,
        Some(window) => carry(&shared.app, window, &body).await,
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text).into_response()
}

fn refused(code: ErrorCode) -> Carried {
    let text = serde_json::to_string(&Problem::new(code)).unwrap_or_default();
    Carried { status: code.status(), text }
}

async fn events(State(shared): State<Shared>) -> Response {
    let listener = shared.app.events();
    let told: std::pin::Pin<Box<dyn Stream<Item = Result<Sse, Infallible>> + Send>> =
        stream::unfold(listener, |mut listener| async move {
            let event = listener.next().await?;
            let text = serde_json::to_string(&event).unwrap_or_default();
            Some((Ok(Sse::default().data(text)), listener))
        })
        .boxed();
    axum::response::sse::Sse::new(told).keep_alive(KeepAlive::default()).into_response()
}

#[cfg(test)]
mod tests;
