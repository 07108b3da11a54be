//! A field that only a person decides: one value, or all that stand. There is no accessor that picks.
use crate::{
    crdt::Valued,
    id::{ActorId, Hash},
};

/// One of several standing values, and who wrote it.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Alternative<T> {
    /// The value.
    pub value: T,
    /// Who wrote it; device and user are found by the actor.
    pub actor: ActorId,
    /// The change that wrote it; its envelope knows the time window.
    pub change: Hash,
    /// Counter of the operation.
    pub counter: u64,
}

/// The value of a field of class `Decide`.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decided<T> {
    /// One value stands. Equal values written by two people are one value.
    Settled(T),
    /// These values stand, the one Automerge would show first; that order means nothing.
    Disputed(Vec<Alternative<T>>),
}

impl<T> Decided<T> {
    /// The value, if only one stands; none while disputed.
    #[must_use]
    pub const fn settled(&self) -> Option<&T> {
        match self {
            Self::Settled(value) => Some(value),
            Self::Disputed(_) => None,
        }
    }

    /// Whether more than one value stands.
    #[must_use]
    pub const fn is_disputed(&self) -> bool {
        matches!(self, Self::Disputed(_))
    }

    /// Every standing value.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        let (one, many) = match self {
            Self::Settled(value) => (Some(value), [].iter()),
            Self::Disputed(all) => (None, all.iter()),
        };
        one.into_iter().chain(many.map(|a| &a.value))
    }
}

impl<T> std::fmt::Debug for Decided<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Settled(_) => f.write_str("Settled(..)"),
            Self::Disputed(all) => write!(f, "Disputed({})", all.len()),
        }
    }
}

impl<T> std::fmt::Debug for Alternative<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Alternative({})", self.change)
    }
}

/// The state of a field from its standing values; `read` turns a stored scalar into a value.
///
/// Values that cannot be read are handed back, so that they are shown as unreadable and never dropped in silence.
pub(super) fn decided<T: PartialEq>(
    stand: Vec<Valued>,
    read: impl Fn(&crate::crdt::Scalar) -> Option<T>,
) -> (Option<Decided<T>>, usize) {
    let mut unreadable = 0_usize;
    let mut found: Vec<Alternative<T>> = Vec::new();
    for valued in stand {
        if valued.value == crate::crdt::Scalar::Null {
            continue;
        }
        match read(&valued.value) {
            None => unreadable = unreadable.saturating_add(1),
            Some(value) if found.iter().any(|a| a.value == value) => {}
            Some(value) => found.push(Alternative {
                value,
                actor: valued.actor,
                change: valued.change,
                counter: valued.counter,
            }),
        }
    }
    if found.len() > 1 {
        return (Some(Decided::Disputed(found)), unreadable);
    }
    (found.pop().map(|a| Decided::Settled(a.value)), unreadable)
}
