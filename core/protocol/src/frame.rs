//! Frames: kind, length and compressed CBOR; one per binary WebSocket message, concatenated over HTTP.
use crate::{limit, sync::Message};

/// Length of kind and length.
pub const HEADER_LEN: usize = 5;

/// zstd level; 9 saves only 4 % over 3.
const LEVEL: i32 = 3;

/// Why bytes are no frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The stream ended within a frame: more bytes may complete it.
    #[error("frame ends early")]
    Incomplete,
    /// The frame or its content is larger than allowed.
    #[error("frame larger than {0} bytes")]
    TooLarge(usize),
    /// Not a frame this version knows, or not the CBOR it should hold.
    #[error("malformed frame: {0}")]
    Malformed(String),
}

/// One message as a frame.
#[must_use]
pub fn encode(message: &Message) -> Vec<u8> {
    let raw = message.encode();
    // Compression of a Vec fails only for want of memory or on a broken level; then the frame says so to the reader.
    let packed = zstd::bulk::compress(&raw, LEVEL).unwrap_or_default();
    let len = u32::try_from(packed.len()).unwrap_or(u32::MAX);
    let mut out = Vec::with_capacity(packed.len().saturating_add(HEADER_LEN));
    out.push(message.kind());
    out.extend(len.to_le_bytes());
    out.extend(packed);
    out
}

/// Reads exactly one frame from the front of `bytes`: the message and how many bytes it took.
///
/// # Errors
/// [`FrameError::Incomplete`] if more bytes are needed; the other variants are final.
pub fn decode(bytes: &[u8]) -> Result<(Message, usize), FrameError> {
    let Some((head, rest)) = bytes.split_first_chunk::<HEADER_LEN>() else {
        return Err(FrameError::Incomplete);
    };
    let [kind, len @ ..] = *head;
    let len = usize::try_from(u32::from_le_bytes(len)).unwrap_or(usize::MAX);
    if len > limit::FRAME_WIRE_MAX {
        return Err(FrameError::TooLarge(limit::FRAME_WIRE_MAX));
    }
    let packed = rest.get(..len).ok_or(FrameError::Incomplete)?;
    let raw = inflate(packed)?;
    let message = Message::decode(kind, &raw)?;
    Ok((message, len.saturating_add(HEADER_LEN)))
}

/// Inflates within the bound, trusting no declared size.
fn inflate(packed: &[u8]) -> Result<Vec<u8>, FrameError> {
    use std::io::Read;
    let malformed = |e: std::io::Error| FrameError::Malformed(e.to_string());
    match zstd::zstd_safe::get_frame_content_size(packed) {
        Ok(Some(size)) if size <= u64::try_from(limit::FRAME_RAW_MAX).unwrap_or(u64::MAX) => {}
        Ok(Some(_)) => return Err(FrameError::TooLarge(limit::FRAME_RAW_MAX)),
        Ok(None) | Err(_) => return Err(FrameError::Malformed("no content size".into())),
    }
    let mut decoder =
        zstd::stream::read::Decoder::with_buffer(packed).map_err(malformed)?.single_frame();
    decoder.window_log_max(limit::FRAME_WINDOW_LOG).map_err(malformed)?;
    let mut raw = Vec::new();
    let bound = u64::try_from(limit::FRAME_RAW_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let read = decoder.by_ref().take(bound).read_to_end(&mut raw).map_err(malformed)?;
    if read > limit::FRAME_RAW_MAX {
        return Err(FrameError::TooLarge(limit::FRAME_RAW_MAX));
    }
    // Bytes after the compressed content would be a second, unseen message.
    if decoder.finish().is_empty() {
        Ok(raw)
    } else {
        Err(FrameError::Malformed("bytes follow".into()))
    }
}

/// Cuts a byte stream into messages; used by both sides of an HTTP body.
#[derive(Default)]
pub struct Splitter {
    buffer: Vec<u8>,
}

impl Splitter {
    /// Adds bytes as they arrive.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole message with its exact bytes; `None` until more arrive.
    ///
    /// # Errors
    /// [`FrameError`] if the stream is not one of frames; reading on is pointless then.
    pub fn next_frame(&mut self) -> Result<Option<(Message, Vec<u8>)>, FrameError> {
        match decode(&self.buffer) {
            Ok((message, used)) => {
                let rest = self.buffer.split_off(used);
                Ok(Some((message, std::mem::replace(&mut self.buffer, rest))))
            }
            Err(FrameError::Incomplete) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// Whether the stream ended between frames.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }
}

#[cfg(test)]
mod tests;
