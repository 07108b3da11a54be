//! Why a person's change is not written, in the words that a device uses for the same.
use satchel_model::{
    crdt::{EditError, GuardError},
    document::{paths::PathRefusal, write::WriteError},
    policy::{Refusal, State},
};
use satchel_protocol::{
    problem::{ErrorCode, Problem},
    sync::DocState,
};

use crate::http::problem::Failure;

/// A value that cannot be.
#[must_use]
pub fn invalid(field: &str, reason: &str) -> Failure {
    Problem::new(ErrorCode::Invalid).with("field", field).with("reason", reason).into()
}

/// Something that this role may not do.
#[must_use]
pub fn role() -> Failure {
    Problem::new(ErrorCode::Forbidden).with("lift", "role").into()
}

/// A path that is not the person's to write.
#[must_use]
pub fn path(refusal: PathRefusal) -> Failure {
    match refusal {
        PathRefusal::ForbiddenPath => role(),
        PathRefusal::Finalised => ErrorCode::Finalised.into(),
    }
}

/// A right that is not there. What one may not see does not exist.
#[must_use]
pub fn right(refusal: Refusal, may_read: bool) -> Failure {
    match refusal {
        Refusal::State => ErrorCode::FrozenDoc.into(),
        _ if may_read => role(),
        Refusal::Tenant
        | Refusal::Role
        | Refusal::Relation
        | Refusal::Expired
        | Refusal::Consent
        | Refusal::Reason => ErrorCode::NotFound.into(),
    }
}

/// The command's plan said no.
#[must_use]
pub fn plan(error: &WriteError) -> Failure {
    match error {
        WriteError::Stale { current } => {
            Problem::new(ErrorCode::Stale).with("current", current.clone()).into()
        }
        WriteError::Rule { code, basis, may_override } => Problem::new(ErrorCode::Rule)
            .with("rule", *code)
            .with("source", *basis)
            .with("may_override", *may_override)
            .into(),
        WriteError::Missing => ErrorCode::NotFound.into(),
        WriteError::Invalid { field, code } => invalid(field, code),
    }
}

/// The edit was not made.
#[must_use]
pub fn unwritten(error: &EditError) -> Failure {
    let too_large = |what: &str| Problem::new(ErrorCode::TooLarge).with("what", what).into();
    match error {
        // The same command again: its items are there.
        EditError::Nothing | EditError::Taken(_) => ErrorCode::AlreadyDone.into(),
        EditError::NoSuchPlace(_) => ErrorCode::NotFound.into(),
        EditError::Position(_) => invalid("at", "outside"),
        EditError::Guard(GuardError::TooLarge(what)) => too_large(what),
        EditError::Crowded => too_large("conflict"),
        EditError::UnknownHead
        | EditError::ActorUsed
        | EditError::Guard(GuardError::Malformed(_) | GuardError::Bomb)
        | EditError::Reference(_)
        | EditError::Lineage(_)
        | EditError::Engine => Problem::new(ErrorCode::Internal).with("where", "edit").into(),
    }
}

/// A document's state in policy's words.
#[must_use]
pub const fn life(state: DocState) -> State {
    match state {
        DocState::Live => State::Live,
        DocState::Final => State::Final,
        DocState::Frozen => State::Frozen,
        DocState::Erased => State::Erased,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_may_not_see_does_not_exist() {
        let code = |refusal, may_read| right(refusal, may_read).code();
        assert_eq!(code(Refusal::Role, true), ErrorCode::Forbidden);
        assert_eq!(code(Refusal::Role, false), ErrorCode::NotFound);
        assert_eq!(code(Refusal::Relation, false), ErrorCode::NotFound);
        assert_eq!(code(Refusal::State, false), ErrorCode::FrozenDoc);
    }

    #[test]
    fn each_refusal_has_its_code_and_says_what_can_lift_it() {
        let stale = plan(&WriteError::Stale { current: vec!["5 mg".into()] }).0;
        assert_eq!((stale.code, &stale.args["current"][0]), (ErrorCode::Stale, &"5 mg".into()));
        let missing = plan(&WriteError::Invalid { field: "text", code: "empty" }).0;
        assert_eq!(missing.args["reason"], "empty");
        assert_eq!(path(PathRefusal::ForbiddenPath).0.args["lift"], "role");
        assert_eq!(path(PathRefusal::Finalised).code(), ErrorCode::Finalised);
        assert_eq!(unwritten(&EditError::Nothing).code(), ErrorCode::AlreadyDone);
        assert_eq!(unwritten(&EditError::Crowded).0.args["what"], "conflict");
        assert_eq!(unwritten(&EditError::Engine).code(), ErrorCode::Internal);
    }
}
