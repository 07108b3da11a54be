//! Every store function on both engines: SQLite in a fresh file, PostgreSQL in a fresh database of a real server.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test harness that cannot go on says so and stops"
)]

mod harness;
mod postgres;

mod access;
mod audit;
mod corrupt;
mod cursor;
mod device;
mod digest;
mod document;
mod edges;
mod engine;
mod epochs;
mod interop;
mod notices;
mod pages;
mod people;
mod races;
mod samples;
mod schema;
mod settled;
mod steps;
mod teams;
mod twice;
mod work;
