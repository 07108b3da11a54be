//! A test stand of real processes: a server on its own folder, its own PostgreSQL, cables that can be cut.
//!
//! - Does: start, ask, kill -9 and end the programs it started, each by its own pid, on free ports.
//! - Does not: know the product's types. It speaks to it as a person or a script would: command line and JSON.
//! - Used by `cargo xtask demo --story` and by the benches.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod cable;
mod door;
mod postgres;
mod process;
mod server;

pub use cable::Cable;
pub use door::{Door, Opening};
pub use postgres::Postgres;
pub use process::{Process, run};
pub use server::Server;
