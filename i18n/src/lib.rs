//! Fluent messages of Satchel as checked Rust functions.
