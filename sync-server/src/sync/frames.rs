//! Request bodies as frames, and messages on their way out.
use axum::body::Body;
use futures_util::StreamExt as _;
use satchel_protocol::{
    frame::{self, FrameError, Splitter},
    problem::ErrorCode,
    sync::{Message, Trouble},
};

use crate::http::problem::Failure;

/// Reads a whole body of at most `max` bytes as messages.
/// # Errors
/// `too_large`, or `malformed` for what is no sequence of whole frames.
pub async fn read(body: Body, max: usize) -> Result<Vec<Message>, Failure> {
    let mut stream = body.into_data_stream();
    let (mut splitter, mut total, mut out) = (Splitter::default(), 0_usize, Vec::new());
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| ErrorCode::Malformed)?;
        total = total.saturating_add(chunk.len());
        if total > max {
            return Err(ErrorCode::TooLarge.into());
        }
        splitter.push(&chunk);
        while let Some((message, _)) = splitter.next_frame().map_err(|e| code(&e))? {
            out.push(message);
        }
    }
    if splitter.is_empty() { Ok(out) } else { Err(ErrorCode::Malformed.into()) }
}

/// The code under which bytes that are no frame are refused.
#[must_use]
pub const fn code(error: &FrameError) -> ErrorCode {
    match error {
        FrameError::TooLarge(_) => ErrorCode::TooLarge,
        FrameError::Incomplete | FrameError::Malformed(_) => ErrorCode::Malformed,
    }
}

/// Messages as the bytes of frames.
#[must_use]
pub fn bytes(messages: &[Message]) -> Vec<u8> {
    messages.iter().flat_map(frame::encode).collect()
}

/// A failure as the message that ends a conversation.
#[must_use]
pub fn trouble(failure: &Failure) -> Message {
    Message::Problem(Trouble {
        code: failure.code().number(),
        retry_after_s: failure.0.retry_after_s,
        incident: None,
    })
}
