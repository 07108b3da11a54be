//! People: made with their audience in one transaction, found by sign-in name, invited by those who may.
use satchel_model::{
    id::{GroupId, PatientId, UserId},
    role::Role,
};
use satchel_protocol::{
    api::Me,
    problem::{ErrorCode, Problem},
    sync::GrantReason,
};
use satchel_server_store::{
    self as store, Tx,
    grant::{GroupKind, Member},
    position,
    user::User,
};

use serde_json::{Map, Value};

use super::profile::{self, Profile};
use crate::{directory, http::problem::Failure, scribe::Written, state::State};

/// Name of the setting that holds the clinic's name and zone, which WELCOME tells.
const SITE: &str = "site";

/// A person to be made.
pub struct NewPerson {
    /// Name and sign-in name.
    pub profile: Profile,
    /// Their role.
    pub role: Role,
    /// The patient they are or speak for.
    pub patient: Option<PatientId>,
    /// Stored form of the password.
    pub password: String,
}

/// A person who was added, and what is told of it once the transaction is committed.
pub struct Added {
    /// The person.
    pub user: User,
    /// Their line in the directory.
    pub written: Written,
}

/// Adds a person, puts them into the audience their role belongs to, and staff into the directory.
/// # Errors
/// `login_taken`, or a store failure.
pub async fn create(state: &State, tx: &mut Tx, new: NewPerson) -> Result<Added, Failure> {
    let now = state.now();
    let id = UserId::new(now, &*state.entropy);
    let user = User {
        user: id,
        tenant: state.keys.tenant,
        role: new.role,
        patient: new.patient,
        login_hash: profile::login_hash(&state.keys, &new.profile.login),
        password: Some(new.password),
        profile: Some(new.profile.seal(&state.keys, *id.as_bytes(), &*state.entropy)),
        active: true,
        created_at: now,
    };
    if !store::user::insert(tx, &user).await? {
        return Err(ErrorCode::LoginTaken.into());
    }
    let (kind, why) = match (user.role.is_staff(), user.patient) {
        (true, _) => (GroupKind::Clinic, GrantReason::Team),
        (false, Some(patient)) if user.role == Role::Patient => {
            (GroupKind::PatientSelf(patient), GrantReason::Team)
        }
        (false, Some(patient)) => (GroupKind::PatientSelf(patient), GrantReason::Proxy),
        (false, None) => {
            return Err(Problem::new(ErrorCode::Invalid).with("field", "patient").into());
        }
    };
    let fresh = GroupId::new(now, &*state.entropy);
    let group = store::grant::get_group(tx, user.tenant, kind, fresh).await?;
    let taken = position::take(tx, 1).await?;
    let member = Member {
        group,
        user: id,
        role: user.role,
        since: now,
        until: None,
        since_pos: taken.first().copied().unwrap_or_default(),
    };
    store::grant::add_member(tx, &member, why).await?;
    let written = directory::put(state, tx, directory::person(state, &user)).await?;
    Ok(Added { user, written })
}

/// Stops a person, or lets them work again; the directory says so.
/// # Errors
/// A store failure.
pub async fn set_active(
    state: &State,
    tx: &mut Tx,
    user: &User,
    active: bool,
) -> Result<Written, Failure> {
    store::user::set_active(tx, user.user, active, state.now()).await?;
    let now = User { active, ..user.clone() };
    directory::put(state, tx, directory::person(state, &now)).await
}

/// What a session tells about its person.
/// # Errors
/// A store failure.
pub async fn me(state: &State, tx: &mut Tx, user: &User) -> Result<Me, Failure> {
    let profile = opened(state, user);
    Ok(Me {
        tenant: user.tenant,
        clinic: clinic(tx).await?,
        user: user.user,
        name: profile.name,
        login: profile.login,
        role: user.role.code(),
        patient: user.patient,
    })
}

/// A person's opened profile.
#[must_use]
pub fn opened(state: &State, user: &User) -> Profile {
    Profile::open(&state.keys, *user.user.as_bytes(), user.profile.as_deref())
}

/// The clinic's name; empty before set-up.
/// # Errors
/// A store failure.
pub async fn clinic(tx: &mut Tx) -> Result<String, Failure> {
    Ok(site(tx).await?.get("name").and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// What the clinic is called and where its wall clocks are: the setting that WELCOME tells.
/// # Errors
/// A store failure.
pub async fn site(tx: &mut Tx) -> Result<Map<String, Value>, Failure> {
    let json = store::setting::find(tx, SITE).await?;
    Ok(json.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// The clinic's name, empty before set-up, and the zone of its wall clocks.
/// # Errors
/// A store failure.
pub async fn site_words(tx: &mut Tx) -> store::Result<(String, String)> {
    let json = store::setting::find(tx, SITE).await?;
    let site: Map<String, Value> =
        json.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let word = |key: &str| site.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok((word("name").unwrap_or_default(), word("zone").unwrap_or_else(|| "UTC".to_owned())))
}

/// Names the clinic. Two set-ups at once meet on this row: the second waits here and then sees the first one's user.
/// # Errors
/// A store failure.
pub async fn name_clinic(state: &State, tx: &mut Tx, name: &str) -> Result<Written, Failure> {
    let mut site = site(tx).await?;
    site.insert("name".to_owned(), name.into());
    store::setting::put(tx, SITE, &Value::Object(site).to_string(), state.now()).await?;
    let place = directory::place(tx).await?;
    directory::put(state, tx, place).await
}

/// Whether anybody can sign in yet.
/// # Errors
/// A store failure.
pub async fn any(state: &State, tx: &mut Tx) -> Result<bool, Failure> {
    Ok(!store::user::list(tx, state.keys.tenant, None, 1).await?.is_empty())
}

/// Whether somebody in role `by` may invite somebody in role `role`: clinic administrators invite everybody, IT invites
/// staff but gives no clinical and no administrating role, those at the desk and at the bedside invite patients.
#[must_use]
pub const fn may_invite(by: Role, role: Role) -> bool {
    match role {
        Role::System => false,
        Role::Patient | Role::TrustedPerson => {
            matches!(by, Role::ClinicAdmin | Role::Reception | Role::Nurse | Role::Doctor)
        }
        Role::Reception | Role::It => matches!(by, Role::ClinicAdmin | Role::It),
        Role::Nurse | Role::Doctor | Role::ClinicAdmin | Role::PrivacyOfficer => {
            matches!(by, Role::ClinicAdmin)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_invite_whom() {
        let allowed = |by: Role| -> Vec<&str> {
            Role::ALL.into_iter().filter(|r| may_invite(by, *r)).map(Role::name).collect()
        };
        let everybody = [
            "patient",
            "trusted_person",
            "reception",
            "nurse",
            "doctor",
            "clinic_admin",
            "privacy_officer",
            "it",
        ];
        assert_eq!(allowed(Role::ClinicAdmin), everybody);
        assert_eq!(allowed(Role::It), ["reception", "it"]);
        for by in [Role::Reception, Role::Nurse, Role::Doctor] {
            assert_eq!(allowed(by), ["patient", "trusted_person"], "{by:?}");
        }
        for by in [Role::Patient, Role::TrustedPerson, Role::PrivacyOfficer, Role::System] {
            assert!(allowed(by).is_empty(), "{by:?}");
        }
    }
}
