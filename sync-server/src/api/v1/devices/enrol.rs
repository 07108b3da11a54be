//! `POST /api/v1/devices`: enrols the calling person's new device.
use axum::{Json, extract::State, http::HeaderMap};
use satchel_protocol::api::{Enrol, Enrolled};

use crate::{
    auth::{enrol, session::Caller},
    http::{
        extract::{self, Body},
        problem::Failure,
    },
    state::App,
};

/// # Errors
/// See [`enrol::enrol`].
pub async fn handle(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Body(asked): Body<Enrol>,
) -> Result<Json<Enrolled>, Failure> {
    let access = extract::bearer(&headers)?;
    enrol::enrol(&app, &caller, access, &asked).await.map(Json)
}
