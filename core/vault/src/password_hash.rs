//! Sign-in passwords on the server: HMAC with a pepper, then Argon2id, stored as a PHC string.
use crate::{
    kdf::SERVER,
    mac,
    secret::{Key32, Password},
};
use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version,
    password_hash::phc::PasswordHash,
};
use satchel_model::entropy::Entropy;

/// The password could not be hashed: no memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("password could not be hashed")]
pub struct HashError;

/// Outcome of comparing a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The password is right; `rehash` if the stored form is cheaper than today's parameters.
    Right {
        /// Store [`hash`] of the password anew.
        rehash: bool,
    },
    /// The password is wrong, or the stored form cannot be read.
    Wrong,
}

fn argon() -> Result<Argon2<'static>, HashError> {
    let params = Params::new(SERVER.m_kib, SERVER.t, SERVER.p, Some(32)).map_err(|_| HashError)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn peppered(password: &Password, pepper: &Key32) -> Key32 {
    let mac = mac::hmac_sha256(pepper, &[b"satchel/password/v1", password.expose().as_bytes()]);
    Key32::from_bytes(*mac.as_bytes())
}

/// The stored form of `password`; about 42 ms of a core, so run it behind a bounded pool.
///
/// # Errors
/// [`HashError`].
pub fn hash(
    password: &Password,
    pepper: &Key32,
    entropy: &dyn Entropy,
) -> Result<String, HashError> {
    let mut salt = [0; 16];
    entropy.fill(&mut salt);
    argon()?
        .hash_password_with_salt(peppered(password, pepper).expose(), &salt)
        .map(|phc| phc.to_string())
        .map_err(|_| HashError)
}

/// Compares `password` with a stored form.
#[must_use]
pub fn verify(password: &Password, pepper: &Key32, stored: &str) -> Verdict {
    let (Ok(parsed), Ok(argon)) = (PasswordHash::new(stored), argon()) else {
        return Verdict::Wrong;
    };
    if argon.verify_password(peppered(password, pepper).expose(), &parsed).is_err() {
        return Verdict::Wrong;
    }
    let current = Params::try_from(&parsed).is_ok_and(|p| {
        p.m_cost() >= SERVER.m_kib && p.t_cost() >= SERVER.t && p.p_cost() >= SERVER.p
    });
    Verdict::Right { rehash: !current }
}

/// Takes as long as [`verify`] and always says wrong: what an unknown user gets.
#[must_use]
pub fn dummy(password: &Password, pepper: &Key32) -> Verdict {
    // The hash of nothing anybody can type: its pepper is not ours.
    const STORED: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2F0Y2hlbC9kdW1teQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    match verify(password, pepper, STORED) {
        Verdict::Right { .. } | Verdict::Wrong => Verdict::Wrong,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    #[test]
    fn the_right_password_under_the_right_pepper_alone_is_taken() {
        let pepper = Key32::from_bytes([1; 32]);
        let password = Password::from("an honest long password");
        let stored = hash(&password, &pepper, &SeededEntropy::new(1)).unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_eq!(verify(&password, &pepper, &stored), Verdict::Right { rehash: false });
        assert_eq!(verify(&Password::from("other"), &pepper, &stored), Verdict::Wrong);
        assert_eq!(verify(&password, &Key32::from_bytes([2; 32]), &stored), Verdict::Wrong);
    }

    #[test]
    fn a_cheaper_stored_form_asks_to_be_renewed() {
        let pepper = Key32::from_bytes([1; 32]);
        let password = Password::from("an honest long password");
        let cheap = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(64, 1, 1, Some(32)).unwrap(),
        );
        let stored = cheap
            .hash_password_with_salt(peppered(&password, &pepper).expose(), &[7; 16])
            .unwrap()
            .to_string();
        assert_eq!(verify(&password, &pepper, &stored), Verdict::Right { rehash: true });
    }

    #[test]
    fn an_unknown_user_and_a_damaged_row_are_simply_wrong() {
        let pepper = Key32::from_bytes([1; 32]);
        assert_eq!(dummy(&Password::from("x"), &pepper), Verdict::Wrong);
        assert_eq!(verify(&Password::from("x"), &pepper, ""), Verdict::Wrong);
        assert_eq!(verify(&Password::from("x"), &pepper, "$argon2id$garbage"), Verdict::Wrong);
    }
}
