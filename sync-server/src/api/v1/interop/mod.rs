//! Tickets for clients of automerge-repo.
pub mod ticket;
