//! The edge around every route: request id, time limit, panics caught, security headers, one log line.
use std::{panic::AssertUnwindSafe, time::Duration};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt as _;
use satchel_model::entropy::Entropy;
use satchel_protocol::problem::{ErrorCode, Problem};

use crate::{
    http::problem::{Failed, Failure},
    state::App,
};

/// Longest time until the head of a sync answer, in seconds: a push may bring megabytes over a bad line.
const SYNC_TIMEOUT_S: u64 = 300;

/// Sixteen hex digits that name one request in logs, in the answer and as incident id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(pub String);

impl RequestId {
    /// A fresh one.
    #[must_use]
    pub fn new(entropy: &dyn Entropy) -> Self {
        let mut bytes = [0; 8];
        entropy.fill(&mut bytes);
        Self(hex::encode(bytes))
    }
}

/// Headers of every answer, whatever the route.
pub const HEADERS: &[(&str, &str)] = &[
    ("strict-transport-security", "max-age=63072000; includeSubDomains"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ("x-frame-options", "DENY"),
    ("cache-control", "no-store"),
];

/// Runs one request inside its bounds and finishes the answer.
pub async fn edge(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = RequestId::new(&*app.entropy);
    let started = app.now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|m| m.as_str().to_owned());
    let sync = request.uri().path().starts_with("/v1/sync/");
    let seconds = if sync { SYNC_TIMEOUT_S } else { app.limits.timeout_s };
    request.extensions_mut().insert(id.clone());
    let work = AssertUnwindSafe(next.run(request)).catch_unwind();
    let mut response = match tokio::time::timeout(Duration::from_secs(seconds), work).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Failure::new(ErrorCode::Internal).into_response(),
        Err(_) => Failure(Problem::new(ErrorCode::Timeout).after(5)).into_response(),
    };
    let code = response.extensions().get::<Failed>().map(|f| f.0);
    if code.is_some_and(ErrorCode::report) {
        response = with_incident(response, &id).await;
    }
    let ms = app.now().since(started);
    log(&id, method.as_str(), route.as_deref().unwrap_or("-"), &response, code, ms);
    let part = response.extensions().get::<PagePart>().copied();
    finish(response.headers_mut(), &id, part);
    response
}

fn log(
    id: &RequestId,
    method: &str,
    route: &str,
    response: &Response,
    code: Option<ErrorCode>,
    ms: i64,
) {
    let status = response.status().as_u16();
    let code = code.map_or("-", ErrorCode::word);
    let request = id.0.as_str();
    if status >= 500 {
        tracing::error!(request, method, route, status, code, ms, "request failed");
    } else {
        tracing::info!(request, method, route, status, code, ms, "request");
    }
}

/// Put on an answer that is a part of a page: what a page may do, and how long a browser may keep it. Nothing else of
/// [`HEADERS`] can be changed by a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PagePart {
    /// `content-security-policy`.
    pub policy: &'static str,
    /// `cache-control`.
    pub cache: &'static str,
}

fn finish(headers: &mut HeaderMap, id: &RequestId, part: Option<PagePart>) {
    for (name, value) in HEADERS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Some(part) = part {
        let policy = HeaderValue::from_static(part.policy);
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(part.cache));
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        headers.insert("x-request-id", value);
    }
    headers.remove(header::SERVER);
}

/// Writes the request id into the Problem of a failure that support will be asked about.
async fn with_incident(response: Response, id: &RequestId) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = axum::body::to_bytes(body, 64 * 1024).await.unwrap_or_default();
    let bytes = match serde_json::from_slice::<Problem>(&bytes) {
        Ok(mut problem) => {
            problem.incident = Some(id.0.clone());
            serde_json::to_vec(&problem).unwrap_or_default()
        }
        Err(_) => bytes.to_vec(),
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_reported_failure_carries_the_incident_id() {
        let id = RequestId("00ff".to_owned());
        let failure = Failure::new(ErrorCode::Internal).into_response();
        let response = with_incident(failure, &id).await;
        let bytes = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap();
        let problem: Problem = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(problem.incident.as_deref(), Some("00ff"));
    }

    #[test]
    fn every_answer_gets_every_header() {
        let mut headers = HeaderMap::new();
        headers.insert(header::SERVER, HeaderValue::from_static("made up"));
        finish(&mut headers, &RequestId("ab".to_owned()), None);
        for (name, value) in HEADERS {
            assert_eq!(headers[*name], *value);
        }
        assert_eq!(headers["x-request-id"], "ab");
        assert!(!headers.contains_key(header::SERVER));
        let part = PagePart { policy: "default-src 'self'", cache: "no-cache" };
        finish(&mut headers, &RequestId("ab".to_owned()), Some(part));
        assert_eq!(headers["content-security-policy"], "default-src 'self'");
        assert_eq!(headers["cache-control"], "no-cache");
        assert_eq!(headers["x-frame-options"], "DENY");
    }
}
