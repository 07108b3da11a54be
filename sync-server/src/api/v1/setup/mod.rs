//! The first administrator.
pub mod create;
