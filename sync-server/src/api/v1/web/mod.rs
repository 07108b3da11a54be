//! Sessions of browsers.
pub mod create;
pub mod current;
pub mod end;
