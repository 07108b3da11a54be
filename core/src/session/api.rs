//! The server's REST side as the device uses it: JSON calls to a server that is known by its key.
use crate::sync::transport::{Method, Server, Transport};
use futures_util::future::BoxFuture;
use satchel_model::id::Hash;
use satchel_protocol::problem::{ErrorCode, Problem};
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;

/// A server: where it is and which key it must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// `https://host:port`.
    pub address: String,
    /// SHA-256 of its public key info.
    pub spki: Hash,
}

/// One JSON call.
#[derive(Clone)]
pub struct Call {
    /// Path, such as `/api/v1/sessions`.
    pub path: &'static str,
    /// Access token, 64 hex digits.
    pub bearer: Option<String>,
    /// JSON body of a POST.
    pub body: Vec<u8>,
}

/// The way to servers; tests bring their own.
pub trait Remote: Send + Sync {
    /// Makes a call and answers its JSON.
    fn call(&self, pin: &Pin, call: Call) -> BoxFuture<'static, Result<Vec<u8>, Problem>>;

    /// The carrier of sync to a server.
    ///
    /// # Errors
    /// A problem with the address or the key.
    fn transport(&self, pin: &Pin) -> Result<Arc<dyn Transport>, Problem>;
}

/// Servers over HTTPS.
#[derive(Debug, Default, Clone, Copy)]
pub struct Https;

impl Remote for Https {
    fn call(&self, pin: &Pin, call: Call) -> BoxFuture<'static, Result<Vec<u8>, Problem>> {
        let server = Server::new(&pin.address, pin.spki);
        Box::pin(async move {
            let server = server.map_err(|t| Problem::new(t.code))?;
            let bearer = call.bearer.as_deref();
            let answer = server.json(Method::Post, call.path, bearer, Some(call.body)).await;
            let answer = answer.map_err(|t| {
                let problem = Problem::new(t.code);
                t.retry_after_s.map_or(problem.clone(), |s| problem.after(s))
            })?;
            if (200..300).contains(&answer.status) {
                Ok(answer.body)
            } else {
                Err(refusal(&answer.body))
            }
        })
    }

    fn transport(&self, pin: &Pin) -> Result<Arc<dyn Transport>, Problem> {
        let server = Server::new(&pin.address, pin.spki).map_err(|t| Problem::new(t.code))?;
        Ok(Arc::new(server))
    }
}

/// A refusal as the server put it; something else answers that is no Satchel server.
fn refusal(body: &[u8]) -> Problem {
    serde_json::from_slice(body).unwrap_or_else(|_| Problem::new(ErrorCode::WrongAddress))
}

/// A call with typed question and answer.
///
/// # Errors
/// The server's problem, [`ErrorCode::Offline`], or [`ErrorCode::WrongAddress`] for an answer that is none of ours.
pub async fn ask<Q: Serialize, A: DeserializeOwned>(
    remote: &dyn Remote,
    pin: &Pin,
    path: &'static str,
    bearer: Option<String>,
    question: &Q,
) -> Result<A, Problem> {
    let body = serde_json::to_vec(question).map_err(|_| Problem::new(ErrorCode::Internal))?;
    let answer = remote.call(pin, Call { path, bearer, body }).await?;
    serde_json::from_slice(&answer).map_err(|_| Problem::new(ErrorCode::WrongAddress))
}

/// 32 bytes of 64 hex digits.
///
/// # Errors
/// [`ErrorCode::WrongAddress`]: the answer is none of ours.
pub fn token(hex: &str) -> Result<Vec<u8>, Problem> {
    let hash: Hash = hex.parse().map_err(|_| Problem::new(ErrorCode::WrongAddress))?;
    Ok(hash.as_bytes().to_vec())
}

/// 64 hex digits of a stored token, if it is one.
#[must_use]
pub fn token_text(bytes: &[u8]) -> Option<String> {
    Hash::from_slice(bytes).map(|hash| hash.to_string())
}

/// Bytes of a hex text of any length.
///
/// # Errors
/// [`ErrorCode::WrongAddress`]: the answer is none of ours.
pub fn bytes(hex: &str) -> Result<Vec<u8>, Problem> {
    let wrong = || Problem::new(ErrorCode::WrongAddress);
    let digits: Vec<u8> = hex
        .chars()
        .map(|c| c.to_digit(16).and_then(|d| u8::try_from(d).ok()))
        .collect::<Option<_>>()
        .ok_or_else(wrong)?;
    let pairs = digits.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(wrong());
    }
    Ok(pairs.map(|pair| pair.iter().fold(0, |byte, digit| (byte << 4) | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_is_read_exactly() {
        assert_eq!(bytes("00ffA0").unwrap(), [0, 255, 160]);
        assert!(bytes("").unwrap().is_empty());
        assert!(bytes("0").is_err());
        assert!(bytes("zz").is_err());
        let text = "ab".repeat(32);
        assert_eq!(token_text(&token(&text).unwrap()), Some(text));
        assert!(token("abcd").is_err());
    }

    #[test]
    fn an_answer_that_is_no_problem_comes_from_no_server_of_ours() {
        assert_eq!(refusal(b"<html>").code, ErrorCode::WrongAddress);
        let problem = br#"{"code":"invitation_expired","retry":"after_fix"}"#;
        assert_eq!(refusal(problem).code, ErrorCode::InvitationExpired);
    }
}
