//! The system's keychain as the engine's host.
use keyring::Error;
use satchel_core::host::{Host, HostError};
use zeroize::Zeroizing;

/// Under which name the system shows our entries to the person.
const SERVICE: &str = "Satchel";

/// The keychain of the person who is signed in to this computer.
///
/// Where there is none, every call says so: the engine then asks for a longer password and the clinic sees that the
/// device is not bound to its hardware. Nothing else ever takes its place silently.
pub(crate) struct Keychain;

impl Host for Keychain {
    fn keychain_get(&self, key: &str) -> Result<Option<Zeroizing<Vec<u8>>>, HostError> {
        match entry(key)?.get_secret() {
            Ok(secret) => Ok(Some(Zeroizing::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(refused(&error)),
        }
    }

    fn keychain_set(&self, key: &str, value: &[u8]) -> Result<(), HostError> {
        entry(key)?.set_secret(value).map_err(|error| refused(&error))
    }

    fn keychain_delete(&self, key: &str) -> Result<(), HostError> {
        match entry(key)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(refused(&error)),
        }
    }
}

fn entry(key: &str) -> Result<keyring::Entry, HostError> {
    keyring::Entry::new(SERVICE, key).map_err(|error| refused(&error))
}

/// Why is for the log; no variant of it carries a secret's bytes into its text.
fn refused(error: &Error) -> HostError {
    tracing::warn!(kind = kind(error), "no keychain");
    HostError::NoKeychain
}

/// The error's name: its own text may quote what was stored.
fn kind(error: &Error) -> &'static str {
    match error {
        Error::PlatformFailure(_) => "platform failure",
        Error::NoStorageAccess(_) => "locked or refused",
        Error::NoDefaultStore => "none on this machine",
        Error::NoEntry => "no entry",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_of_the_keychain_is_told_as_no_keychain_and_quotes_nothing() {
        let secret = Error::BadEncoding(b"canary".to_vec());
        assert!(matches!(refused(&secret), HostError::NoKeychain));
        assert_eq!(kind(&secret), "other");
        assert_eq!(kind(&Error::NoDefaultStore), "none on this machine");
    }
}
