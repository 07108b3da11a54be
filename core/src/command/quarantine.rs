//! Own changes that the server did not accept: seen, given again, exported, discarded. Only a person removes one.
use super::{Cx, Done, audit, write};
use crate::{
    error::CoreError,
    store::{
        Read, document,
        quarantine::{self, Refused},
    },
};
use satchel_model::{audit::Kind, document::write::Write};
use satchel_protocol::{
    command::{
        args::{Change, QuarantineLine},
        event::Topic,
        reply::{Quarantine, QuarantineExport, Refusal, Written},
    },
    env::Nonced,
    problem::ErrorCode,
};
use serde_json::value::RawValue;

/// Refused changes, oldest first.
///
/// # Errors
/// [`CoreError::Store`].
pub fn list(cx: Cx<'_>) -> Result<Quarantine, CoreError> {
    cx.unlocked.store.write(|tx| {
        let lines = quarantine::list(&tx.read())?;
        let docs = lines.iter().map(|line| line.doc).collect::<std::collections::BTreeSet<_>>();
        let refused =
            lines.iter().map(|l| told(&tx.read(), l)).collect::<Result<Vec<_>, CoreError>>()?;
        if !docs.is_empty() {
            let docs = docs.into_iter().take(satchel_model::audit::DOCS_MAX).collect();
            audit::note(tx, cx, Kind::RecordRead, docs, None)?;
        }
        Ok(Quarantine { refused })
    })
}

/// Gives a refused change again on what stands now; the line goes once the new change is saved.
///
/// # Errors
/// [`CoreError::NotFound`] for an unknown line or one without a command; everything a new change can meet.
pub fn retry(cx: Cx<'_>, asked: QuarantineLine) -> Result<Done<Written>, CoreError> {
    let line = line(cx, asked.ctr)?;
    let write = command(&line).ok_or(CoreError::NotFound)?;
    let change = Change { write, draft: None };
    let mut done = write::change(cx, &change, Some(asked.ctr))?;
    done.topics.push(Topic::Quarantine);
    Ok(done)
}

/// Discards a refused change for good.
///
/// # Errors
/// [`CoreError::Invalid`] without confirmation, [`CoreError::NotFound`] for an unknown line.
pub fn discard(cx: Cx<'_>, asked: QuarantineLine) -> Result<Done<Quarantine>, CoreError> {
    if !asked.confirm {
        return Err(CoreError::Invalid { field: "confirm", code: "needed" });
    }
    line(cx, asked.ctr)?;
    cx.unlocked.store.write(|tx| quarantine::remove(tx, asked.ctr))?;
    Ok(Done { reply: list(cx)?, topics: vec![Topic::Quarantine] })
}

/// A refused change as text, to be copied elsewhere.
///
/// # Errors
/// [`CoreError::NotFound`] for an unknown line.
pub fn export(cx: Cx<'_>, asked: QuarantineLine) -> Result<QuarantineExport, CoreError> {
    let line = line(cx, asked.ctr)?;
    cx.unlocked.store.write(|tx| {
        let refusal = told(&tx.read(), &line)?;
        let text = serde_json::to_string_pretty(&refusal)
            .map_err(|_| CoreError::Internal("quarantine export"))?;
        audit::note(tx, cx, Kind::RecordExported, vec![line.doc], None)?;
        Ok(QuarantineExport { text })
    })
}

fn line(cx: Cx<'_>, ctr: u64) -> Result<Refused, CoreError> {
    cx.unlocked.store.read(|read| quarantine::find(read, ctr))?.ok_or(CoreError::NotFound)
}

fn command(line: &Refused) -> Option<Write> {
    Nonced::<Write>::decode(&line.command).ok().map(|nonced| nonced.value)
}

/// A line as shown. The person wrote it: it stays theirs to see even where the document was taken away.
fn told(read: &Read<'_>, line: &Refused) -> Result<Refusal, CoreError> {
    let write = command(line);
    let json = |text: String| RawValue::from_string(text).ok();
    let body = write.as_ref().and_then(|w| serde_json::to_string(w).ok()).and_then(json);
    Ok(Refusal {
        ctr: line.ctr,
        doc: line.doc,
        patient: document::find(read, line.doc)?.and_then(|row| row.patient),
        code: ErrorCode::from_word(&line.code).map_or("internal", ErrorCode::word).to_owned(),
        detail: line.detail.clone().and_then(json),
        command: write.as_ref().map(Write::name).unwrap_or_default().to_owned(),
        body,
        at: line.at,
    })
}
