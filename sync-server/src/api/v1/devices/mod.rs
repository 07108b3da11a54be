//! Devices: enrolled by their person, listed, shut out.
pub mod enrol;
pub mod list;
pub mod revoke;
