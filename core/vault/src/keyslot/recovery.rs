//! The recovery code: 128 random bits as 26 characters a person can write down.
use crate::secret::HighEntropy;
use satchel_model::entropy::Entropy;
use zeroize::{Zeroize, Zeroizing};

/// Crockford's base32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of a code: 26 x 5 bits hold 128 bits, the first two bits stay zero.
pub(super) const CHARS: usize = 26;

/// 128 random bits that open the vault without password or keychain.
pub struct RecoveryCode([u8; 16]);

impl Drop for RecoveryCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl RecoveryCode {
    pub(super) fn generate(entropy: &dyn Entropy) -> Self {
        let mut code = Self([0; 16]);
        entropy.fill(&mut code.0);
        code
    }

    pub(super) fn secret(&self) -> HighEntropy {
        // Sixteen bytes are enough by HighEntropy's own rule, so the fallback never runs.
        HighEntropy::new(self.0.to_vec())
            .unwrap_or_else(|| HighEntropy::from(&crate::secret::Key32::from_bytes([0; 32])))
    }

    /// The 26 characters, to be shown once.
    #[must_use]
    pub fn reveal(&self) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::with_capacity(CHARS));
        let bits = u128::from_be_bytes(self.0);
        for i in (0..CHARS).rev() {
            let shift = u32::try_from(i).unwrap_or(0).saturating_mul(5);
            let digit = usize::try_from(bits.checked_shr(shift).unwrap_or(0) & 31).unwrap_or(0);
            out.push(char::from(ALPHABET.get(digit).copied().unwrap_or(b'0')));
        }
        out
    }

    /// Reads a code as people type it: any case, spaces and hyphens ignored, O read as 0, I and L as 1.
    /// `None` if it is not 26 characters of the alphabet.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (mut bits, mut count) = (0_u128, 0_usize);
        for c in text.chars().filter(|c| !matches!(c, ' ' | '-')) {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let digit = ALPHABET.iter().position(|a| char::from(*a) == c)?;
            // The first character carries only three bits.
            if count == 0 && digit > 7 {
                return None;
            }
            bits = bits.checked_shl(5)? | u128::try_from(digit).ok()?;
            count = count.checked_add(1).filter(|n| *n <= CHARS)?;
        }
        (count == CHARS).then(|| Self(bits.to_be_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    #[test]
    fn a_code_is_26_characters_and_comes_back() {
        for seed in 0..200 {
            let code = RecoveryCode::generate(&SeededEntropy::new(seed));
            let text = code.reveal();
            assert_eq!(text.len(), CHARS);
            assert!(text.bytes().all(|b| ALPHABET.contains(&b)));
            assert_eq!(RecoveryCode::parse(&text).map(|c| c.0), Some(code.0));
        }
    }

    #[test]
    fn the_ends_of_the_range_are_frozen() {
        assert_eq!(*RecoveryCode([0; 16]).reveal(), "0".repeat(26));
        assert_eq!(*RecoveryCode([255; 16]).reveal(), format!("7{}", "Z".repeat(25)));
        assert_eq!(
            RecoveryCode::parse(&format!("7{}", "Z".repeat(25))).map(|c| c.0),
            Some([255; 16])
        );
        assert!(RecoveryCode::parse(&format!("8{}", "0".repeat(25))).is_none());
    }

    #[test]
    fn people_may_mistype_what_looks_alike() {
        let mut bytes = [0; 16];
        bytes[15] = 0b10_0001;
        let want = Some(bytes);
        let spaced = "0000-0000 0000-0000 0000-0000 11";
        for text in [spaced, &spaced.replace('0', "o"), &spaced.replace('1', "l")] {
            assert_eq!(RecoveryCode::parse(text).map(|c| c.0), want, "{text}");
        }
    }

    #[test]
    fn other_lengths_and_letters_are_refused() {
        assert!(RecoveryCode::parse("").is_none());
        assert!(RecoveryCode::parse(&"0".repeat(25)).is_none());
        assert!(RecoveryCode::parse(&"0".repeat(27)).is_none());
        assert!(RecoveryCode::parse(&format!("U{}", "0".repeat(25))).is_none());
        assert!(RecoveryCode::parse(&"é".repeat(26)).is_none());
    }
}
