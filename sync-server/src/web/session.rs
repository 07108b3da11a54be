//! Sessions of browsers: 256 random bits in a cookie, of which the table holds a hash; over after a quarter of an hour
//! without use, and after half a day whatever happens.
//!
//! The hash is made in another way than that of a device's access token: neither is good in the other's place.
use axum::http::{HeaderMap, HeaderValue, header};
use satchel_model::{
    hash,
    id::{Hash, SessionId},
    role::Role,
    time::{HOUR_MS, MINUTE_MS, Timestamp},
};
use satchel_protocol::{command::Window, problem::ErrorCode};
use satchel_server_store::{self as store, Tx, session::Session, user::User};
use serde::Serialize;

use crate::{
    auth::{
        person,
        session::Caller,
        trail::{self, Act},
    },
    http::problem::Failure,
    state::State,
};

/// Name of the cookie. Browsers take it only over TLS, for this host alone and for every path.
pub const COOKIE: &str = "__Host-satchel";
/// How long a session lasts without use.
pub const IDLE_MS: i64 = 15 * MINUTE_MS;
/// How long a session lasts at most.
pub const WHOLE_MS: i64 = 12 * HOUR_MS;
/// Use is noted at most so often: each note is a commit.
const NOTED_MS: i64 = MINUTE_MS;

/// Who is signed in, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signed {
    /// The person.
    pub me: Me,
    /// The clinic's name.
    pub clinic: String,
    /// Which pages are theirs.
    pub surface: Window,
    /// When the session ends without use.
    pub idle_until: Timestamp,
    /// When it ends whatever happens.
    pub until: Timestamp,
}

/// The person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Me {
    /// Their id.
    pub user: satchel_model::id::UserId,
    /// Their name.
    pub name: String,
    /// Their sign-in name.
    pub login: String,
    /// The role's word.
    pub role: &'static str,
    /// Their patient, of patients and trusted persons.
    pub patient: Option<satchel_model::id::PatientId>,
}

/// The pages of a role; `None` for those who work with an app only.
#[must_use]
pub const fn surface(role: Role) -> Option<Window> {
    match role {
        Role::Patient | Role::TrustedPerson => Some(Window::Patient),
        Role::ClinicAdmin | Role::PrivacyOfficer | Role::It => Some(Window::Admin),
        Role::Reception | Role::Nurse | Role::Doctor | Role::System => None,
    }
}

/// What the table holds of a token; `None` for a text that is none.
fn digest(token: &str) -> Option<Hash> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(token, &mut bytes).ok()?;
    Some(hash::sha256(&[b"satchel/web/v1", &bytes]))
}

/// The token of the request's cookie.
#[must_use]
pub fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
    let mut pairs =
        cookies.flat_map(|v| v.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| (name == COOKIE).then_some(value))
}

/// The cookie that carries a token, or takes it away.
#[must_use]
pub fn cookie(token: Option<&str>) -> HeaderValue {
    let (value, age) = token.map_or(("", 0), |token| (token, WHOLE_MS / 1_000));
    let text =
        format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={age}");
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// Begins a session inside the caller's transaction; the token comes back once.
/// # Errors
/// `forbidden` for a role without pages, or a store failure.
pub async fn open(state: &State, tx: &mut Tx, user: &User) -> Result<(String, Session), Failure> {
    surface(user.role).ok_or(ErrorCode::Forbidden)?;
    let now = state.now();
    let mut secrets = [0; 64];
    state.entropy.fill(&mut secrets);
    let (secret, unused) = secrets.split_at(32);
    let token = hex::encode(secret);
    let until = now.plus_millis(WHOLE_MS);
    let session = Session {
        session: SessionId::new(now, &*state.entropy),
        user: user.user,
        device: None,
        access_hash: digest(&token).ok_or(ErrorCode::Internal)?,
        // Nobody holds a refresh token of a browser's session.
        refresh_hash: hash::sha256(&[b"satchel/web/none", unused]),
        created_at: now,
        access_until: now.plus_millis(IDLE_MS).min(until),
        refresh_until: until,
        ended_at: None,
    };
    store::session::insert(tx, &session).await?;
    trail::note(state, tx, Act::SignedIn, user.user, None).await?;
    Ok((token, session))
}

/// The person behind a token, whose session goes on from now.
/// # Errors
/// `unauthenticated` for an unknown, ended or expired one, and for one of a person who may not work any more.
pub async fn authenticate(state: &State, token: &str) -> Result<(Caller, Session), Failure> {
    let hash = digest(token).ok_or(ErrorCode::Unauthenticated)?;
    let mut tx = state.store.read().await?;
    let session = store::session::find_by_access(&mut tx, &hash).await?;
    let mut session = session.ok_or(ErrorCode::Unauthenticated)?;
    let user = store::user::find(&mut tx, session.user).await?;
    tx.rollback().await?;
    let now = state.now();
    let live = session.ended_at.is_none() && now < session.access_until;
    let user = user.filter(|u| live && u.active).ok_or(ErrorCode::Unauthenticated)?;
    let next = now.plus_millis(IDLE_MS).min(session.refresh_until);
    if next.since(session.access_until) >= NOTED_MS {
        let mut tx = state.store.begin().await?;
        store::session::extend(&mut tx, session.session, next).await?;
        tx.commit().await?;
        session.access_until = next;
    }
    let caller = Caller {
        tenant: user.tenant,
        user: user.user,
        role: user.role,
        patient: user.patient,
        device: None,
        session: session.session,
    };
    Ok((caller, session))
}

/// What the page is told of a session.
/// # Errors
/// A store failure, or `unauthenticated` where the person is gone.
pub async fn told(state: &State, session: &Session) -> Result<Signed, Failure> {
    let mut tx = state.store.read().await?;
    let user = store::user::find(&mut tx, session.user).await?.ok_or(ErrorCode::Unauthenticated)?;
    let profile = person::opened(state, &user);
    Ok(Signed {
        me: Me {
            user: user.user,
            name: profile.name,
            login: profile.login,
            role: user.role.name(),
            patient: user.patient,
        },
        clinic: person::clinic(&mut tx).await?,
        surface: surface(user.role).ok_or(ErrorCode::Forbidden)?,
        idle_until: session.access_until,
        until: session.refresh_until,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_found_among_cookies() {
        let with = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, text.parse().unwrap());
            token(&headers).map(str::to_owned)
        };
        assert_eq!(with("a=b; __Host-satchel=ff; c=d").as_deref(), Some("ff"));
        assert_eq!(with("__Host-satchel2=ff; satchel=ff"), None);
        assert_eq!(with(""), None);
        assert_eq!(token(&HeaderMap::new()), None);
    }

    #[test]
    fn the_cookie_is_for_this_host_over_tls_and_for_no_script() {
        let text = cookie(Some("ab")).to_str().unwrap().to_owned();
        assert_eq!(
            text,
            "__Host-satchel=ab; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=43200"
        );
        assert!(cookie(None).to_str().unwrap().ends_with("Max-Age=0"));
    }

    #[test]
    fn a_token_of_a_device_has_another_hash() {
        let bytes = [7; 32];
        let web = digest(&hex::encode(bytes)).unwrap();
        assert_ne!(web, hash::sha256(&[&bytes]));
        assert_eq!(digest("zz"), None);
        assert_eq!(digest(""), None);
    }

    #[test]
    fn who_has_pages() {
        let names: Vec<_> =
            Role::ALL.into_iter().filter_map(|r| surface(r).map(|s| (r.name(), s))).collect();
        assert_eq!(
            names,
            [
                ("patient", Window::Patient),
                ("trusted_person", Window::Patient),
                ("clinic_admin", Window::Admin),
                ("privacy_officer", Window::Admin),
                ("it", Window::Admin),
            ]
        );
    }
}
