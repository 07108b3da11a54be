//! `POST /api/v1/devices/{id}/revoke`: shuts a device out.
use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use satchel_model::id::DeviceId;
use satchel_protocol::{api::Revoke, problem::ErrorCode};

use crate::{
    auth::{device, session::Caller},
    http::{extract::Body, problem::Failure},
    state::App,
};

/// # Errors
/// `not_found` for an unknown or another person's device, `already_done` the second time.
pub async fn handle(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    Body(asked): Body<Revoke>,
) -> Result<StatusCode, Failure> {
    let id: DeviceId = id.parse().map_err(|_| ErrorCode::NotFound)?;
    device::revoke(&app, &caller, id, asked.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
