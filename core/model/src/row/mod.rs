//! Rows: versions that the server alone writes; of one row the highest version counts. Never merged.
//!
//! A `directory` document holds [`Row`]s of the people and places of the clinic, so that devices can show names
//! without asking. Numbers are part of stored bytes and never used again.
use crate::{
    id::{RowId, UserId},
    role::Role,
};
use minicbor::{Decode, Encode};

/// A person of the clinic, as everybody there may see them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// The person's user id.
    #[n(0)]
    pub user: UserId,
    /// Name as shown.
    #[n(1)]
    pub name: String,
    /// Person role.
    #[n(2)]
    pub role: Role,
    /// False once the person left; the name stays, for what they wrote stays.
    #[n(3)]
    pub active: bool,
}

/// A place of the clinic.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Name as shown.
    #[n(0)]
    pub name: String,
    /// IANA time zone of its wall clocks.
    #[n(1)]
    pub zone: String,
    /// False once it closed.
    #[n(2)]
    pub active: bool,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Content {
    /// A person (`directory`).
    #[n(1)]
    Person(#[n(0)] Person),
    /// A place (`directory`).
    #[n(2)]
    Place(#[n(0)] Place),
}

/// One version of a row.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
pub struct Row {
    /// Which row.
    #[n(0)]
    pub id: RowId,
    /// 1 for the first version, then one more each time.
    #[n(1)]
    pub version: u64,
    /// What it says.
    #[n(2)]
    pub content: Content,
}

impl Row {
    /// Whether this version replaces `held`, the one at hand: same row, higher version, same kind of content.
    #[must_use]
    pub fn replaces(&self, held: &Self) -> bool {
        let same_kind =
            std::mem::discriminant(&self.content) == std::mem::discriminant(&held.content);
        self.id == held.id && self.version > held.version && same_kind
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cbor;

    fn person(version: u64) -> Row {
        Row {
            id: RowId::from_bytes([1; 16]),
            version,
            content: Content::Person(Person {
                user: UserId::from_bytes([2; 16]),
                name: "Dr Ada Okafor".into(),
                role: Role::Doctor,
                active: true,
            }),
        }
    }

    fn place() -> Row {
        Row {
            id: RowId::from_bytes([1; 16]),
            version: 9,
            content: Content::Place(Place {
                name: "North site".into(),
                zone: "Europe/Berlin".into(),
                active: true,
            }),
        }
    }

    #[test]
    fn rows_keep_their_bytes() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| {
            for (name, row) in [("person", person(1)), ("place", place())] {
                let bytes = cbor::encode(&row);
                assert_eq!(cbor::decode::<Row>(&bytes).as_ref(), Ok(&row));
                let readable = serde_json::to_string_pretty(&row).unwrap();
                insta::assert_snapshot!(name, format!("{readable}\n{}", hex::encode(bytes)));
            }
        });
    }

    #[test]
    fn only_a_higher_version_of_the_same_row_replaces_it() {
        assert!(person(2).replaces(&person(1)));
        assert!(!person(1).replaces(&person(1)));
        assert!(!person(1).replaces(&person(2)));
        assert!(!place().replaces(&person(1)));
        let mut other = person(2);
        other.id = RowId::from_bytes([3; 16]);
        assert!(!other.replaces(&person(1)));
    }
}
