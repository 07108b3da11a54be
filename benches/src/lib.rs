//! Product benches of Satchel and their peers.
