//! Values of log entries: immutable, signed, united; a correction is a new entry that names the old one.
use super::write::payload;
use crate::{
    id::{DocId, ItemId, UserId},
    time::Timestamp,
};
use minicbor::{Decode, Encode};

payload! {
    /// A conversation begins.
    ThreadOpened {
        /// Id of the entry.
        0 item: ItemId,
        /// Author.
        1 by: UserId,
        /// Claimed device time.
        2 at: Timestamp,
        /// `clinical` or `administrative`.
        3 kind: String,
        /// Subject line.
        4 subject: String,
        /// Who takes part, besides the author.
        5 members: Vec<UserId>,
    }
    /// A message in a conversation.
    Message {
        /// Id of the entry.
        0 item: ItemId,
        /// Author.
        1 by: UserId,
        /// Claimed device time.
        2 at: Timestamp,
        /// The text.
        3 text: String,
        /// Document it is about, if any.
        4 about: Option<DocId>,
        /// Earlier message it corrects, if it does.
        5 replaces: Option<ItemId>,
    }
    /// A foreign FHIR resource, word for word.
    Resource {
        /// Id of the entry.
        0 item: ItemId,
        /// The importer.
        1 by: UserId,
        /// When it was imported.
        2 at: Timestamp,
        /// FHIR resource type.
        3 kind: String,
        /// The resource's id in its source, if it had one.
        4 id: Option<String>,
        /// Name of the source.
        5 source: String,
        /// The resource's JSON, byte for byte.
        6 json: String,
    }
}

/// The value of a log entry. Numbers are part of signed bytes; 4 is kept for the signature of a note.
#[derive(Clone, PartialEq, Eq, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Entry {
    /// A conversation begins (`thread`).
    #[n(1)]
    ThreadOpened(#[n(0)] ThreadOpened),
    /// A message (`thread`).
    #[n(2)]
    Message(#[n(0)] Message),
    /// A foreign resource kept word for word (`encounter` of kind `import`).
    #[n(3)]
    Resource(#[n(0)] Resource),
}

impl Entry {
    /// The user who is named as author; admission compares it with the envelope.
    #[must_use]
    pub const fn by(&self) -> UserId {
        match self {
            Self::ThreadOpened(e) => e.by,
            Self::Message(e) => e.by,
            Self::Resource(e) => e.by,
        }
    }

    /// The entry's own id.
    #[must_use]
    pub const fn item(&self) -> ItemId {
        match self {
            Self::ThreadOpened(e) => e.item,
            Self::Message(e) => e.item,
            Self::Resource(e) => e.item,
        }
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Entry({})", self.item())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cbor;

    fn samples() -> Vec<(&'static str, Entry)> {
        let (item, by) = (ItemId::from_bytes([1; 16]), UserId::from_bytes([2; 16]));
        let at = Timestamp::from_millis(1_795_500_000_000);
        vec![
            (
                "thread_opened",
                Entry::ThreadOpened(ThreadOpened {
                    item,
                    by,
                    at,
                    kind: "clinical".into(),
                    subject: "Results".into(),
                    members: vec![UserId::from_bytes([3; 16])],
                }),
            ),
            (
                "message",
                Entry::Message(Message {
                    item,
                    by,
                    at,
                    text: "hello".into(),
                    about: Some(DocId::from_bytes([4; 16])),
                    replaces: Some(ItemId::from_bytes([5; 16])),
                }),
            ),
            (
                "resource",
                Entry::Resource(Resource {
                    item,
                    by,
                    at,
                    kind: "Claim".into(),
                    id: Some("c1".into()),
                    source: "synthea".into(),
                    json: r#"{"total":1.50}"#.into(),
                }),
            ),
        ]
    }

    #[test]
    fn every_entry_keeps_its_bytes() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("golden");
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| {
            for (name, entry) in samples() {
                let bytes = cbor::encode(&entry);
                assert_eq!(cbor::decode::<Entry>(&bytes).as_ref(), Ok(&entry));
                let json = serde_json::to_value(&entry).unwrap();
                assert_eq!(json["type"], name);
                let readable = serde_json::to_string_pretty(&json).unwrap();
                insta::assert_snapshot!(
                    format!("entry_{name}"),
                    format!("{readable}\n{}", hex::encode(&bytes))
                );
            }
        });
    }

    #[test]
    fn an_entry_prints_its_id_and_no_content() {
        for (_, entry) in samples() {
            assert_eq!(format!("{entry:?}"), format!("Entry({})", entry.item()));
            assert_eq!(entry.by(), UserId::from_bytes([2; 16]));
        }
    }
}
