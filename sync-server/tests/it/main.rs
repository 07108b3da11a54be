//! The whole server in this process, on port 0, spoken to over TLS: each endpoint, each refusal, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test harness that cannot go on says so and stops"
)]

mod harness;
#[path = "../../store/tests/it/postgres.rs"]
mod postgres;

mod admission;
mod bad_input;
mod cli;
mod demo;
mod devices;
mod downloads;
mod import;
mod invitations;
mod jobs;
mod laptop;
mod live;
mod pen;
mod process;
mod races;
mod routes;
mod sessions;
mod setup;
mod signer;
mod start;
mod tamper;
mod trail;
