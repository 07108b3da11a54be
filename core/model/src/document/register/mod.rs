//! Registers: groups of values that belong together, stored as one canonical JSON text and put whole.
//!
//! **Why:** one doctor's new dose and another's new frequency must not blend into a treatment nobody ordered.
//! Unknown members are carried along. Numbers are whole; decimals are text, so no digit is ever lost.
use std::collections::BTreeMap;

pub mod clinical;
pub mod json;
pub mod person;

pub use clinical::{Coding, End, Entry, Regimen, Resuscitation, Source, Tick, Weight};
pub use person::{Address, Birth, Contact, Deceased, Identifier, Period, PersonName, Telecom};

/// Members of a register that this version does not know, kept as they came.
pub type Rest = BTreeMap<String, serde_json::Value>;

/// Why a text is not the register it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    /// Not JSON, or nested too deep.
    #[error("not JSON")]
    NotJson,
    /// JSON written in another than the canonical way: sorted keys, no spaces, no fractions.
    #[error("not canonical JSON")]
    NotCanonical,
    /// A member is missing or of the wrong kind.
    #[error("wrong members")]
    Shape,
    /// Longer than [`TEXT_MAX`].
    #[error("longer than {TEXT_MAX} bytes")]
    TooLong,
}

/// Longest register, in bytes.
pub const TEXT_MAX: usize = 65_536;

/// Which group of values a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// [`PersonName`]
    Name,
    /// [`Birth`]
    Birth,
    /// [`Deceased`]
    Deceased,
    /// [`Identifier`]
    Identifier,
    /// [`Telecom`]
    Telecom,
    /// [`Address`]
    Address,
    /// [`Contact`]
    Contact,
    /// [`Period`]
    Period,
    /// [`Coding`]
    Coding,
    /// [`Regimen`]
    Regimen,
    /// [`End`]
    End,
    /// [`Entry`]
    Entry,
    /// [`Source`]
    Source,
    /// [`Resuscitation`]
    Resuscitation,
    /// [`Weight`]
    Weight,
    /// [`Tick`]
    Tick,
    /// Any JSON, kept exactly as written: FHIR values whose every digit counts.
    Any,
}

/// A typed register.
pub trait Group: serde::Serialize + serde::de::DeserializeOwned {
    /// The canonical text that is stored.
    fn to_text(&self) -> String {
        serde_json::to_value(self).map_or_else(|_| "{}".to_owned(), |v| json::canonical(&v))
    }

    /// Reads a stored text.
    ///
    /// # Errors
    /// [`RegisterError`]; the text is left as it is and shown as unreadable.
    fn from_text(text: &str) -> Result<Self, RegisterError> {
        if text.len() > TEXT_MAX {
            return Err(RegisterError::TooLong);
        }
        let value: serde_json::Value =
            serde_json::from_str(text).map_err(|_| RegisterError::NotJson)?;
        if !json::is_whole(&value) || json::canonical(&value) != text {
            return Err(RegisterError::NotCanonical);
        }
        serde_json::from_value(value).map_err(|_| RegisterError::Shape)
    }
}

impl Register {
    /// Whether `text` is a well-formed value of this register.
    ///
    /// # Errors
    /// [`RegisterError`] with the reason.
    pub fn check(self, text: &str) -> Result<(), RegisterError> {
        match self {
            Self::Name => PersonName::from_text(text).map(drop),
            Self::Birth => Birth::from_text(text).map(drop),
            Self::Deceased => Deceased::from_text(text).map(drop),
            Self::Identifier => Identifier::from_text(text).map(drop),
            Self::Telecom => Telecom::from_text(text).map(drop),
            Self::Address => Address::from_text(text).map(drop),
            Self::Contact => Contact::from_text(text).map(drop),
            Self::Period => Period::from_text(text).map(drop),
            Self::Coding => Coding::from_text(text).map(drop),
            Self::Regimen => Regimen::from_text(text).map(drop),
            Self::End => End::from_text(text).map(drop),
            Self::Entry => Entry::from_text(text).map(drop),
            Self::Source => Source::from_text(text).map(drop),
            Self::Resuscitation => Resuscitation::from_text(text).map(drop),
            Self::Weight => Weight::from_text(text).map(drop),
            Self::Tick => Tick::from_text(text).map(drop),
            Self::Any if text.len() > TEXT_MAX => Err(RegisterError::TooLong),
            Self::Any => serde_json::from_str::<serde::de::IgnoredAny>(text)
                .map(drop)
                .map_err(|_| RegisterError::NotJson),
        }
    }
}

/// Declares a register: members that must be there, members that may, and `rest` for those not known.
///
/// In CBOR a register is its canonical text; in JSON an object. Debug shows the kind, never the content.
macro_rules! register {
    ($(#[$meta:meta])* $name:ident {
        req { $($(#[$req_meta:meta])* $req:ident: $req_type:ty,)* }
        opt { $($(#[$opt_meta:meta])* $opt:ident: $opt_type:ty,)* }
    }) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
        pub struct $name {
            $($(#[$req_meta])* pub $req: $req_type,)*
            $($(#[$opt_meta])*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub $opt: Option<$opt_type>,)*
            /// Members this version does not know.
            #[serde(flatten)]
            #[cfg_attr(feature = "ts", ts(skip))]
            pub rest: $crate::document::register::Rest,
        }

        impl $crate::document::register::Group for $name {}

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        impl<C> minicbor::Encode<C> for $name {
            fn encode<W: minicbor::encode::Write>(
                &self,
                e: &mut minicbor::Encoder<W>,
                _: &mut C,
            ) -> Result<(), minicbor::encode::Error<W::Error>> {
                e.str(&$crate::document::register::Group::to_text(self))?.ok()
            }
        }

        impl<'b, C> minicbor::Decode<'b, C> for $name {
            fn decode(
                d: &mut minicbor::Decoder<'b>,
                _: &mut C,
            ) -> Result<Self, minicbor::decode::Error> {
                let at = d.position();
                $crate::document::register::Group::from_text(d.str()?)
                    .map_err(|e| minicbor::decode::Error::message(e).at(at))
            }
        }
    };
}
use register;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cbor;

    /// One canonical text of every typed register.
    const SAMPLES: &[(Register, &str)] = &[
        (Register::Name, r#"{"family":"Okafor","given":"Ada"}"#),
        (Register::Birth, r#"{"date":"1980-05","estimated":true}"#),
        (Register::Deceased, r#"{"deceased":false}"#),
        (Register::Identifier, r#"{"system":"s","value":"1"}"#),
        (Register::Telecom, r#"{"rank":1,"system":"phone","use":"home","value":"1"}"#),
        (Register::Address, r#"{"city":"X","lines":["1 Main St"]}"#),
        (Register::Contact, r#"{"name":"Ben"}"#),
        (Register::Period, r#"{"start":"2026"}"#),
        (Register::Coding, r#"{"code":"1","display":"One","system":"s"}"#),
        (Register::Regimen, r#"{"dose":"1.50","product":{"text":"x"},"unit":"mg"}"#),
        (Register::End, r#"{"date":"2026","reason":"x","saw":"00"}"#),
        (Register::Entry, r#"{"at":1,"by":"u","reason":"x","status":"entered-in-error"}"#),
        (Register::Source, r#"{"from":"synthea","id":"1","kind":"Patient"}"#),
        (Register::Resuscitation, r#"{"level":"none"}"#),
        (Register::Weight, r#"{"unit":"kg","value":"70.50"}"#),
        (Register::Tick, r#"{"at":1,"by":"u","state":"taken"}"#),
        (Register::Any, r#"{ "b": 1.50, "a": [] }"#),
    ];

    #[test]
    fn every_register_takes_its_text() {
        for (register, text) in SAMPLES {
            assert_eq!(register.check(text), Ok(()), "{register:?}");
        }
    }

    #[test]
    fn unknown_members_are_welcome_in_canonical_form() {
        for (register, text) in SAMPLES.iter().filter(|(r, _)| *r != Register::Any) {
            let wide = format!("{},\"zzz\":{{\"a\":1}}}}", text.trim_end_matches('}'));
            // Nested objects end the sample in two braces; those samples have another shape.
            if text.ends_with("}}") {
                continue;
            }
            assert_eq!(register.check(&wide), Ok(()), "{wide}");
            assert_eq!(
                register.check(&wide.replace(":1}", ": 1}")),
                Err(RegisterError::NotCanonical)
            );
            assert_eq!(
                register.check(&wide.replace(":1}", ":1.5}")),
                Err(RegisterError::NotCanonical)
            );
        }
    }

    #[test]
    fn what_is_no_register_is_refused_with_the_reason() {
        for (register, _) in SAMPLES.iter().filter(|(r, _)| *r != Register::Any) {
            assert_eq!(register.check("{"), Err(RegisterError::NotJson));
            assert_eq!(register.check("7"), Err(RegisterError::Shape), "{register:?}");
        }
        assert_eq!(Register::Name.check(r#"{"family":"x"}"#), Err(RegisterError::Shape));
        let wrong = r#"{"dose":1,"product":{}}"#;
        assert_eq!(Register::Regimen.check(wrong), Err(RegisterError::Shape));
        let no_decimal = r#"{"dose":"1,5","product":{}}"#;
        assert_eq!(Register::Regimen.check(no_decimal), Err(RegisterError::Shape));
        assert_eq!(Register::Any.check("{"), Err(RegisterError::NotJson));
    }

    #[test]
    fn a_register_has_a_longest_text() {
        let text = |n: usize| format!("{{\"level\":\"{}\"}}", "x".repeat(n));
        let most = TEXT_MAX - text(0).len();
        assert_eq!(Register::Resuscitation.check(&text(most)), Ok(()));
        assert_eq!(Register::Resuscitation.check(&text(most + 1)), Err(RegisterError::TooLong));
        assert_eq!(Register::Any.check(&text(most + 1)), Err(RegisterError::TooLong));
    }

    #[test]
    fn in_cbor_a_register_is_its_text() {
        let coding = Coding::from_text(SAMPLES[8].1).unwrap();
        let bytes = cbor::encode(&coding);
        assert_eq!(bytes, cbor::encode(&SAMPLES[8].1));
        assert_eq!(cbor::decode::<Coding>(&bytes), Ok(coding));
        assert!(cbor::decode::<Coding>(&cbor::encode(&"{ }")).is_err());
    }

    #[test]
    fn a_register_does_not_print_its_content() {
        let coding = Coding::from_text(SAMPLES[8].1).unwrap();
        assert_eq!(format!("{coding:?}"), "Coding(..)");
    }

    #[test]
    fn a_concept_shows_the_authors_words_first() {
        let label = |text: &str| Coding::from_text(text).unwrap().label().to_owned();
        assert_eq!(label(r#"{"code":"1","display":"One","text":"mine"}"#), "mine");
        assert_eq!(label(r#"{"code":"1","display":"One"}"#), "One");
        assert_eq!(label(r#"{"code":"1"}"#), "1");
        assert_eq!(label("{}"), "");
        let read = |text: &str| Coding::from_text(text).unwrap();
        assert!(
            read(r#"{"code":"1","system":"a"}"#)
                .is_same(&read(r#"{"code":"1","system":"a","text":"x"}"#))
        );
        assert!(
            !read(r#"{"code":"1","system":"a"}"#).is_same(&read(r#"{"code":"1","system":"b"}"#))
        );
        assert!(read(r#"{"text":"Asthma"}"#).is_same(&read(r#"{"text":"asthma"}"#)));
        assert!(!read("{}").is_same(&read("{}")));
    }
}
