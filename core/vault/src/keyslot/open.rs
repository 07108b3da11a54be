//! Making and opening password and recovery slots.
use super::{Header, RecoveryCode, Slot, SlotFile, SlotKind};
use crate::{
    kdf::{self, KdfError, Params},
    keyring::Vmk,
    secret::{HighEntropy, Key32, Password},
};
use satchel_model::{entropy::Entropy, id::VaultId};

/// Characters a password needs where there is no OS keychain.
const UNBOUND_CHARS_MIN: usize = 15;
/// Characters a password needs where the device secret is the second factor.
const BOUND_CHARS_MIN: usize = 8;
/// More characters are a mistake or an attack on the estimator.
const CHARS_MAX: usize = 256;

/// Why a slot did not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// No slot of this kind: another way in is needed.
    #[error("no such slot")]
    NoSuchSlot,
    /// The slot needs the device secret and the OS keychain did not give it: use the recovery code or escrow.
    #[error("the OS keychain has lost the device secret")]
    KeychainLost,
    /// The secret is wrong, or the slot was altered; the two look alike on purpose.
    #[error("the secret does not open the vault")]
    WrongSecret,
    /// The slot's header is out of bounds, or the derivation could not run.
    #[error(transparent)]
    Kdf(#[from] KdfError),
}

/// Why a new password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Fewer characters than needed here.
    #[error("fewer than {0} characters")]
    TooShort(usize),
    /// More than 256 characters.
    #[error("more than {CHARS_MAX} characters")]
    TooLong,
    /// Too easy to guess; without a keychain only the best grade will do.
    #[error("too easy to guess")]
    Weak,
}

/// What a new password slot is made of.
pub struct NewPassword<'a> {
    /// The vault.
    pub vault: VaultId,
    /// The password; see [`check_password`].
    pub password: &'a Password,
    /// From the OS keychain; `None` where there is none, which makes the device "not hardware-bound".
    pub device_secret: Option<&'a Key32>,
    /// Cost, at least [`kdf::FLOOR`].
    pub params: Params,
}

/// Whether `password` may guard a vault; `own_words` are names and words the person would think of.
///
/// With a device secret: 8 characters and grade 3 of zxcvbn. Without one the password stands alone:
/// 15 characters and grade 4 (SECURITY design, section 3).
/// # Errors
/// [`PasswordRefusal`].
pub fn check_password(
    password: &Password,
    device_bound: bool,
    own_words: &[&str],
) -> Result<(), PasswordRefusal> {
    let (chars_min, grade_min) = if device_bound {
        (BOUND_CHARS_MIN, zxcvbn::Score::Three)
    } else {
        (UNBOUND_CHARS_MIN, zxcvbn::Score::Four)
    };
    if password.chars() < chars_min {
        return Err(PasswordRefusal::TooShort(chars_min));
    }
    if password.chars() > CHARS_MAX {
        return Err(PasswordRefusal::TooLong);
    }
    let estimate = zxcvbn::zxcvbn(password.expose(), own_words);
    if estimate.score() < grade_min { Err(PasswordRefusal::Weak) } else { Ok(()) }
}

/// KEK = HKDF(Argon2id(password, salt) || device secret); without a device secret the KDF's output alone.
fn password_kek(
    password: &Password,
    salt: &[u8; 16],
    params: &Params,
    device_secret: Option<&Key32>,
) -> Result<Key32, KdfError> {
    let stretched = kdf::derive_password(password, salt, params)?;
    let secret = device_secret.map_or_else(
        || HighEntropy::from(&stretched),
        |device| HighEntropy::joined(&stretched, device),
    );
    Ok(kdf::hkdf_secret(&secret, "satchel/slot/password/v1"))
}

/// Seals the vault key under a password. The caller has asked [`check_password`] before.
///
/// # Errors
/// [`KdfError`]; a cost below the floor is refused here too.
pub fn create_password_slot(
    new: &NewPassword<'_>,
    vmk: &Vmk,
    entropy: &dyn Entropy,
) -> Result<Slot, KdfError> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    let kek = password_kek(new.password, &salt, &new.params, new.device_secret)?;
    let header = Header {
        kind: SlotKind::Password,
        params: Some(new.params),
        salt,
        device_bound: new.device_secret.is_some(),
    };
    Ok(Slot::seal(new.vault, &header, &kek, vmk, entropy))
}

/// Opens the vault with a password and, where the slot needs it, the device secret.
///
/// Count the try in the file before calling this, see [`super::Tries`].
/// # Errors
/// [`OpenError`].
pub fn open_password(
    file: &SlotFile,
    password: &Password,
    device_secret: Option<&Key32>,
) -> Result<Vmk, OpenError> {
    let mut outcome = OpenError::NoSuchSlot;
    for slot in file.of_kind(SlotKind::Password) {
        let secret = match (slot.device_bound, device_secret) {
            (true, None) => {
                outcome = OpenError::KeychainLost;
                continue;
            }
            (true, Some(secret)) => Some(secret),
            (false, _) => None,
        };
        let params = slot.params.ok_or(KdfError::BelowFloor)?;
        let kek = password_kek(password, &slot.salt, &params, secret)?;
        if let Some(vmk) = slot.open(file.vault, &kek) {
            return Ok(vmk);
        }
        outcome = OpenError::WrongSecret;
    }
    Err(outcome)
}

fn recovery_kek(code: &RecoveryCode) -> Key32 {
    kdf::hkdf_secret(&code.secret(), "satchel/slot/recovery/v1")
}

/// A new recovery code and the slot it opens. Show the code once, keep it nowhere.
#[must_use]
pub fn create_recovery(vault: VaultId, vmk: &Vmk, entropy: &dyn Entropy) -> (Slot, RecoveryCode) {
    let code = RecoveryCode::generate(entropy);
    let header =
        Header { kind: SlotKind::Recovery, params: None, salt: [0; 16], device_bound: false };
    (Slot::seal(vault, &header, &recovery_kek(&code), vmk, entropy), code)
}

/// Opens the vault with the recovery code; afterwards the caller writes a new password slot.
///
/// # Errors
/// [`OpenError::NoSuchSlot`] or [`OpenError::WrongSecret`].
pub fn open_recovery(file: &SlotFile, code: &RecoveryCode) -> Result<Vmk, OpenError> {
    let kek = recovery_kek(code);
    let mut outcome = OpenError::NoSuchSlot;
    for slot in file.of_kind(SlotKind::Recovery) {
        if let Some(vmk) = slot.open(file.vault, &kek) {
            return Ok(vmk);
        }
        outcome = OpenError::WrongSecret;
    }
    Err(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_keychain_the_password_must_stand_alone() {
        let short = Password::from("vr8#Kq2!mzTp");
        assert_eq!(check_password(&short, false, &[]), Err(PasswordRefusal::TooShort(15)));
        assert_eq!(check_password(&short, true, &[]), Ok(()));
        let long = Password::from("velvet-anchor-41-puddle-mosaic");
        assert_eq!(check_password(&long, false, &[]), Ok(()));
        let easy = Password::from("passwordpassword");
        assert_eq!(check_password(&easy, false, &[]), Err(PasswordRefusal::Weak));
    }

    #[test]
    fn lengths_are_checked_on_both_sides() {
        let of = |n: usize| Password::new("x7#Qv!".chars().cycle().take(n).collect());
        assert_eq!(check_password(&of(7), true, &[]), Err(PasswordRefusal::TooShort(8)));
        assert_ne!(check_password(&of(8), true, &[]), Err(PasswordRefusal::TooShort(8)));
        assert_ne!(check_password(&of(256), true, &[]), Err(PasswordRefusal::TooLong));
        assert_eq!(check_password(&of(257), true, &[]), Err(PasswordRefusal::TooLong));
    }

    #[test]
    fn ones_own_words_do_not_count() {
        let password = Password::from("GreenvalleyClinicMiller");
        let words = ["greenvalley", "clinic", "miller"];
        assert_eq!(check_password(&password, false, &words), Err(PasswordRefusal::Weak));
    }
}
