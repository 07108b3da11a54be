//! The wire as its readers see it: round trips of everything, frozen forms, bounds on both sides, hostile bytes.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so and stops"
)]

mod any;

mod bounds;
mod commands;
mod console;
mod envelope;
mod intents;
mod interop;
mod joining;
mod messages;
mod problems;
mod rest;
