//! `POST /api/v1/rpc`: one command in, its reply out.
use axum::{Json, extract::State};
use satchel_protocol::command::{Command, Reply};

use crate::{
    http::{extract::Body, problem::Failure},
    rpc::{self, Asker},
    state::App,
};

/// # Errors
/// `unauthenticated`, `wrong_window`, and what the command says.
pub async fn handle(
    State(app): State<App>,
    asker: Asker,
    Body(command): Body<Command>,
) -> Result<Json<Reply>, Failure> {
    rpc::dispatch(&app, &asker, command).await.map(Json)
}
