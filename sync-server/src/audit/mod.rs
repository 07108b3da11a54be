//! The audit: leaves written with the data, their dense index, and the proof that nothing was changed.
pub mod leaf;
pub mod sequencer;
pub mod verify;
pub mod watch;
