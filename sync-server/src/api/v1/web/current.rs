//! `GET /api/v1/web/sessions/current`: who is signed in here; for a page that was loaded anew.
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, Uri},
};
use satchel_protocol::problem::ErrorCode;

use crate::{
    http::problem::Failure,
    state::App,
    web::{
        guard,
        session::{self, Signed},
    },
};

/// # Errors
/// `unauthenticated` where nobody is.
pub async fn handle(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Signed>, Failure> {
    let token = session::token(&headers).ok_or(ErrorCode::Unauthenticated)?;
    guard::looking(&headers, &uri)?;
    let (caller, opened) = session::authenticate(&app, token).await?;
    app.rates.api(caller.counted())?;
    session::told(&app, &opened).await.map(Json)
}
