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
mod device;
mod document;
mod engine;
mod people;
mod schema;
mod settled;
mod work;
