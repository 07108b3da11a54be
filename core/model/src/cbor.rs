//! Canonical CBOR: what is signed, hashed or stored is encoded in exactly one way.
//!
//! Rules: integers shortest, lengths definite, structs as arrays or as maps with ascending integer keys, no floats.
//! A decoder proves it by encoding again and comparing, so two byte strings never mean one value.
use minicbor::{Decode, Encode};

/// Why bytes were not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CborError {
    /// The bytes are not CBOR of this shape.
    #[error("malformed CBOR: {0}")]
    Malformed(String),
    /// Bytes follow the value.
    #[error("bytes follow the value")]
    Trailing,
    /// The value could have been written otherwise, and canonically is.
    #[error("not the canonical encoding")]
    NotCanonical,
    /// Arrays, maps or tags are nested deeper than [`DEPTH_MAX`].
    #[error("nested deeper than {DEPTH_MAX}")]
    TooDeep,
}

/// Deepest nesting of arrays, maps and tags that [`decode`] and [`decode_lenient`] accept.
pub const DEPTH_MAX: usize = 8;

/// The canonical bytes of `value`.
#[must_use]
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to a Vec cannot fail, and our Encode impls raise no errors of their own.
    match minicbor::encode(value, &mut out) {
        Ok(()) => out,
        Err(never) => match never.into_write() {
            Some(e) => match e {},
            None => out,
        },
    }
}

/// Decodes bytes that must be the one canonical encoding of the value.
///
/// # Errors
/// [`CborError`] with the reason; nothing is kept of a refused value.
pub fn decode<T: for<'b> Decode<'b, ()> + Encode<()>>(bytes: &[u8]) -> Result<T, CborError> {
    let value: T = decode_lenient(bytes)?;
    if encode(&value) == bytes { Ok(value) } else { Err(CborError::NotCanonical) }
}

/// Decodes a message of a peer: unknown map keys are ignored, trailing bytes are not.
///
/// # Errors
/// [`CborError::Malformed`], [`CborError::Trailing`] or [`CborError::TooDeep`].
pub fn decode_lenient<T: for<'b> Decode<'b, ()>>(bytes: &[u8]) -> Result<T, CborError> {
    check_depth(bytes)?;
    let mut decoder = minicbor::Decoder::new(bytes);
    let value = decoder.decode().map_err(|e| CborError::Malformed(e.to_string()))?;
    if decoder.position() == bytes.len() { Ok(value) } else { Err(CborError::Trailing) }
}

/// Walks the tokens of one value without recursion and refuses deep or indefinite ones.
fn check_depth(bytes: &[u8]) -> Result<(), CborError> {
    use minicbor::data::Type;
    let malformed = |e: minicbor::decode::Error| CborError::Malformed(e.to_string());
    let mut decoder = minicbor::Decoder::new(bytes);
    // Values still to come at each open level.
    let mut open: Vec<u64> = vec![1];
    while let Some(left) = open.last_mut() {
        if *left == 0 {
            open.pop();
            continue;
        }
        *left = left.saturating_sub(1);
        let kind = decoder.datatype().map_err(malformed)?;
        let children = if kind == Type::Array {
            decoder.array().map_err(malformed)?
        } else if kind == Type::Map {
            let pairs = decoder.map().map_err(malformed)?;
            pairs.map(|n| n.checked_mul(2).ok_or(CborError::TooDeep)).transpose()?
        } else if kind == Type::Tag {
            decoder.tag().map_err(malformed)?;
            Some(1)
        } else if matches!(
            kind,
            Type::ArrayIndef | Type::MapIndef | Type::BytesIndef | Type::StringIndef | Type::Break
        ) {
            return Err(CborError::NotCanonical);
        } else {
            decoder.skip().map_err(malformed)?;
            None
        };
        if let Some(n) = children {
            // The first level is the value itself.
            if open.len() > DEPTH_MAX {
                return Err(CborError::TooDeep);
            }
            open.push(n);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Encode, Decode)]
    #[cbor(map)]
    struct Pair {
        #[n(0)]
        a: u32,
        #[n(1)]
        b: Option<String>,
    }

    #[test]
    fn a_value_goes_out_and_comes_back() {
        let pair = Pair { a: 7, b: Some("x".into()) };
        assert_eq!(decode::<Pair>(&encode(&pair)), Ok(pair));
    }

    #[test]
    fn another_encoding_of_the_same_value_is_refused() {
        // {0: 7} with the 7 written in two bytes.
        assert_eq!(decode::<Pair>(&[0xa1, 0x00, 0x18, 0x07]), Err(CborError::NotCanonical));
        // An unknown key is fine for a message, not for something signed.
        let unknown = [0xa2, 0x00, 0x07, 0x09, 0x01];
        assert_eq!(decode_lenient::<Pair>(&unknown), Ok(Pair { a: 7, b: None }));
        assert_eq!(decode::<Pair>(&unknown), Err(CborError::NotCanonical));
    }

    #[test]
    fn indefinite_lengths_trailing_bytes_and_depth_are_refused() {
        assert_eq!(decode_lenient::<Pair>(&[0xbf, 0x00, 0x07, 0xff]), Err(CborError::NotCanonical));
        assert_eq!(decode_lenient::<Pair>(&[0xa1, 0x00, 0x07, 0x00]), Err(CborError::Trailing));
        let mut deep = vec![0xa2, 0x00, 0x07, 0x09];
        deep.extend([0x81; 8]);
        deep.push(0);
        assert_eq!(decode_lenient::<Pair>(&deep), Err(CborError::TooDeep));
        assert!(decode_lenient::<Pair>(&[0x9a, 0xff, 0xff, 0xff, 0xff]).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
            drop(decode::<Pair>(&bytes));
        }
    }
}
