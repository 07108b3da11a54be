//! Every text a person reads, as checked Rust functions over Fluent.
//!
//! - Does: one function a message with typed arguments, made by the build script from `en/*.ftl`; the same messages in
//!   the other languages; the message and the next step of every stable error code.
//! - Does not: format dates, doses or names (screens do, by their own rules), choose a language by itself, or hold state.
//! - Entry point: [`Texts::load`], once for each language in use; then its functions.
//! - Invariant: the build fails when a language lacks a message, a variable or a next step that English has.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod texts;

pub use texts::{Arg, ErrorText, Known, Lang, Texts};

mod messages {
    use super::{Arg, Known, Lang, Texts};

    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

pub use messages::MESSAGES;
