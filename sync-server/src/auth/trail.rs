//! What of sign-ins, invitations and devices goes to the audit, in the transaction that does it.
use satchel_model::{
    audit::{self, Event, Kind, Outcome},
    id::{AuditId, DeviceId, UserId},
};
use satchel_protocol::intent::RevokeReason;
use satchel_server_store::{self as store, Tx, audit::Leaf, position};

use super::device::reason_word;
use crate::{http::problem::Failure, state::State};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The first administrator was made, or another one on the command line.
    SetUp,
    /// Somebody signed in.
    SignedIn,
    /// Somebody tried to sign in with a wrong password.
    SignInRefused,
    /// Somebody signed out.
    SignedOut,
    /// A refresh token was used twice and its family ended.
    TokenReused,
    /// An invitation was made.
    Invited,
    /// An invitation was taken back.
    InvitationWithdrawn,
    /// An invitation was accepted.
    Joined,
    /// A person was stopped.
    UserDeactivated,
    /// A device was enrolled.
    DeviceEnrolled,
    /// A device was shut out.
    DeviceRevoked(RevokeReason),
    /// A device's store was put back from a copy, or exists twice.
    DeviceRestored,
}

impl Act {
    const fn kind(self) -> Kind {
        match self {
            Self::SetUp => Kind::TenantCreated,
            Self::SignedIn => Kind::SessionOpened,
            Self::SignInRefused => Kind::SessionRefused,
            Self::SignedOut => Kind::SessionClosed,
            Self::TokenReused => Kind::SessionReused,
            Self::Invited | Self::InvitationWithdrawn => Kind::UserInvited,
            Self::Joined => Kind::UserJoined,
            Self::UserDeactivated => Kind::UserChanged,
            Self::DeviceEnrolled => Kind::DeviceEnrolled,
            Self::DeviceRevoked(_) => Kind::DeviceRevoked,
            Self::DeviceRestored => Kind::DeviceChainBroken,
        }
    }

    const fn outcome(self) -> Outcome {
        match self {
            Self::SignInRefused | Self::TokenReused => Outcome::Refused,
            Self::SetUp
            | Self::SignedIn
            | Self::SignedOut
            | Self::Invited
            | Self::InvitationWithdrawn
            | Self::Joined
            | Self::UserDeactivated
            | Self::DeviceEnrolled
            | Self::DeviceRevoked(_)
            | Self::DeviceRestored => Outcome::Done,
        }
    }

    const fn code(self) -> Option<&'static str> {
        match self {
            Self::SignInRefused => Some("bad_credentials"),
            Self::TokenReused => Some("token_reused"),
            Self::UserDeactivated => Some("deactivated"),
            Self::InvitationWithdrawn => Some("withdrawn"),
            Self::DeviceRevoked(reason) => Some(reason_word(reason)),
            Self::DeviceRestored => Some("restored"),
            Self::SetUp
            | Self::SignedIn
            | Self::SignedOut
            | Self::Invited
            | Self::Joined
            | Self::DeviceEnrolled => None,
        }
    }
}

/// The server itself as a person: what the command line does.
#[must_use]
pub fn server(state: &State) -> UserId {
    UserId::from_bytes(*state.keys.tenant.as_bytes())
}

/// Writes `act` of `user` into the caller's transaction.
/// # Errors
/// A store failure; then nothing of the transaction may be kept.
pub async fn note(
    state: &State,
    tx: &mut Tx,
    act: Act,
    user: UserId,
    device: Option<DeviceId>,
) -> Result<(), Failure> {
    note_why(state, tx, act, user, (device, None)).await
}

/// As [`note`], with why in the person's words.
/// # Errors
/// As [`note`].
pub async fn note_why(
    state: &State,
    tx: &mut Tx,
    act: Act,
    user: UserId,
    (device, why): (Option<DeviceId>, Option<&str>),
) -> Result<(), Failure> {
    let now = state.now();
    let id = AuditId::new(now, &*state.entropy);
    let known = store::user::find(tx, user).await?;
    let mut event = Event::new(id, now, state.keys.tenant, act.kind());
    event.outcome = act.outcome();
    event.code = act.code().map(str::to_owned);
    event.role = known.as_ref().map(|u| u.role);
    event.user = (user != server(state)).then_some(user);
    event.device = device;
    event.reason = why.map(str::to_owned);
    let leaf = event.leaf();
    let pos = position::take(tx, 1).await?.first().copied().unwrap_or_default();
    let leaf = Leaf {
        id,
        tenant: state.keys.tenant,
        at: now,
        kind: act.kind().code(),
        user: event.user,
        device,
        device_ctr: None,
        doc: None,
        hash: audit::leaf_hash(&leaf),
        leaf,
        pos,
    };
    store::audit::append(tx, &[leaf]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_say_so_and_carry_their_code() {
        assert_eq!(Act::SignInRefused.outcome(), Outcome::Refused);
        assert_eq!(Act::SignInRefused.code(), Some("bad_credentials"));
        assert_eq!(Act::TokenReused.kind(), Kind::SessionReused);
        assert_eq!(Act::DeviceRevoked(RevokeReason::Lost).code(), Some("lost"));
        assert_eq!(Act::SignedIn.outcome(), Outcome::Done);
        assert_eq!(Act::SignedIn.code(), None);
    }
}
