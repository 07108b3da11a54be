//! Clients of another make, which speak Automerge's own sync protocol.
//!
//! [`Said::read`] walks a message within bounds and takes its changes out, so that Automerge's sync state never sees them:
//! each goes the way of every change ([`super::Guarded::new`] first). [`Dialogue`] then learns what the client has and says
//! what it lacks. Our own messages leave the section of flags out: a client that sees none uploads single changes (message
//! version 1), never a whole document, which no guard can read.
use super::{Doc, GuardError, Limits, contain::contained, guard::Reader};
use automerge::sync::{Message, State, SyncDoc};
use std::io::Read as _;

/// Most bytes of one message, changes included.
const MESSAGE_MAX: usize = 1_048_576;
/// Most changes of one message.
const CHANGES_MAX: u64 = 256;
/// Most heads, and most hashes asked for.
const HASHES_MAX: u64 = 1_024;
/// Most summaries of what the client has; clients send one.
const HAVES_MAX: u64 = 4;
/// Most probes of a summary; clients use 7. Each costs time and memory for each change that is compared.
const PROBES_MAX: u64 = 32;
/// Most bits of a summary for each change; clients use 10.
const BITS_MAX: u64 = 64;
/// Most bytes of the flags; clients send 2.
const FLAGS_MAX: u64 = 64;
/// Heads that a kept state may hold.
const KEPT_MAX: usize = 64;
/// First byte of a message of single changes, and of one whose changes stand together.
const VERSIONS: [u8; 2] = [0x42, 0x43];
/// First bytes of every chunk.
const MAGIC: [u8; 4] = [0x85, 0x6f, 0x4a, 0x83];

/// A message of a client, walked and taken apart.
#[derive(Debug, Clone)]
pub struct Said {
    message: Message,
    changes: Vec<Vec<u8>>,
}

impl Said {
    /// Reads a message. Changes that came deflated are inflated, each at most as large as `limits` allow a change to be, and
    /// framed anew; none of them is parsed here. Where `ignoring`, they are stepped over unread.
    ///
    /// # Errors
    /// [`GuardError`]: the message is no such message, is over a bound, or holds a whole document.
    pub fn read(bytes: &[u8], limits: &Limits, ignoring: bool) -> Result<Self, GuardError> {
        if bytes.len() > MESSAGE_MAX {
            return Err(GuardError::TooLarge("message"));
        }
        let mut r = Reader::new(bytes);
        if !VERSIONS.contains(&r.byte()?) {
            return Err(GuardError::Malformed("message version"));
        }
        hashes(&mut r, "heads")?;
        hashes(&mut r, "needs")?;
        r.list(HAVES_MAX, "haves", have)?;
        let front = bytes.len().saturating_sub(r.rest().len());
        let parts = r.list(CHANGES_MAX, "changes", |r| {
            let length = r.uleb()?;
            r.take(length)
        })?;
        let back = r.rest();
        if !r.is_empty() {
            let length = r.uleb()?;
            if length > FLAGS_MAX {
                return Err(GuardError::TooLarge("flags"));
            }
            r.take(length)?;
            r.end("bytes behind the message")?;
        }
        let mut changes = Vec::new();
        for part in parts.iter().filter(|_| !ignoring) {
            take_apart(part, limits, &mut changes)?;
        }
        // The same message without its changes: 0 of them.
        let bare = [bytes.get(..front).unwrap_or_default(), &[0], back].concat();
        let message = contained(|| Message::decode(&bare));
        let message = message.map_err(|_| GuardError::Malformed("parser panicked"))?;
        let message = message.map_err(|_| GuardError::Malformed("message"))?;
        Ok(Self { message, changes })
    }

    /// The changes it brought, as chunks of type 1, in order. Each goes through the guard like any other.
    #[must_use]
    pub fn changes(&self) -> &[Vec<u8>] {
        &self.changes
    }
}

fn hashes(r: &mut Reader<'_>, what: &'static str) -> Result<(), GuardError> {
    r.list(HASHES_MAX, what, |r| r.array::<32>().map(drop)).map(drop)
}

/// A summary of what a client has. Automerge divides by its size and allocates by its probes, whatever they are.
fn have(r: &mut Reader<'_>) -> Result<(), GuardError> {
    hashes(r, "heads of a summary")?;
    let length = r.uleb()?;
    let mut bloom = Reader::new(r.take(length)?);
    if bloom.is_empty() {
        return Ok(());
    }
    let (entries, bits, probes) = (bloom.uleb()?, bloom.uleb()?, bloom.uleb()?);
    let fits = (1..=u64::from(u32::MAX)).contains(&entries)
        && (1..=BITS_MAX).contains(&bits)
        && (1..=PROBES_MAX).contains(&probes);
    if !fits {
        return Err(GuardError::Malformed("summary"));
    }
    bloom.take(entries.saturating_mul(bits).div_ceil(8))?;
    bloom.end("bytes behind the summary")
}

/// The chunks of one part: one change, or several that stand together.
fn take_apart(part: &[u8], limits: &Limits, out: &mut Vec<Vec<u8>>) -> Result<(), GuardError> {
    let mut r = Reader::new(part);
    while !r.is_empty() {
        let start = r.rest();
        if r.array::<4>()? != MAGIC {
            return Err(GuardError::Malformed("magic"));
        }
        let checksum = r.array::<4>()?;
        let kind = r.byte()?;
        let length = r.uleb()?;
        if length > limits.raw {
            return Err(GuardError::TooLarge("change"));
        }
        let body = r.take(length)?;
        if u64::try_from(out.len()).unwrap_or(u64::MAX) >= CHANGES_MAX {
            return Err(GuardError::TooLarge("changes"));
        }
        let whole = start.len().saturating_sub(r.rest().len());
        match kind {
            1 => out.push(start.get(..whole).unwrap_or_default().to_vec()),
            2 => out.push(framed(checksum, &inflated(body, limits)?)),
            _ => return Err(GuardError::Malformed("chunk type")),
        }
    }
    Ok(())
}

/// The content of a deflated change, given up at the first byte over the limit.
fn inflated(body: &[u8], limits: &Limits) -> Result<Vec<u8>, GuardError> {
    let mut out = Vec::new();
    let most = limits.raw.saturating_add(1);
    let mut inflater = flate2::read::DeflateDecoder::new(body).take(most);
    inflater.read_to_end(&mut out).map_err(|_| GuardError::Malformed("deflated"))?;
    if u64::try_from(out.len()).is_ok_and(|n| n < most) { Ok(out) } else { Err(GuardError::Bomb) }
}

/// A chunk of type 1. Its checksum is over this very form, whatever form it came in, and the guard proves it.
fn framed(checksum: [u8; 4], content: &[u8]) -> Vec<u8> {
    let mut out = [&MAGIC[..], &checksum, &[1]].concat();
    let mut left = content.len();
    while left >= 0x80 {
        out.push(u8::try_from(left & 0x7f).unwrap_or(0) | 0x80);
        left >>= 7_u32;
    }
    out.push(u8::try_from(left).unwrap_or(0));
    out.extend_from_slice(content);
    out
}

/// Where a client and this side stand with one document.
#[derive(Debug, Clone)]
pub struct Dialogue(State);

impl Dialogue {
    /// A dialogue with a client that is new here. `reading` for one whose changes are not wanted.
    #[must_use]
    pub fn new(reading: bool) -> Self {
        Self(if reading { State::new_read_only() } else { State::new() })
    }

    /// A dialogue that goes on from what [`Dialogue::kept`] wrote; a new one where that cannot be read.
    #[must_use]
    pub fn resumed(reading: bool, kept: &[u8]) -> Self {
        let fits = kept.len() <= 8 + KEPT_MAX * 32;
        let state = contained(|| State::decode(kept)).ok().filter(|_| fits).and_then(Result::ok);
        state.map_or_else(|| Self::new(reading), |s| Self(State { read_only: reading, ..s }))
    }

    /// What is worth keeping: the heads that both had, 34 bytes for one head.
    #[must_use]
    pub fn kept(&self) -> Vec<u8> {
        self.0.encode()
    }

    /// Learns from a message; its changes must have been taken into `doc` before, as far as they were accepted.
    ///
    /// # Errors
    /// [`GuardError::Malformed`] if Automerge refuses the message or panics; the dialogue is then over.
    pub fn hear(&mut self, doc: &Doc, said: Said) -> Result<(), GuardError> {
        // The document is not changed by a message without changes; Automerge asks for a mutable one.
        let mut inner = doc.inner.clone();
        let (brought, sent) = (!said.changes.is_empty(), self.0.last_sent_heads.clone());
        let state = &mut self.0;
        contained(|| inner.receive_sync_message(state, said.message))
            .map_err(|_| GuardError::Malformed("sync panicked"))?
            .map_err(|_| GuardError::Malformed("sync"))?;
        if brought {
            // A message without changes and with our very heads means that there is nothing left to say. This one had
            // some, and the client waits to hear that they arrived.
            self.0.last_sent_heads = sent;
        }
        Ok(())
    }

    /// The next message, if there is something to say.
    ///
    /// # Errors
    /// [`GuardError::Malformed`] if Automerge panics; the dialogue is then over.
    pub fn say(&mut self, doc: &Doc) -> Result<Option<Vec<u8>>, GuardError> {
        let state = &mut self.0;
        let message = contained(|| {
            doc.inner.generate_sync_message(state).map(|m| Message { flags: None, ..m }.encode())
        });
        message.map_err(|_| GuardError::Malformed("sync panicked"))
    }
}

#[cfg(test)]
mod tests;
