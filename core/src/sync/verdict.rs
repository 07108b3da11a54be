//! What a refusal means for the device (SYNC design, section 8).
use satchel_protocol::problem::ErrorCode;

/// What the device does with a refused item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Course {
    /// The command runs again on the accepted state, silently; shown only if its precondition fails.
    Rebase,
    /// The command is shown with its reason and with who or what can lift it.
    Quarantine,
    /// The device sends no more; the item waits on the server for a person.
    Stop,
}

/// Refusals that a new run of the command cures: it was written on a state the server does not share.
const REBASE: [ErrorCode; 7] = [
    ErrorCode::EpochOld,
    ErrorCode::SeqGap,
    ErrorCode::Lamport,
    ErrorCode::MissingDep,
    ErrorCode::DependsOnRejected,
    ErrorCode::Equivocation,
    ErrorCode::ActorMismatch,
];

/// Refusals of the device itself.
const STOP: [ErrorCode; 3] = [ErrorCode::DeviceRevoked, ErrorCode::ChainFork, ErrorCode::LeaseOver];

/// Refusals that name a bug of ours or an attack; they are reported beside being shown.
const ALARM: [ErrorCode; 5] = [
    ErrorCode::BadSig,
    ErrorCode::UnknownDevice,
    ErrorCode::Malformed,
    ErrorCode::Bomb,
    ErrorCode::TooLarge,
];

/// What to do with an item refused for `code`. A code this version does not know goes to quarantine: shown, not lost.
#[must_use]
pub fn course(code: ErrorCode) -> Course {
    if REBASE.contains(&code) {
        Course::Rebase
    } else if STOP.contains(&code) {
        Course::Stop
    } else {
        Course::Quarantine
    }
}

/// Whether the refusal is our bug or an attack, and somebody should be told with an incident number.
#[must_use]
pub fn is_alarm(code: ErrorCode) -> bool {
    ALARM.contains(&code)
}

/// Whether a refusal before the signature was proved: the server stored nothing and moved no counter.
#[must_use]
pub fn is_unproved(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::BadSig | ErrorCode::UnknownDevice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_named_refusal_has_its_course() {
        use ErrorCode as C;
        let quarantine = [
            C::ForbiddenDoc,
            C::ForbiddenPath,
            C::Finalised,
            C::Invalid,
            C::Quota,
            C::Erased,
            C::IntentRefused,
            C::Expired,
            C::SchemaTooOld,
            C::Malformed,
            C::Bomb,
            C::TooLarge,
        ];
        assert!(quarantine.iter().all(|c| course(*c) == Course::Quarantine));
        assert!(REBASE.iter().all(|c| course(*c) == Course::Rebase));
        assert!(STOP.iter().all(|c| course(*c) == Course::Stop));
    }

    #[test]
    fn every_code_has_exactly_one_course() {
        let counted = |wanted| ErrorCode::ALL.iter().filter(|c| course(**c) == wanted).count();
        assert_eq!(counted(Course::Rebase), REBASE.len());
        assert_eq!(counted(Course::Stop), STOP.len());
        assert_eq!(counted(Course::Quarantine) + REBASE.len() + STOP.len(), ErrorCode::ALL.len());
    }

    #[test]
    fn the_worse_course_of_a_batch_compares_higher() {
        assert!(Course::Rebase < Course::Quarantine && Course::Quarantine < Course::Stop);
    }

    #[test]
    fn alarms_are_never_retried_silently() {
        assert!(ALARM.iter().all(|c| is_alarm(*c) && course(*c) == Course::Quarantine));
        assert!(is_unproved(ErrorCode::BadSig) && !is_unproved(ErrorCode::Malformed));
    }
}
