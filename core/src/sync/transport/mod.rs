//! How frames travel: HTTP for pushes and pulls, a WebSocket for pokes; TLS 1.3 to exactly the server whose key the
//! invitation named.
mod http;
mod pin;

pub use http::{Answer, Method, Server};
pub use pin::{PinError, client_config};

use super::conversation::Carrier;
use futures_util::{future::BoxFuture, stream::BoxStream};
use satchel_protocol::problem::ErrorCode;

pub use super::engine::Trouble;

/// The bytes of an answer as they come, cut anywhere. Dropping it drops the connection.
pub type Incoming = BoxStream<'static, Result<Vec<u8>, Trouble>>;

/// What carries conversations. The real one is [`Server`]; tests put their own in its place.
pub trait Transport: Send + Sync {
    /// Opens a connection, sends `body` and answers what comes back.
    fn open(
        &self,
        carrier: Carrier,
        body: Vec<u8>,
    ) -> BoxFuture<'static, Result<Incoming, Trouble>>;
}

/// A trouble with nothing to say about when to try again.
pub(super) const fn trouble(code: ErrorCode) -> Trouble {
    Trouble::of(code)
}
