//! A command of a device that is too old to write a document's schema: carried out here, in its person's name, under the
//! rules that their own change would meet.
use satchel_model::{
    document::{
        SCHEMA, genesis_of,
        paths::Writer,
        write::{Plan, Planned, TARGETS_MAX, Target, Write},
    },
    id::{Hash, UserId},
    role::Purpose,
    time::Timestamp,
};
use satchel_protocol::{env::ItemClass, problem::ErrorCode};
use satchel_server_store::{Position, Tx, document, verdict::Decision};

use crate::{
    authz::{self, Facts, Subject},
    http::problem::Failure,
    refusal,
    rpc::write::fits,
    scribe::{Fresh, Hand, Origin, Page, Scribe, Written},
    state::State,
};

/// What a device asks to have carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The command.
    pub write: Write,
    /// The refused item it was written as; zero where it never was one.
    pub of: Hash,
    /// When the person acted, by their device's clock.
    pub at: Timestamp,
    /// What for.
    pub purpose: Purpose,
}

/// Carries a command out inside the caller's transaction: what became of it, and what to tell once it is committed.
/// # Errors
/// A store failure; what speaks against the command is an answer.
pub async fn carry(
    state: &State,
    tx: &mut Tx,
    user: UserId,
    asked: &Asked,
) -> Result<(Decision, Written), Failure> {
    match tried(state, tx, user, asked).await {
        Ok(written) => Ok((Decision::Ok { seq: 0, pos: Position::ZERO, result: None }, written)),
        Err(failure) if is_answer(failure.code()) => {
            let refused =
                Decision::Refused { code: failure.code(), detail: None, in_review: false };
            Ok((refused, Written::default()))
        }
        Err(failure) => Err(failure),
    }
}

/// Whether a failure is about the command, and not about this server at this moment.
const fn is_answer(code: ErrorCode) -> bool {
    !matches!(
        code,
        ErrorCode::Internal
            | ErrorCode::Overloaded
            | ErrorCode::DatabaseDown
            | ErrorCode::Timeout
            | ErrorCode::RateLimited
    )
}

async fn tried(
    state: &State,
    tx: &mut Tx,
    user: UserId,
    asked: &Asked,
) -> Result<Written, Failure> {
    let targets = asked.write.targets();
    if targets.is_empty() || targets.len() > TARGETS_MAX {
        return Err(ErrorCode::TooLarge.into());
    }
    let facts = authz::facts(tx, user, state.now()).await?.filter(|f| f.active);
    let facts = facts.ok_or(ErrorCode::ForbiddenDoc)?;
    let pages = pages(tx, &targets).await?;
    let mut scribe = Scribe::open(state, tx, &pages, &Fresh::new()).await?;
    let origin = (asked.of != Hash::ZERO).then_some(Origin { user, item: asked.of });
    let hand = Hand {
        user,
        role: facts.role,
        purpose: asked.purpose,
        at: asked.at,
        cmd_kind: asked.write.kind(),
        class: ItemClass::Server,
        session: None,
        origin,
    };
    let plan = Plan { at: asked.at, by: user };
    let writer = Writer { role: facts.role, user };
    for (index, target) in targets.iter().enumerate() {
        permitted(state, &facts, &scribe, target)?;
        let blank = genesis_of(target.kind, SCHEMA, target.doc, 0);
        let working = scribe.doc(target.doc).unwrap_or(&blank);
        match asked.write.plan(working, index, &plan).map_err(|e| refusal::plan(&e))? {
            Planned::Puts(puts) => scribe.change(target.doc, &hand, &writer, &puts)?,
            Planned::Entry(value) => {
                fits(tx, state, &scribe, &writer, (target, &value)).await?;
                scribe.entry(target.doc, &hand, &value)?;
            }
        }
    }
    scribe.write(tx).await
}

/// The documents of the command: each is there and about that patient.
async fn pages(tx: &mut Tx, targets: &[Target]) -> Result<Vec<Page>, Failure> {
    let mut out = Vec::with_capacity(targets.len());
    for target in targets {
        let row = document::find(tx, target.doc).await?.ok_or(ErrorCode::ForbiddenDoc)?;
        if row.kind != target.kind || row.patient != Some(target.patient) {
            return Err(ErrorCode::ForbiddenDoc.into());
        }
        let (doc, kind, patient) = (row.doc, row.kind, row.patient);
        out.push(Page { doc, kind, patient, audience: None });
    }
    Ok(out)
}

fn permitted(
    state: &State,
    facts: &Facts,
    scribe: &Scribe<'_>,
    target: &Target,
) -> Result<(), Failure> {
    let (row, groups) = scribe.page(target.doc).ok_or(ErrorCode::ForbiddenDoc)?;
    let right = facts.write(&Subject::from(row), groups, state.now());
    right.map(drop).map_err(|refused| authz::code(refused).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_this_server_is_no_answer() {
        assert!(!is_answer(ErrorCode::DatabaseDown) && !is_answer(ErrorCode::Internal));
        assert!(is_answer(ErrorCode::Stale) && is_answer(ErrorCode::ForbiddenDoc));
    }
}
