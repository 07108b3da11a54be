//! Reading unsent work out of a damaged store, as far as it goes.
use super::{open, sql};
use minicbor::{Decode, Encode, bytes::ByteVec};
use std::path::Path;

/// Most rows of each kind that are read.
const ROWS_MAX: usize = 100_000;

/// One command that had no verdict yet, or was refused.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RescuedCommand {
    /// Device counter.
    #[n(0)]
    pub ctr: u64,
    /// The document's id.
    #[n(1)]
    pub doc: ByteVec,
    /// Number of the command; 0 = none.
    #[n(2)]
    pub cmd_kind: u16,
    /// Canonical `[nonce, command]`.
    #[n(3)]
    pub command: ByteVec,
    /// The item's raw bytes.
    #[n(4)]
    pub body: ByteVec,
    /// Its envelope; empty for a refused one.
    #[n(5)]
    pub env: ByteVec,
    /// Its signature; empty for a refused one.
    #[n(6)]
    pub sig: ByteVec,
}

/// Unsent work of a store.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Rescued {
    /// Commands, in counter order.
    #[n(0)]
    pub commands: Vec<RescuedCommand>,
    /// Drafts: name and text.
    #[n(1)]
    pub drafts: Vec<(String, String)>,
}

impl Rescued {
    /// Whether nothing could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty() && self.drafts.is_empty()
    }
}

/// Reads what is readable. A damaged page ends its table, not the rescue; a file that does not open gives nothing.
#[must_use]
pub fn read(path: &Path, key: open::RawKeyHex<'_>) -> Rescued {
    let mut out = Rescued::default();
    let Ok(connection) = open::connect(path, key) else { return out };
    let pending =
        "SELECT ctr, doc, cmd_kind, command, body, env, sig FROM pending WHERE type <> 10";
    let refused = "SELECT ctr, doc, cmd_kind, command, body, x'', x'' FROM quarantine";
    for sql in [pending, refused] {
        each(&connection, sql, |row| {
            let bytes = |at| Ok::<_, rusqlite::Error>(ByteVec::from(row.get::<_, Vec<u8>>(at)?));
            let command = RescuedCommand {
                ctr: sql::uint(row, 0, "counter").unwrap_or(0),
                doc: bytes(1)?,
                cmd_kind: row.get(2)?,
                command: bytes(3)?,
                body: bytes(4)?,
                env: bytes(5)?,
                sig: bytes(6)?,
            };
            out.commands.push(command);
            Ok(())
        });
    }
    each(&connection, "SELECT key, body FROM draft", |row| {
        out.drafts.push((row.get(0)?, row.get(1)?));
        Ok(())
    });
    out
}

fn each(
    connection: &rusqlite::Connection,
    sql: &'static str,
    mut take: impl FnMut(&rusqlite::Row<'_>) -> Result<(), rusqlite::Error>,
) {
    let read = || -> Result<(), rusqlite::Error> {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        for _ in 0..ROWS_MAX {
            let Some(row) = rows.next()? else { break };
            take(row)?;
        }
        Ok(())
    };
    let mut read = read;
    if let Err(error) = read() {
        tracing::warn!(%error, "part of a damaged store could not be read");
    }
}
