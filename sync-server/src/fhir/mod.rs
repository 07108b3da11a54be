//! FHIR into the server: files, folders and NDJSON become documents, one transaction a bundle or batch of lines.
//!
//! [`source`] finds and reads texts, [`apply`] maps and stores one batch, [`known`] asks the store what is there already,
//! [`summary`] counts. An import may be stopped at any moment: what was taken is whole, and running it again takes the rest.
pub mod apply;
pub mod known;
pub mod limit;
pub mod source;
pub mod summary;

use std::path::PathBuf;

use satchel_model::{
    audit::Kind,
    fhir::Refused,
    id::UserId,
    role::{Purpose, Role},
};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use self::{
    source::{Batches, Found, Source},
    summary::Summary,
};
use crate::{audit::leaf, http::problem::Failure, state::State};

/// What to import.
pub struct Import {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Name of the source of relative ids; empty: what the files say, else one name for all.
    pub source: String,
}

/// How far an import is, for people who watch.
pub struct Progress<'a> {
    /// Files read.
    pub files: usize,
    /// Files found.
    pub of: usize,
    /// Counts so far.
    pub summary: &'a Summary,
}

impl Import {
    /// Imports everything, tells about every twentieth of the way, and answers [`Summary::report`].
    ///
    /// Dropping the future stops between transactions: what was taken stays, and another run takes the rest.
    /// # Errors
    /// As [`Import::run`].
    pub async fn tell(
        &self,
        state: &State,
        heard: &crate::admin::Progress,
    ) -> Result<Value, Failure> {
        let mut watch = |progress: &Progress<'_>| {
            let step = (progress.of / 20).max(1);
            if progress.files.is_multiple_of(step) || progress.files == progress.of {
                heard.tell(json!({
                    "files": progress.files,
                    "of": progress.of,
                    "resources": progress.summary.resources,
                    "refused": progress.summary.refused,
                }));
            }
        };
        Ok(self.run(state, &CancellationToken::new(), &mut watch).await?.report())
    }

    /// Imports everything, or until `stop` fires; then what was taken so far is counted and stays.
    /// # Errors
    /// A store failure. Everything before the failing batch is stored.
    pub async fn run(
        &self,
        state: &State,
        stop: &CancellationToken,
        watch: &mut (dyn FnMut(&Progress<'_>) + Send),
    ) -> Result<Summary, Failure> {
        let Found { files, refused, passed } = source::walk(&self.paths);
        let mut summary = Summary::default();
        summary.refuse(refused);
        summary.note(passed.into_iter().map(no_fhir).collect());
        note(state, Kind::ImportStarted, files.len()).await?;
        for (n, file) in files.iter().enumerate() {
            if stop.is_cancelled() {
                break;
            }
            self.file(state, file, stop, &mut summary).await?;
            summary.files = summary.files.saturating_add(1);
            watch(&Progress { files: n + 1, of: files.len(), summary: &summary });
        }
        note(state, Kind::ImportFinished, files.len()).await?;
        Ok(summary)
    }

    async fn file(
        &self,
        state: &State,
        file: &Source,
        stop: &CancellationToken,
        summary: &mut Summary,
    ) -> Result<(), Failure> {
        let unread = |error: &std::io::Error| Refused {
            file: file.label.clone(),
            place: String::new(),
            reason: format!("cannot be read: {error}"),
        };
        let mut batches = match Batches::open(file) {
            Ok(batches) => batches,
            Err(error) => {
                summary.refuse(vec![unread(&error)]);
                return Ok(());
            }
        };
        while !stop.is_cancelled() {
            match batches.next_batch() {
                Ok(Some(batch)) => {
                    apply::batch(state, &file.label, &self.source, batch, summary).await?;
                }
                Ok(None) => return Ok(()),
                Err(error) => {
                    summary.refuse(vec![unread(&error)]);
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

fn no_fhir(file: String) -> Refused {
    let reason = "no FHIR by its name and content: passed over".to_owned();
    Refused { file, place: String::new(), reason }
}

/// One event in the audit.
async fn note(state: &State, kind: Kind, files: usize) -> Result<(), Failure> {
    let mut event = leaf::event(state, kind);
    event.user = Some(UserId::from_bytes(*state.keys.tenant.as_bytes()));
    event.role = Some(Role::System);
    event.purpose = Some(Purpose::Import);
    event.reason = Some(format!("{files} files"));
    let mut tx = state.store.begin().await?;
    leaf::append(&mut tx, &[event]).await?;
    tx.commit().await?;
    Ok(())
}
