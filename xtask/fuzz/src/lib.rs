//! Fuzz targets of everything that takes bytes from outside. `cargo xtask fuzz --seconds N [TARGET]` builds and runs them.
//!
//! [`targets`] says what each does with its bytes and which promises must hold; each program in `bin` hands it libFuzzer's
//! bytes. `bin/seeds.rs` makes the corpora anew from golden files and from the attacks of the model's tests. A test of the
//! server replays every corpus without any of this.
#[path = "../../../sync-server/src/sync/token.rs"]
pub mod token;

pub mod targets;
