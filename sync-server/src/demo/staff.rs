//! The people who work in the demo clinic, and the one patient who can sign in.
use satchel_model::role::Role;

/// Place of a person in [`STAFF`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seat(pub usize);

/// Somebody with a sign-in name.
pub struct Member {
    /// Sign-in name.
    pub login: &'static str,
    /// Shown name.
    pub name: &'static str,
    /// What they are in the clinic.
    pub role: Role,
}

const fn member(login: &'static str, name: &'static str, role: Role) -> Member {
    Member { login, name, role }
}

/// Everybody who works here.
pub const STAFF: [Member; 11] = [
    member("weber", "Dr. Elena Weber", Role::Doctor),
    member("mensah", "Dr. Kofi Mensah", Role::Doctor),
    member("joshi", "Dr. प्रिया जोशी", Role::Doctor),
    member("lindqvist", "Freya Lindqvist", Role::Nurse),
    member("haddad", "نور الحداد", Role::Nurse),
    member("quinn", "Niall Quinn", Role::Nurse),
    member("rossi", "Teresa Rossi", Role::Reception),
    member("zeman", "Ivo Zeman", Role::Reception),
    member("admin", "Beatrice Vogel", Role::ClinicAdmin),
    member("privacy", "Oscar Whitfield", Role::PrivacyOfficer),
    member("it", "Silas Urban", Role::It),
];

/// Those who prescribe.
pub const DOCTORS: [Seat; 3] = [Seat(0), Seat(1), Seat(2)];
/// Those who measure and vaccinate.
pub const NURSES: [Seat; 3] = [Seat(3), Seat(4), Seat(5)];
/// Those at the front desk.
pub const RECEPTION: [Seat; 2] = [Seat(6), Seat(7)];

/// Sign-in name of the patient who has one.
pub const PATIENT_LOGIN: &str = "amina";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_hold_people_of_their_role() {
        let role = |seat: &Seat| STAFF[seat.0].role;
        assert!(DOCTORS.iter().all(|s| role(s) == Role::Doctor));
        assert!(NURSES.iter().all(|s| role(s) == Role::Nurse));
        assert!(RECEPTION.iter().all(|s| role(s) == Role::Reception));
        let mut logins: Vec<_> = STAFF.iter().map(|m| m.login).chain([PATIENT_LOGIN]).collect();
        logins.sort_unstable();
        logins.dedup();
        assert_eq!(logins.len(), STAFF.len() + 1);
    }
}
