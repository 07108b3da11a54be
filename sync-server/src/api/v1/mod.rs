//! Version 1: one endpoint a file, errors as Problem, types in `satchel_protocol::api`.
pub mod devices;
#[cfg(feature = "interop")]
pub mod interop;
pub mod invitations;
pub mod review;
pub mod rpc;
pub mod sessions;
pub mod setup;
pub mod web;
