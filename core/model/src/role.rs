//! Person roles and purposes of use: numbered, because signed envelopes carry the number.
use minicbor::{Decode, Encode};

/// What a person is in the clinic. The number is part of signed bytes and never used again for another meaning.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Role {
    /// The person the record is about.
    #[n(1)]
    Patient = 1,
    /// A person the patient (or staff, for a child) has granted access to.
    #[n(2)]
    TrustedPerson = 2,
    /// Front desk: identity and bookings, no clinical content.
    #[n(3)]
    Reception = 3,
    /// Writes the chart, records vital signs and administration; does not prescribe.
    #[n(4)]
    Nurse = 4,
    /// Writes, prescribes and signs.
    #[n(5)]
    Doctor = 5,
    /// Runs the clinic: people, schedules, devices.
    #[n(6)]
    ClinicAdmin = 6,
    /// Reads the audit, and records with a reason.
    #[n(7)]
    PrivacyOfficer = 7,
    /// Runs the machines; sees no clinical data.
    #[n(8)]
    It = 8,
    /// The server itself: imports, row versions, epochs.
    #[n(9)]
    System = 9,
}

impl Role {
    /// Every role, in the order of its number.
    pub const ALL: [Self; 9] = [
        Self::Patient,
        Self::TrustedPerson,
        Self::Reception,
        Self::Nurse,
        Self::Doctor,
        Self::ClinicAdmin,
        Self::PrivacyOfficer,
        Self::It,
        Self::System,
    ];

    /// The number in signed bytes.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Patient => 1,
            Self::TrustedPerson => 2,
            Self::Reception => 3,
            Self::Nurse => 4,
            Self::Doctor => 5,
            Self::ClinicAdmin => 6,
            Self::PrivacyOfficer => 7,
            Self::It => 8,
            Self::System => 9,
        }
    }

    /// The role with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.code() == code)
    }

    /// The stable word, as in JSON and in generated tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::TrustedPerson => "trusted_person",
            Self::Reception => "reception",
            Self::Nurse => "nurse",
            Self::Doctor => "doctor",
            Self::ClinicAdmin => "clinic_admin",
            Self::PrivacyOfficer => "privacy_officer",
            Self::It => "it",
            Self::System => "system",
        }
    }

    /// The role with this stable word.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }

    /// Whether the role works for the clinic and so belongs to the clinic's audience.
    #[must_use]
    pub const fn is_staff(self) -> bool {
        !matches!(self, Self::Patient | Self::TrustedPerson | Self::System)
    }

    /// Whether the role treats patients.
    #[must_use]
    pub const fn is_clinician(self) -> bool {
        matches!(self, Self::Nurse | Self::Doctor)
    }
}

/// Why somebody uses a record. Carried by each envelope, permit and audit event.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Encode,
    Decode,
    serde::Serialize,
    serde::Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Purpose {
    /// Care of the patient.
    #[n(1)]
    Treatment = 1,
    /// Running the clinic: bookings, billing, reports, oversight.
    #[n(2)]
    Operations = 2,
    /// Break-glass.
    #[n(3)]
    Emergency = 3,
    /// The patient, or a trusted person for the patient.
    #[n(4)]
    SelfAccess = 4,
    /// Taking over foreign data.
    #[n(5)]
    Import = 5,
}

impl Purpose {
    /// Every purpose, in the order of its number.
    pub const ALL: [Self; 5] =
        [Self::Treatment, Self::Operations, Self::Emergency, Self::SelfAccess, Self::Import];

    /// The number in signed bytes.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Treatment => 1,
            Self::Operations => 2,
            Self::Emergency => 3,
            Self::SelfAccess => 4,
            Self::Import => 5,
        }
    }

    /// The purpose with this number.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.code() == code)
    }

    /// The purpose a person of this role acts for when nothing else is said.
    #[must_use]
    pub const fn usual(role: Role) -> Self {
        match role {
            Role::Patient | Role::TrustedPerson => Self::SelfAccess,
            Role::Nurse | Role::Doctor => Self::Treatment,
            Role::Reception | Role::ClinicAdmin | Role::PrivacyOfficer | Role::It => {
                Self::Operations
            }
            Role::System => Self::Import,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_frozen() {
        let seen: Vec<_> = Role::ALL.iter().map(|r| (r.code(), r.name())).collect();
        let want = [
            (1, "patient"),
            (2, "trusted_person"),
            (3, "reception"),
            (4, "nurse"),
            (5, "doctor"),
            (6, "clinic_admin"),
            (7, "privacy_officer"),
            (8, "it"),
            (9, "system"),
        ];
        assert_eq!(seen, want);
        for role in Role::ALL {
            assert_eq!(crate::cbor::encode(&role), [role.code()]);
            assert_eq!(Role::from_code(role.code()), Some(role));
            assert_eq!(Role::from_name(role.name()), Some(role));
            let json = serde_json::to_string(&role).unwrap();
            assert_eq!(json, format!("\"{}\"", role.name()));
        }
        assert_eq!(Role::from_code(0), None);
        assert_eq!(Role::from_code(10), None);
    }

    #[test]
    fn purposes_are_frozen() {
        for (want, purpose) in (1..).zip(Purpose::ALL) {
            assert_eq!(purpose.code(), want);
            assert_eq!(crate::cbor::encode(&purpose), [want]);
            assert_eq!(Purpose::from_code(want), Some(purpose));
        }
        assert_eq!(Purpose::from_code(6), None);
        assert_eq!(Purpose::usual(Role::Doctor), Purpose::Treatment);
        assert_eq!(Purpose::usual(Role::It), Purpose::Operations);
    }

    #[test]
    fn patients_and_the_server_are_not_staff() {
        let staff: Vec<_> = Role::ALL.into_iter().filter(|r| r.is_staff()).collect();
        assert_eq!(staff.len(), 6);
        assert!(!Role::Patient.is_staff() && !Role::TrustedPerson.is_staff());
        assert!(!Role::System.is_staff());
    }
}
