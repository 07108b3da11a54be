//! `POST /api/v1/web/sessions`: sign in from a page; the session is in the cookie.
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{AppendHeaders, IntoResponse},
};
use serde::Deserialize;

use crate::{
    auth::sign_in,
    http::{
        extract::{Body, Client},
        problem::Failure,
    },
    state::App,
    web::{guard, session},
};

/// Who wants in.
#[derive(Deserialize)]
pub struct SignIn {
    /// The sign-in name.
    pub login: String,
    /// The password.
    pub password: String,
}

/// # Errors
/// `bad_credentials`, `user_inactive`, `rate_limited`, `overloaded` as for devices; `forbidden` for a request of another
/// site's page, and for a role that has no pages.
pub async fn handle(
    State(app): State<App>,
    Client(address): Client,
    uri: Uri,
    headers: HeaderMap,
    Body(asked): Body<SignIn>,
) -> Result<impl IntoResponse, Failure> {
    guard::changing(&headers, &uri)?;
    let proved = sign_in::prove(&app, &asked.login, asked.password, address).await?;
    let mut tx = app.store.begin().await?;
    proved.keep(&app, &mut tx).await?;
    let (token, opened) = session::open(&app, &mut tx, &proved.user).await?;
    tx.commit().await?;
    app.sequencer.ring();
    let told = session::told(&app, &opened).await?;
    Ok((AppendHeaders([(header::SET_COOKIE, session::cookie(Some(&token)))]), Json(told)))
}
