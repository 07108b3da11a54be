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
mod authority;
mod bad_input;
mod both;
mod bounds;
mod cache;
mod cli;
mod console;
mod crowds;
mod demo;
mod devices;
mod digests;
mod directory;
mod downloads;
mod ended;
mod epochs;
mod erasure;
mod examined;
mod findings;
mod forged;
mod fuzzed;
mod groups;
mod hostile;
mod identity;
mod import;
mod interop;
mod interop_peers;
mod invitations;
mod jobs;
mod laptop;
mod live;
mod models;
mod nodes;
mod notices;
mod pen;
mod planned;
mod process;
mod proved;
mod queues;
mod races;
mod restored;
mod rights;
mod rotation;
mod routes;
mod sealing;
mod sessions;
mod settings;
mod setup;
mod signer;
mod smtp;
mod sources;
mod start;
mod tamper;
mod together;
mod trail;
mod web;
mod wording;
