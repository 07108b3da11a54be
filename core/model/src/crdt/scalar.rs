//! A value at a key: the few kinds of scalar that documents hold.
use minicbor::{Decode, Decoder, Encode, Encoder, data::Type};

/// One value at a key. Decimal numbers are text in canonical form, moments are milliseconds: no float exists.
///
/// CBOR: the native null, boolean, integer, text or byte string. JSON: `"null"`, `{"str": ".."}` and so on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scalar {
    /// Known to be without a value; a key never set has no scalar at all.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text that is replaced as a whole; for text edited in place see [`super::Put::Text`].
    Str(String),
    /// Bytes, for registers written as canonical CBOR.
    Bytes(Vec<u8>),
}

impl Scalar {
    /// The text, if this is text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::Str(text) = self { Some(text) } else { None }
    }

    /// The number, if this is one.
    #[must_use]
    pub const fn as_int(&self) -> Option<i64> {
        if let Self::Int(n) = self { Some(*n) } else { None }
    }

    /// The truth value, if this is one.
    #[must_use]
    pub const fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(b) = self { Some(*b) } else { None }
    }

    /// The bytes, if these are bytes.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&[u8]> {
        if let Self::Bytes(bytes) = self { Some(bytes) } else { None }
    }
}

/// Shows the kind and length only in a release build: values are clinical, and logs are not the place for them.
impl std::fmt::Debug for Scalar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let content = cfg!(debug_assertions);
        match self {
            Self::Null => f.write_str("Null"),
            Self::Bool(b) if content => write!(f, "Bool({b})"),
            Self::Int(n) if content => write!(f, "Int({n})"),
            Self::Str(s) if content => write!(f, "Str({s:?})"),
            Self::Bytes(b) if content => write!(f, "Bytes({b:02x?})"),
            Self::Bool(_) => f.write_str("Bool"),
            Self::Int(_) => f.write_str("Int"),
            Self::Str(s) => write!(f, "Str[{}]", s.len()),
            Self::Bytes(b) => write!(f, "Bytes[{}]", b.len()),
        }
    }
}

impl From<bool> for Scalar {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Scalar {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<&str> for Scalar {
    fn from(value: &str) -> Self {
        Self::Str(value.to_owned())
    }
}

impl From<String> for Scalar {
    fn from(value: String) -> Self {
        Self::Str(value)
    }
}

impl From<Vec<u8>> for Scalar {
    fn from(value: Vec<u8>) -> Self {
        Self::Bytes(value)
    }
}

impl From<&Scalar> for automerge::ScalarValue {
    fn from(value: &Scalar) -> Self {
        match value {
            Scalar::Null => Self::Null,
            Scalar::Bool(b) => Self::Boolean(*b),
            Scalar::Int(n) => Self::Int(*n),
            Scalar::Str(s) => Self::Str(s.as_str().into()),
            Scalar::Bytes(b) => Self::Bytes(b.clone()),
        }
    }
}

impl Scalar {
    /// The value as ours; `None` for the kinds that our documents never hold.
    pub(super) fn from_automerge(value: &automerge::ScalarValue) -> Option<Self> {
        use automerge::ScalarValue as V;
        match value {
            V::Null => Some(Self::Null),
            V::Boolean(b) => Some(Self::Bool(*b)),
            V::Int(n) => Some(Self::Int(*n)),
            V::Str(s) => Some(Self::Str(s.to_string())),
            V::Bytes(b) => Some(Self::Bytes(b.clone())),
            V::Uint(_) | V::F64(_) | V::Counter(_) | V::Timestamp(_) | V::Unknown { .. } => None,
        }
    }
}

impl<C> Encode<C> for Scalar {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        match self {
            Self::Null => e.null()?,
            Self::Bool(b) => e.bool(*b)?,
            Self::Int(n) => e.i64(*n)?,
            Self::Str(s) => e.str(s)?,
            Self::Bytes(b) => e.bytes(b)?,
        }
        .ok()
    }
}

impl<'b, C> Decode<'b, C> for Scalar {
    fn decode(d: &mut Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let kind = d.datatype()?;
        if kind == Type::Null {
            d.null().map(|()| Self::Null)
        } else if kind == Type::Bool {
            d.bool().map(Self::Bool)
        } else if kind == Type::String {
            d.str().map(Self::from)
        } else if kind == Type::Bytes {
            d.bytes().map(|b| Self::Bytes(b.to_vec()))
        } else {
            d.i64().map(Self::Int)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cbor;

    fn each() -> Vec<(Scalar, &'static str)> {
        vec![
            (Scalar::Null, "f6"),
            (Scalar::Bool(true), "f5"),
            (Scalar::Int(-1), "20"),
            (Scalar::Int(500), "1901f4"),
            (Scalar::from("mg"), "626d67"),
            (Scalar::Bytes(vec![1, 2]), "420102"),
        ]
    }

    #[test]
    fn cbor_is_the_native_kind_and_comes_back() {
        for (value, want) in each() {
            let bytes = cbor::encode(&value);
            assert_eq!(hex::encode(&bytes), want);
            assert_eq!(cbor::decode::<Scalar>(&bytes), Ok(value));
        }
        // A float and a whole number beyond i64 have no place here.
        assert!(cbor::decode::<Scalar>(&[0xf9, 0, 0]).is_err());
        assert!(cbor::decode::<Scalar>(&[0x1b, 255, 255, 255, 255, 255, 255, 255, 255]).is_err());
    }

    #[test]
    fn json_keeps_the_kind() {
        for (value, _) in each() {
            let text = serde_json::to_string(&value).unwrap();
            assert_eq!(serde_json::from_str::<Scalar>(&text).unwrap(), value);
        }
        assert_eq!(serde_json::to_string(&Scalar::from("x")).unwrap(), r#"{"str":"x"}"#);
    }

    #[test]
    fn automerge_knows_each_kind() {
        for (value, _) in each() {
            let theirs = automerge::ScalarValue::from(&value);
            assert_eq!(Scalar::from_automerge(&theirs), Some(value));
        }
        assert_eq!(Scalar::from_automerge(&automerge::ScalarValue::F64(1.5)), None);
    }

    #[test]
    fn an_accessor_answers_for_its_own_kind_only() {
        assert_eq!(Scalar::from("x").as_str(), Some("x"));
        assert_eq!(Scalar::from("x").as_int(), None);
        assert_eq!(Scalar::from(3).as_int(), Some(3));
        assert_eq!(Scalar::from(true).as_bool(), Some(true));
        assert_eq!(Scalar::from(vec![1]).as_bytes(), Some([1].as_slice()));
        assert_eq!(Scalar::Null.as_bytes(), None);
    }
}
