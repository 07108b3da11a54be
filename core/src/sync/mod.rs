//! Sync of one device with its server: what goes up, what comes down, and what happens when it may not.
//!
//! [`engine`] is sans-I/O: bytes, time and random numbers in, actions out; apps, simulation and tests run the same
//! one. It works over a [`replica::Replica`], whose real form is [`replica_store::StoreReplica`]; [`runner`] drives it
//! over a [`transport::Transport`]. [`verdict`] says what a refusal means, [`rebase`] carries it out.
//!
//! Invariants: everything since the last checkpoint and its token commit in one transaction; only a verdict takes a
//! pending row away, and then the command behind it was accepted, written anew, or lies in quarantine; one
//! document's trouble stops no other.
pub mod bound;
pub mod check;
pub mod conversation;
pub mod engine;
pub mod rebase;
pub mod replica;
pub mod replica_store;
mod rerun;
pub mod runner;
pub mod schedule;
pub mod transport;
pub mod verdict;

pub use engine::{Action, Engine, Input, Notice, Progress, Round, Status, Wake};
pub use replica::Replica;
pub use replica_store::StoreReplica;
