//! Bounds of the FHIR reader; each is named in the refusal it causes.

/// Bytes of one file, or of one NDJSON line: 256 MiB.
///
/// A bundle is held in memory while it is read; the largest of the sample set has 6 MB.
pub const FILE_BYTES_MAX: usize = 256 * 1024 * 1024;
/// Bytes of one resource as written: 8 MiB.
pub const RESOURCE_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of one resource that is kept word for word, written without spaces; larger ones are refused.
///
/// One log entry holds it, and an entry that the server imports may have 1 MiB.
pub const KEPT_BYTES_MAX: usize = 1_000_000;
/// Objects and lists inside one another, counted from the resource: R4 itself needs fewer than 30.
pub const DEPTH_MAX: usize = 64;
/// Entries of one bundle.
pub const ENTRIES_MAX: usize = 100_000;
/// JSON values inside one resource.
pub const VALUES_MAX: usize = 200_000;
/// Characters of an `id`; R4 allows 64, file names of real exports hold longer ones.
pub const ID_CHARS_MAX: usize = 256;
/// Digits of a number, exponent included: more is not a measurement.
pub const NUMBER_CHARS_MAX: usize = 64;
/// Refusals and remarks listed for one file; later ones are counted, not listed.
pub const LISTED_MAX: usize = 10_000;
