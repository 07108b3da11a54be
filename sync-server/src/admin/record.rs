//! What a privacy officer has done to records at the server: rebuilt, rectified, erased, put on legal hold.
use satchel_model::{
    id::{DocId, Hash, PatientId, UserId},
    role::Role,
};
use satchel_protocol::{
    problem::{ErrorCode, Problem},
    sync::EpochReason,
};
use satchel_server_store as store;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    http::problem::Failure,
    state::State,
    sync::epoch::{
        Asker, erase,
        turn::{Order, turn},
    },
};

/// Longest reason in characters.
const REASON_MAX: usize = 1_000;
/// Deepest place that can be left out.
const DEPTH_MAX: usize = 8;

/// Which records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Everything about a patient.
    Patient(PatientId),
    /// One document.
    Doc(DocId),
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Ask {
    /// Rebuilds a document whose log has grown.
    Compact {
        /// The document.
        doc: DocId,
    },
    /// Takes content out that belongs to somebody else.
    Rectify {
        /// The document.
        doc: DocId,
        /// Places, each as keys joined by `/`.
        places: Vec<String>,
        /// Entries of a log, by hash.
        entries: Vec<Hash>,
        /// Who decided, and why.
        by: By,
    },
    /// Erases for ever.
    Erase {
        /// What.
        whose: Whose,
        /// Who decided, and why.
        by: By,
    },
    /// Sets or lifts a legal hold.
    Hold {
        /// What.
        whose: Whose,
        /// Set, or lift.
        hold: bool,
        /// Who decided, and why.
        by: By,
    },
}

/// Who decided, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// A privacy officer.
    pub user: UserId,
    /// In words, for the audit.
    pub reason: String,
}

/// Carries it out.
/// # Errors
/// `forbidden` for somebody who is no privacy officer, `invalid` without a reason, and what the act itself meets.
pub async fn carry(state: &State, ask: Ask) -> Result<Value, Failure> {
    let start = state.now();
    let mut done = match ask {
        Ask::Compact { doc } => rebuilt(state, &Order::of(doc, EpochReason::Compaction)).await?,
        Ask::Rectify { doc, places, entries, by } => {
            let asker = asker(state, by).await?;
            if places.is_empty() && entries.is_empty() {
                return Err(Problem::new(ErrorCode::Invalid).with("field", "place").into());
            }
            let places = places.iter().map(|p| place(p)).collect::<Result<_, _>>()?;
            let reason = EpochReason::Rectification;
            rebuilt(state, &Order { doc, reason, places, items: entries, asker }).await?
        }
        Ask::Erase { whose, by } => {
            let asker = asker(state, by).await?;
            let count = match whose {
                Whose::Patient(patient) => erase::erase_patient(state, patient, &asker).await?,
                Whose::Doc(doc) => erase::erase(state, doc, &asker).await.map(|()| 1)?,
            };
            json!({ "erased": count })
        }
        Ask::Hold { whose, hold, by } => {
            let asker = asker(state, by).await?;
            let docs = docs(state, whose).await?;
            for doc in &docs {
                erase::hold(state, *doc, hold, &asker).await?;
            }
            json!({ "documents": docs.len(), "hold": hold })
        }
    };
    let ms = u32::try_from(state.now().since(start)).unwrap_or(u32::MAX);
    let seconds = f64::from(ms) / 1_000.0;
    if let Some(map) = done.as_object_mut() {
        map.insert("seconds".to_owned(), json!(seconds));
    }
    Ok(done)
}

async fn rebuilt(state: &State, order: &Order) -> Result<Value, Failure> {
    let turned = turn(state, order).await?;
    Ok(json!({
        "epoch": turned.epoch,
        "items": turned.items,
        "items_before": turned.items_before,
    }))
}

async fn asker(state: &State, by: By) -> Result<Asker, Failure> {
    let reason = by.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_MAX {
        return Err(Problem::new(ErrorCode::Invalid).with("field", "reason").into());
    }
    let mut tx = state.store.read().await?;
    let person = store::user::find(&mut tx, by.user).await?.ok_or(ErrorCode::NotFound)?;
    if !person.active || person.role != Role::PrivacyOfficer {
        return Err(Problem::new(ErrorCode::Forbidden).with("lift", "role").into());
    }
    Ok(Asker {
        user: Some(person.user),
        role: Some(person.role),
        session: None,
        why: Some(reason.to_owned()),
    })
}

async fn docs(state: &State, whose: Whose) -> Result<Vec<DocId>, Failure> {
    let patient = match whose {
        Whose::Doc(doc) => return Ok(vec![doc]),
        Whose::Patient(patient) => patient,
    };
    let mut tx = state.store.read().await?;
    let rows = store::document::of_patient(&mut tx, patient).await?;
    let live = rows.iter().filter(|r| r.state != satchel_protocol::sync::DocState::Erased);
    let docs: Vec<DocId> = live.map(|r| r.doc).collect();
    if docs.is_empty() { Err(ErrorCode::NotFound.into()) } else { Ok(docs) }
}

/// A place from its keys. A whole root is never left out: it is there from the genesis on.
fn place(text: &str) -> Result<Vec<String>, Failure> {
    let keys: Vec<String> = text.split('/').map(str::to_owned).collect();
    let fits = (2..=DEPTH_MAX).contains(&keys.len()) && keys.iter().all(|key| !key.is_empty());
    if fits {
        Ok(keys)
    } else {
        Err(Problem::new(ErrorCode::Invalid).with("field", "place").into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_a_root_and_what_is_in_it() {
        assert_eq!(place("allergies/a").unwrap(), ["allergies", "a"]);
        for wrong in ["", "allergies", "allergies/", "/a", "a/b/c/d/e/f/g/h/i"] {
            assert!(place(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_asked_crosses_the_socket_as_tagged_json() {
        let doc = DocId::from_bytes([1; 16]);
        let text = serde_json::to_string(&Ask::Compact { doc }).unwrap();
        assert_eq!(text, format!("{{\"what\":\"compact\",\"doc\":\"{doc}\"}}"));
        let by = By { user: UserId::from_bytes([2; 16]), reason: "asked for".to_owned() };
        let erase = Ask::Erase { whose: Whose::Doc(doc), by };
        let text = serde_json::to_string(&erase).unwrap();
        assert_eq!(serde_json::from_str::<Ask>(&text).unwrap(), erase);
    }
}
