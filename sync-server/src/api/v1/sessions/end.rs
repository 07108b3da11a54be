//! `DELETE /api/v1/sessions/current`: sign out.
use axum::{extract::State, http::StatusCode};

use crate::{
    auth::session::{self, Caller},
    http::problem::Failure,
    state::App,
};

/// # Errors
/// `unauthenticated` where no session is live: signing out twice says so.
pub async fn handle(State(app): State<App>, caller: Caller) -> Result<StatusCode, Failure> {
    session::end(&app, &caller).await?;
    Ok(StatusCode::NO_CONTENT)
}
