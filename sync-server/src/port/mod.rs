//! Doors to outside services: a trait each, an implementation that needs nothing, and one for the real thing.
pub mod bus;
pub mod mail;
