//! `POST /api/v1/interop/tickets`: a ticket that opens one socket, for clients that can set no header on it.
use axum::{Json, extract::State};
use satchel_model::time::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    http::{extract::Body, problem::Failure},
    interop::access,
    rpc::Asker,
    state::App,
};

/// Nothing is said: an empty object.
#[derive(Debug, Deserialize)]
pub struct Asked {}

/// A ticket, told once.
#[derive(Debug, Serialize)]
pub struct Ticket {
    /// To be named in the address: `/v1/interop?ticket=`.
    pub ticket: String,
    /// Until when it is good, if it is not used before.
    pub until: Timestamp,
}

/// # Errors
/// `unauthenticated`, `rate_limited`, `too_large`.
pub async fn handle(
    State(app): State<App>,
    asker: Asker,
    Body(Asked {}): Body<Asked>,
) -> Result<Json<Ticket>, Failure> {
    let (ticket, until) = access::ticket(&app, &asker.caller).await?;
    Ok(Json(Ticket { ticket, until }))
}
