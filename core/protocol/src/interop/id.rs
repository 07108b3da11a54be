//! Document ids as these clients write them: base58 of the 16 bytes and the first 4 of their double SHA-256.
use satchel_model::{hash, id::DocId};

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Bytes that are written: the id and its check.
const LEN: usize = 20;
/// Longest text of so many bytes.
const TEXT_MAX: usize = 28;

/// The id with its check.
fn checked(doc: DocId) -> [u8; LEN] {
    let once = hash::sha256(&[doc.as_bytes()]);
    let twice = hash::sha256(&[once.as_bytes()]);
    let mut out = [0; LEN];
    for (to, from) in out.iter_mut().zip(doc.as_bytes().iter().chain(twice.as_bytes())) {
        *to = *from;
    }
    out
}

/// The text of an id.
#[must_use]
pub fn text(doc: DocId) -> String {
    let mut number = checked(doc);
    let zeros = number.iter().take_while(|b| **b == 0).count();
    let mut digits = Vec::with_capacity(TEXT_MAX);
    while number.iter().any(|b| *b != 0) {
        let mut rest = 0_u32;
        for byte in &mut number {
            let value = (rest << 8_u32) | u32::from(*byte);
            *byte = u8::try_from(value / 58).unwrap_or(0);
            rest = value % 58;
        }
        digits.push(usize::try_from(rest).unwrap_or(0));
    }
    digits.extend(std::iter::repeat_n(0, zeros));
    let letters = digits.into_iter().rev().filter_map(|d| ALPHABET.get(d));
    letters.map(|letter| char::from(*letter)).collect()
}

/// The id that a text names; `None` for a text that is none.
#[must_use]
pub fn parse(text_of: &str) -> Option<DocId> {
    if text_of.len() > TEXT_MAX {
        return None;
    }
    let mut number = [0_u8; LEN];
    for letter in text_of.bytes() {
        let digit = ALPHABET.iter().position(|l| *l == letter)?;
        let mut carry = u32::try_from(digit).ok()?;
        for byte in number.iter_mut().rev() {
            let value = u32::from(*byte).saturating_mul(58).saturating_add(carry);
            *byte = u8::try_from(value & 0xff).unwrap_or(0);
            carry = value >> 8_u32;
        }
        if carry != 0 {
            return None;
        }
    }
    let doc = DocId::from_bytes(*number.first_chunk::<16>()?);
    // One text an id: leading zeros and the check are proved by writing it again.
    (text(doc) == text_of).then_some(doc)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(hex_of: &str) -> DocId {
        let mut bytes = [0; 16];
        hex::decode_to_slice(hex_of, &mut bytes).unwrap();
        DocId::from_bytes(bytes)
    }

    #[test]
    fn ids_read_as_the_clients_write_them() {
        for (word, bytes) in [
            ("4Ra3WkGj8YGhtXxey6abWA6285rh", "f5be41f735b8453abc42f5638e9cd120"),
            ("4NMNnkMhL8jXrdJ9jamS58PAVdXu", "f1c29c8474c84adeb800be47627d33bf"),
        ] {
            assert_eq!(text(doc(bytes)), word);
            assert_eq!(parse(word), Some(doc(bytes)));
        }
    }

    #[test]
    fn leading_zeros_are_kept() {
        for bytes in ["00000000000000000000000000000000", "000001f735b8453abc42f5638e9cd120"] {
            let word = text(doc(bytes));
            assert!(word.starts_with('1'), "{word}");
            assert_eq!(parse(&word), Some(doc(bytes)));
            assert_eq!(parse(&format!("1{word}")), None, "one zero more");
        }
    }

    #[test]
    fn a_wrong_letter_check_or_length_is_no_id() {
        let word = "4Ra3WkGj8YGhtXxey6abWA6285rh";
        for wrong in [
            "",
            "4Ra3WkGj8YGhtXxey6abWA6285r",
            "4Ra3WkGj8YGhtXxey6abWA6285ri",
            "5Ra3WkGj8YGhtXxey6abWA6285rh",
            "0Ra3WkGj8YGhtXxey6abWA6285rh",
            "zzzzzzzzzzzzzzzzzzzzzzzzzzzz",
            "zzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
            "4Ra3WkGj8YGhtXxey6abWA6285rh ",
            "4Ra3WkGj8YGhtXxey6abWA6285r\u{e9}",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert!(parse(word).is_some());
    }

    proptest::proptest! {
        #[test]
        fn every_id_comes_back(bytes: [u8; 16]) {
            let doc = DocId::from_bytes(bytes);
            proptest::prop_assert_eq!(parse(&text(doc)), Some(doc));
        }
    }
}
