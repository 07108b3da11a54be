//! What waits for a person to decide.
pub mod list;
