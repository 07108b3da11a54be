//! Everything of Satchel that crosses a wire: envelopes, frames, sync messages, intents, commands, REST types, error codes and bounds.
//!
//! Holds forms and their checks, no behaviour: it neither signs (satchel-vault), stores (the store crates) nor decides
//! (satchel-model). Entry points: [`env`] for what a device signs, [`frame`] and [`sync`] for what travels,
//! [`command`] for what a screen may ask, [`api`] for people's HTTP, [`problem`] for errors, [`limit`] for bounds.
//! Numbers of kinds and codes are given once and never used again.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![deny(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm
)]

pub mod api;
pub mod command;
pub mod env;
pub mod frame;
pub mod intent;
pub mod interop;
pub mod join;
pub mod limit;
pub mod problem;
pub mod sync;
pub mod version;
