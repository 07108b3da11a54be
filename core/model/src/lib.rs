//! Pure values of Satchel: ids, time, canonical CBOR, policy, rules, document schemas and the CRDT wrapper.
//!
//! Does no I/O, reads no clock and draws no randomness: [`time::Clock`] and [`entropy::Entropy`] are parameters.
//! Device and server run the same code of this crate, so that what a device allows is what the server accepts.
//! It does NOT sign, seal, store or send: those are the floors above.
//!
//! Order of reading: [`id`], [`time`], [`cbor`], [`hash`] are the alphabet; [`crdt`] owns Automerge;
//! [`document`] says what each document holds, how its fields merge and how a command becomes targeted puts;
//! [`policy`] decides who may do what.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![deny(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm
)]
#![cfg_attr(
    test,
    expect(
        clippy::arithmetic_side_effects,
        reason = "tests compute expected values in plain arithmetic"
    )
)]

pub mod actor;
pub mod audit;
pub mod cbor;
pub mod crdt;
pub mod document;
pub mod entropy;
pub mod fhir;
pub mod hash;
pub mod id;
pub mod policy;
pub mod quantity;
pub mod role;
pub mod row;
pub mod rule;
pub mod text;
pub mod time;
pub mod topic;
