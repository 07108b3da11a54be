//! HTTP on 127.0.0.1 at a random port, behind a token: the engine for a browser on the same machine.
//!
//! `POST /call` takes a command and answers a reply, or a problem under its status. `GET /events` streams events.
//! Every request carries the token and names this very address as its host, so that a page from elsewhere that was
//! led here by a forged name gets nothing.
use crate::carry;
use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, StatusCode, header},
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
use satchel_protocol::{command::Window, limit};
use std::{convert::Infallible, io, net::SocketAddr, sync::Arc};
use tokio::net::TcpListener;

/// What a browser must know to ask.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Door {
    /// Where it listens.
    pub addr: SocketAddr,
    /// What each request must carry as bearer token.
    pub token: String,
}

#[derive(Clone)]
struct Shared {
    app: Arc<App>,
    window: Window,
    host: String,
    bearer: String,
}

/// Opens the door on a free port and answers until the process ends or the future is dropped.
///
/// # Errors
/// No port to be had.
pub async fn open(
    app: Arc<App>,
    window: Window,
    entropy: &dyn Entropy,
) -> io::Result<(Door, impl Future<Output = io::Result<()>> + Send + use<>)> {
    let listener = TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).await?;
    let addr = listener.local_addr()?;
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    let token = Hash::from_bytes(bytes).to_string();
    let shared = Shared { app, window, host: addr.to_string(), bearer: format!("Bearer {token}") };
    let router = Router::new()
        .route("/call", post(call))
        .route("/events", get(events))
        .layer(DefaultBodyLimit::max(limit::JSON_MAX))
        .layer(middleware::from_fn_with_state(shared.clone(), known))
        .with_state(shared);
    Ok((Door { addr, token }, async move { axum::serve(listener, router).await }))
}

/// Lets through who has the token and means this address.
async fn known(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let is = |headers: &HeaderMap, name, want: &str| {
        headers.get(name).is_some_and(|v| satchel_vault::mac::same(v.as_bytes(), want.as_bytes()))
    };
    let headers = request.headers();
    if is(headers, header::HOST, &shared.host) && is(headers, header::AUTHORIZATION, &shared.bearer)
    {
        next.run(request).await
    } else {
        StatusCode::NOT_FOUND.into_response()
    }
}

async fn call(State(shared): State<Shared>, body: Bytes) -> Response {
    let (status, text) = carry(&shared.app, shared.window, &body).await;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text).into_response()
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
