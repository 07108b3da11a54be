//! What can be asked for: each action as a type, for permits, and as a value, for the table.

/// What is asked for, as a type.
pub trait Action: Copy {
    /// The same as a value.
    const ACT: Act;
}

/// What is asked for, as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// See content.
    Read,
    /// Add or change content.
    Write,
    /// Bring a document into being.
    Create,
    /// Sign a note.
    Sign,
    /// Ask staff for a change.
    Propose,
    /// Administer users, devices and settings.
    Administer,
}

impl Act {
    /// Every action, in the order of the printed table.
    pub const ALL: [Self; 6] =
        [Self::Read, Self::Write, Self::Create, Self::Sign, Self::Propose, Self::Administer];

    /// The stable word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Create => "create",
            Self::Sign => "sign",
            Self::Propose => "propose",
            Self::Administer => "administer",
        }
    }
}

/// Declares the actions as types.
macro_rules! actions {
    ($($(#[$meta:meta])* $name:ident),*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name;
        impl Action for $name {
            const ACT: Act = Act::$name;
        }
    )*};
}
actions! {
    /// See content.
    Read,
    /// Add or change content.
    Write,
    /// Bring a document into being.
    Create,
    /// Sign a note.
    Sign,
    /// Ask staff for a change.
    Propose,
    /// Administer users, devices and settings.
    Administer
}
