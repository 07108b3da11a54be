//! Bounds of an import.

/// Most files that one import walks over.
pub const FILES_MAX: usize = 1_000_000;
/// Deepest folder below a path.
pub const FOLDERS_MAX: usize = 32;
/// Bytes of NDJSON lines that go into one transaction.
pub const BATCH_BYTES: usize = 4 * 1024 * 1024;
/// NDJSON lines that go into one transaction.
pub const BATCH_LINES: usize = 1_000;
/// Bytes looked at to tell what a file is.
pub const PEEK_BYTES: usize = 4096;
/// Puts of one change; the bound of a device for one change is 5,000 operations.
pub const CHANGE_PUTS: usize = 4_000;
/// Bytes of the values of one change; the bound of a device for one change is 256 KiB.
pub const CHANGE_BYTES: usize = 160 * 1024;
/// Refusals printed one by one; later ones are counted.
pub const PRINTED_MAX: usize = 1_000;
/// Documents written in memory before the database hears from the transaction again.
pub const SILENT_DOCUMENTS: usize = 100;
