//! `GET /api/v1/devices`: the caller's devices; everybody's for those who manage or audit them.
use axum::{Json, extract::State};
use satchel_protocol::api::DeviceLine;

use crate::{
    auth::{device, session::Caller},
    http::problem::Failure,
    state::App,
};

/// # Errors
/// `unauthenticated`.
pub async fn handle(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<Vec<DeviceLine>>, Failure> {
    let whose = if device::sees_devices(caller.role) { None } else { Some(caller.user) };
    device::list(&app, whose).await.map(Json)
}
