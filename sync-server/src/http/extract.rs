//! What handlers take: a bounded JSON body, the client's address, the signed-in person.
use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequest, FromRequestParts, Request},
    http::{HeaderMap, header, request::Parts},
};
use futures_util::StreamExt as _;
use satchel_protocol::problem::{ErrorCode, Problem};
use serde::de::DeserializeOwned;

use crate::{
    auth::session::{self, Caller},
    http::{client, problem::Failure},
    state::App,
};

/// A JSON body, at most as large as the settings say; never echoed in an error.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let json =
            request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).is_some_and(
                |v| v.split(';').next().is_some_and(|t| t.trim() == "application/json"),
            );
        if !json {
            let problem = Problem::new(ErrorCode::Malformed).with("expected", "application/json");
            return Err(problem.into());
        }
        let bytes = collect(request.into_body(), app.limits.body_bytes).await?;
        serde_json::from_slice(&bytes).map(Self).map_err(|e| {
            let place = format!("line {} column {}", e.line(), e.column());
            Problem::new(ErrorCode::Malformed).with("place", place).into()
        })
    }
}

/// The whole body, given up at the first byte over `max`.
/// # Errors
/// `too_large`, or `malformed` where the connection broke.
pub async fn collect(body: axum::body::Body, max: usize) -> Result<Vec<u8>, Failure> {
    let mut stream = body.into_data_stream();
    let mut out = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| ErrorCode::Malformed)?;
        if out.len().saturating_add(chunk.len()) > max {
            return Err(Problem::new(ErrorCode::TooLarge).with("max", max).into());
        }
        out.extend_from_slice(&chunk);
    }
    Ok(out)
}

/// The address a request came from, for limits and the audit.
pub struct Client(pub IpAddr);

impl FromRequestParts<App> for Client {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.ok_or(ErrorCode::Internal)?.0;
        Ok(Self(client::address(peer, &parts.headers, &app.limits.trusted_proxies)))
    }
}

/// The access token of the `Authorization: Bearer` header.
/// # Errors
/// `unauthenticated` where there is none.
pub fn bearer(headers: &HeaderMap) -> Result<&str, Failure> {
    headers
        .get(header::AUTHORIZATION)
        .and_then(|v| v.to_str().ok())
        .and_then(|v| v.strip_prefix("Bearer "))
        .map(str::trim)
        .ok_or_else(|| ErrorCode::Unauthenticated.into())
}

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let token = bearer(&parts.headers)?;
        let caller = session::authenticate(app, token).await?;
        app.rates.api(caller.counted())?;
        Ok(caller)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_may_be_exactly_as_long_as_the_limit() {
        let body = |n| axum::body::Body::from(vec![0; n]);
        assert_eq!(collect(body(0), 4).await.unwrap().len(), 0);
        assert_eq!(collect(body(4), 4).await.unwrap().len(), 4);
        assert_eq!(collect(body(5), 4).await.unwrap_err().code(), ErrorCode::TooLarge);
    }

    #[test]
    fn only_a_bearer_header_carries_a_token() {
        let with = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, text.parse().unwrap());
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(with("Bearer abc").unwrap(), "abc");
        for text in ["Basic abc", "bearer abc", "abc", ""] {
            assert_eq!(with(text).unwrap_err().code(), ErrorCode::Unauthenticated, "{text}");
        }
        assert!(bearer(&HeaderMap::new()).is_err());
    }
}
