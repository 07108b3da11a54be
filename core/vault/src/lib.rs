//! Keys, sealing, signing and certificates of Satchel.
//!
//! Owns the cryptographic primitives: AES-256-GCM, Ed25519, HMAC, HKDF and Argon2id are named here and nowhere else.
//! It does NOT keep a key anywhere: callers hold the vault key between unlock and lock, and keep files and rows.
//! It draws no randomness by itself: [`random::OsEntropy`] is made by `main` and passed down as a parameter.
//!
//! Order of calls on a device: [`keyslot`] opens the vault key, [`keyring`] derives the store's keys from it,
//! [`sign`] signs envelopes. On a server: [`dek`] wraps document keys, [`seal`] seals bodies, [`cert`] and
//! [`beacon`] issue what devices check.
//!
//! Invariants: a secret has no `Debug`, no `Display`, no `Clone` and is wiped when dropped; [`secret::Password`]
//! goes only through Argon2id and [`secret::HighEntropy`] only through HKDF; each kind of signature has its own
//! namespace; no header can lower a key derivation below [`kdf::FLOOR`].
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![deny(
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::arithmetic_side_effects,
    clippy::wildcard_enum_match_arm
)]
#![cfg_attr(
    test,
    expect(
        clippy::arithmetic_side_effects,
        reason = "tests compute expected values in plain arithmetic"
    )
)]

mod aead;
pub mod beacon;
pub mod cert;
pub mod dek;
pub mod kdf;
pub mod keyring;
pub mod keyslot;
pub mod mac;
pub mod password_hash;
pub mod random;
pub mod seal;
pub mod secret;
pub mod sign;
pub mod token;

#[cfg(test)]
mod golden;
