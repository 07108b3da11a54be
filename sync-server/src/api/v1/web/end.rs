//! `DELETE /api/v1/web/sessions/current`: sign out; the browser forgets what it kept of us.
use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::{AppendHeaders, IntoResponse},
};
use satchel_protocol::problem::ErrorCode;

use crate::{
    auth,
    http::problem::Failure,
    state::App,
    web::{guard, session},
};

/// # Errors
/// `unauthenticated` where nobody is signed in; `forbidden` for a request of another site's page.
pub async fn handle(
    State(app): State<App>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failure> {
    let token = session::token(&headers).ok_or(ErrorCode::Unauthenticated)?;
    guard::changing(&headers, &uri)?;
    let (caller, _) = session::authenticate(&app, token).await?;
    auth::session::end(&app, &caller).await?;
    let forget = (
        HeaderName::from_static("clear-site-data"),
        HeaderValue::from_static("\"cache\", \"cookies\", \"storage\""),
    );
    let cookie = (header::SET_COOKIE, session::cookie(None));
    Ok((StatusCode::NO_CONTENT, AppendHeaders([cookie, forget])))
}
