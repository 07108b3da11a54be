//! Tables and statements of the Satchel server on SQLite and PostgreSQL.
//!
//! One SQL text serves both engines: [`Tx`] holds a transaction on either, and each function takes `&mut Tx`.
//! Order of calls: [`Store::open`] (takes the lock, migrates), then [`Store::begin`] for a unit of work or
//! [`Store::read`] for a consistent view, then functions of the table modules, then [`Tx::commit`].
//! A transaction that is dropped without a commit is rolled back.
//!
//! It does NOT seal, sign, decide or wait: bodies arrive sealed, and functions that touch clinical data take a
//! [`satchel_model::policy::Permit`] as proof that somebody decided.
//!
//! Invariants: one write connection per SQLite file, held by one process; positions grow in the order in which
//! commits become visible to readers that stay below [`position::horizon`]; times are milliseconds, never the engine's clock.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod convert;
pub mod db;
pub mod epoch;
pub mod error;
pub mod migrate;
pub mod plan;
pub mod position;

pub mod actor;
pub mod audit;
pub mod change;
pub mod cluster;
pub mod dek;
pub mod device;
pub mod digest;
pub mod document;
pub mod grant;
pub mod import;
pub mod intent;
pub mod interop;
pub mod invitation;
pub mod job;
pub mod notice;
pub mod notify;
pub mod opened;
pub mod outbox;
pub mod permit;
pub mod purge;
pub mod review;
pub mod session;
pub mod setting;
pub mod snapshot;
pub mod team;
pub mod user;
pub mod verdict;

pub use db::{Store, StoreConfig, Tx};
pub use error::StoreError;
pub use position::Position;

/// Result of every store function.
pub type Result<T> = std::result::Result<T, StoreError>;
