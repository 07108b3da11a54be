//! The desktop app of Satchel.
