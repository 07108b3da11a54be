//! Errors as responses: one Problem shape, its status, and the headers that tell when to come back.
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use satchel_protocol::problem::{ErrorCode, Problem};
use satchel_server_store::StoreError;

/// A Problem on its way out of a handler; `?` makes it from codes, problems and store errors.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure(pub Problem);

/// Put on a failed response so that the edge can log the code and add the incident id.
#[derive(Debug, Clone, Copy)]
pub struct Failed(pub ErrorCode);

impl Failure {
    /// A failure with this code and nothing else.
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self(Problem::new(code))
    }

    /// The code.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        self.0.code
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(store_problem(&error))
    }
}

/// The one mapping of store errors; each is logged here, where it leaves the server's inside.
#[must_use]
pub fn store_problem(error: &StoreError) -> Problem {
    if error.is_retryable() {
        tracing::warn!(reason = %error, "the store is busy");
        return Problem::new(ErrorCode::Overloaded).after(1);
    }
    tracing::error!(reason = %error, "the store failed");
    match error {
        _ if error.is_full() => Problem::new(ErrorCode::StorageFull),
        // Trying again reads the same damaged column.
        _ if error.is_corrupt() => Problem::new(ErrorCode::Internal),
        StoreError::Locked(_) => Problem::new(ErrorCode::InUse),
        StoreError::Newer { .. } => Problem::new(ErrorCode::NewerVersion),
        StoreError::Io { .. } => Problem::new(ErrorCode::Io),
        StoreError::Database(_) => Problem::new(ErrorCode::DatabaseDown).after(5),
        StoreError::Rows { .. }
        | StoreError::Corrupt(_)
        | StoreError::Edited(_)
        | StoreError::Permit(_) => Problem::new(ErrorCode::Internal),
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let code = self.0.code;
        let status =
            StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let after = self.0.retry_after_s;
        let limit = self.0.args.get("limit").and_then(serde_json::Value::as_u64);
        let mut response = (status, Json(self.0)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = after {
            headers.insert(header::RETRY_AFTER, seconds.into());
            headers.insert("ratelimit-reset", seconds.into());
        }
        if let Some(limit) = limit {
            headers.insert("ratelimit-limit", limit.into());
            headers.insert("ratelimit-remaining", HeaderValue::from_static("0"));
        }
        response.extensions_mut().insert(Failed(code));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_says_when_to_come_back() {
        let problem = Problem::new(ErrorCode::RateLimited).with("limit", 5).after(180);
        let response = Failure(problem).into_response();
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("retry-after"), "180");
        assert_eq!(header("ratelimit-limit"), "5");
        assert_eq!(header("ratelimit-remaining"), "0");
        assert_eq!(header("content-type"), "application/problem+json");
    }

    #[test]
    fn every_code_has_a_status_that_http_knows() {
        for code in ErrorCode::ALL {
            let response = Failure::new(*code).into_response();
            assert_eq!(response.status().as_u16(), code.status(), "{code}");
        }
    }
}
