//! The Satchel sync server: library and the binary satchel.
