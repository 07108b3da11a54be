//! `satchel record compact|rectify|erase|hold`
use std::process::ExitCode;

use clap::{Args, Subcommand};
use satchel_model::id::{DocId, Hash, PatientId, UserId};
use satchel_protocol::problem::{ErrorCode, Problem};

use super::{Context, out};
use crate::admin::{
    Call, client,
    record::{Ask, By, Whose},
};

/// Rebuilds, rectifies, erases and holds records.
#[derive(Subcommand)]
pub enum Verb {
    /// Rebuilds a document whose log has grown; the server does so by itself, this does it now
    #[command(
        after_help = "Example:\n  satchel record compact 0198f0a0-0000-7000-8000-000000000001"
    )]
    Compact(Compact),
    /// Takes content out that belongs to somebody else; what was taken out cannot be brought back
    #[command(
        after_help = "Example:\n  satchel record rectify 0198f0a0-0000-7000-8000-000000000001 \
        --place allergies/0198f0a0-0000-7000-8000-000000000002 --by USER --reason 'entered for the wrong patient'"
    )]
    Rectify(Rectify),
    /// Erases a document, or everything about a patient, for ever
    #[command(
        after_help = "Examples:\n  satchel record erase --patient 0198f0a0-0000-7000-8000-000000000003 --by USER --reason 'letter of 3 May'\n  \
        satchel record erase --doc 0198f0a0-0000-7000-8000-000000000001 --by USER --reason 'letter of 3 May'"
    )]
    Erase(Erase),
    /// Sets a legal hold, which refuses erasure and nothing else; --lift lifts it
    #[command(
        after_help = "Example:\n  satchel record hold --patient 0198f0a0-0000-7000-8000-000000000003 --by USER --reason 'court order 12'"
    )]
    Hold(Hold),
}

/// Flags of `compact`.
#[derive(Args)]
pub struct Compact {
    /// The document's id
    doc: DocId,
}

/// Who decided, and why.
#[derive(Args)]
pub struct Decided {
    /// The privacy officer who decided, by id as `user list` shows it
    #[arg(long, value_name = "USER")]
    by: UserId,
    /// Why, in words; it is kept in the audit
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Decided {
    fn by(self) -> By {
        By { user: self.by, reason: self.reason }
    }
}

/// Flags of `rectify`.
#[derive(Args)]
pub struct Rectify {
    /// The document's id
    doc: DocId,
    /// What is taken out, as keys joined by `/`, e.g. `allergies/ID`; may be given several times
    #[arg(long, value_name = "PATH")]
    place: Vec<String>,
    /// An entry of a log that is taken out, by its hash; may be given several times
    #[arg(long, value_name = "HASH")]
    entry: Vec<Hash>,
    #[command(flatten)]
    decided: Decided,
}

/// Which records.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct Of {
    /// Everything about this patient
    #[arg(long, value_name = "PATIENT")]
    patient: Option<PatientId>,
    /// One document
    #[arg(long, value_name = "DOC")]
    doc: Option<DocId>,
}

impl Of {
    fn whose(&self) -> Result<Whose, Problem> {
        let whose = self.patient.map(Whose::Patient).or(self.doc.map(Whose::Doc));
        whose.ok_or_else(|| Problem::new(ErrorCode::Invalid).with("field", "patient"))
    }
}

/// Flags of `erase`.
#[derive(Args)]
pub struct Erase {
    #[command(flatten)]
    of: Of,
    #[command(flatten)]
    decided: Decided,
}

/// Flags of `hold`.
#[derive(Args)]
pub struct Hold {
    #[command(flatten)]
    of: Of,
    /// Lift the hold
    #[arg(long)]
    lift: bool,
    #[command(flatten)]
    decided: Decided,
}

impl Verb {
    /// # Errors
    /// `forbidden` for somebody who is no privacy officer, `conflict` while a person must decide first, and what keeps the
    /// data folder from being used.
    pub async fn run(self, context: &Context) -> Result<ExitCode, Problem> {
        let (ask, text) = self.ask()?;
        let answer = client::reach(&context.server(&[])?, Call::Record { ask }).await?;
        if context.common.json {
            out::json(&answer);
        } else {
            out::line(text);
        }
        Ok(ExitCode::SUCCESS)
    }

    /// What is asked of the server, and what is said when it was done.
    fn ask(self) -> Result<(Ask, &'static str), Problem> {
        Ok(match self {
            Self::Compact(Compact { doc }) => (Ask::Compact { doc }, "Rebuilt."),
            Self::Rectify(Rectify { doc, place, entry, decided }) => (
                Ask::Rectify { doc, places: place, entries: entry, by: decided.by() },
                "Taken out. The key of what it was in is destroyed.",
            ),
            Self::Erase(Erase { of, decided }) => (
                Ask::Erase { whose: of.whose()?, by: decided.by() },
                "Erased. Devices purge their copies at their next contact.",
            ),
            Self::Hold(Hold { of, lift, decided }) => (
                Ask::Hold { whose: of.whose()?, hold: !lift, by: decided.by() },
                if lift { "The hold is lifted." } else { "On hold: erasure is refused." },
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patient_or_a_document_is_named() {
        let doc = DocId::from_bytes([1; 16]);
        assert_eq!(Of { patient: None, doc: Some(doc) }.whose().unwrap(), Whose::Doc(doc));
        assert!(Of { patient: None, doc: None }.whose().is_err());
    }
}
