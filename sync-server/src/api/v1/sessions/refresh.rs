//! `POST /api/v1/sessions/refresh`: the next tokens for a single-use one.
use axum::{Json, extract::State};
use satchel_protocol::api::{Refresh, Session};

use crate::{
    auth::session,
    http::{extract::Body, problem::Failure},
    state::App,
};

/// # Errors
/// See [`session::refresh`].
pub async fn handle(
    State(app): State<App>,
    Body(asked): Body<Refresh>,
) -> Result<Json<Session>, Failure> {
    session::refresh(&app, &asked).await.map(Json)
}
