//! Invitations: made by those who may, accepted once.
pub mod accept;
pub mod create;
