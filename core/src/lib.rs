//! The device engine of Satchel: encrypted store, commands, sync.
//!
//! One entry: [`app::App::dispatch`] takes a command and answers a reply or a problem; [`app::App::events`] tells what
//! changed. Everything else serves it: [`session`] joins, unlocks and locks; [`store`] is the encrypted store of one
//! person; [`command`] carries commands out, each in one transaction; [`view`] makes the rows that screens paint;
//! [`sync`] talks to the server.
//!
//! It does NOT draw, listen on a port, or know a window: shells and the bridge do. Clock, randomness, keychain, folder
//! and network are parameters. "Saved" is said only after a commit with `synchronous=FULL`; what cannot be read is
//! kept aside, never deleted.
#![forbid(unsafe_code)]

pub mod app;
pub mod author;
pub mod changed;
pub mod clock;
pub mod command;
pub mod error;
pub mod file;
pub mod host;
pub mod session;
pub mod store;
pub mod sync;
pub mod view;

#[cfg(test)]
mod testing;
