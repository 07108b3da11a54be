//! `GET /api/v1/rpc/events`: what became old, as server-sent events.
use axum::{body::Body, extract::State, http::header, response::IntoResponse};

use crate::{
    http::problem::Failure,
    rpc::{Asker, events},
    state::App,
};

/// # Errors
/// `unauthenticated`, or `overloaded` where too many pages are open.
pub async fn handle(State(app): State<App>, asker: Asker) -> Result<impl IntoResponse, Failure> {
    let stream = events::stream(&app, asker).await?;
    let kind = [(header::CONTENT_TYPE, "text/event-stream")];
    Ok((kind, Body::from_stream(stream)))
}
