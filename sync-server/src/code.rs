//! Codes that people read out or type: Crockford base32 in groups of four, forgiving about how they are typed.
use satchel_model::{entropy::Entropy, hash, id::Hash};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Groups of the set-up code: 60 bits, behind a limit of five tries in 15 minutes.
pub const SETUP_GROUPS: usize = 3;
/// Groups of an invitation's code: 80 bits.
pub const INVITATION_GROUPS: usize = 4;

/// A fresh code of `groups` groups of four characters, 20 bits each.
#[must_use]
pub fn generate(entropy: &dyn Entropy, groups: usize) -> String {
    let mut out = String::new();
    for n in 0..groups * 4 {
        let mut byte = [0];
        entropy.fill(&mut byte);
        if n > 0 && n % 4 == 0 {
            out.push('-');
        }
        // 32 divides 256, so every character is equally likely.
        out.push(char::from(ALPHABET[usize::from(byte[0] & 31)]));
    }
    out
}

/// SHA-256 over the code as it was meant: case, dashes and spaces do not count, O is 0, I and L are 1.
#[must_use]
pub fn digest(typed: &str) -> Hash {
    let meant: String = typed
        .chars()
        .filter(|c| !matches!(c, '-' | ' '))
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    hash::sha256(&[b"satchel/code/v1", meant.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use satchel_model::entropy::SeededEntropy;

    #[test]
    fn a_code_has_groups_of_four_from_the_alphabet() {
        let code = generate(&SeededEntropy::new(1), INVITATION_GROUPS);
        assert_eq!(code.len(), 19);
        assert!(code.split('-').all(|g| g.len() == 4 && g.bytes().all(|b| ALPHABET.contains(&b))));
        assert_ne!(code, generate(&SeededEntropy::new(2), INVITATION_GROUPS));
    }

    #[test]
    fn typing_is_forgiven_but_another_code_is_not() {
        let meant = digest("0123-1ABC");
        for typed in ["o123-1abc", "O1231ABC", " 0123 iabc ", "0l23-LABC"] {
            assert_eq!(digest(typed), meant, "{typed}");
        }
        assert_ne!(digest("0123-1ABD"), meant);
        assert_ne!(digest(""), meant);
    }
}
