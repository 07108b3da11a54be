//! Sync of devices with real stores against a small server in memory: rebase, checkpoints, and a fleet under faults.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "shared test code: a failure here is a failure of the test"
)]

mod checkpoint;
mod epoch;
mod kit;
mod model;
mod rebase;
mod restored;
mod server;
