//! Versions that peers tell each other.

/// The sync protocol this build speaks; told in HELLO.
pub const PROTO: u16 = 1;
/// The envelope version this build writes; part of each signed envelope.
pub const ENV: u8 = 1;
/// This build as one ascending number: major * 1,000,000 + minor * 1,000 + patch.
pub const APP: u32 = 1_000;
/// The oldest app that a server of this build lets write.
pub const MIN_APP: u32 = 1_000;
