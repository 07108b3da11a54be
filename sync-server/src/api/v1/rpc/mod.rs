//! The door of the device engine, answered by the server.
pub mod call;
pub mod events;
