//! The password at the door, for devices and browsers alike.
use std::net::IpAddr;

use satchel_protocol::problem::ErrorCode;
use satchel_server_store::{self as store, Tx, user::User};
use satchel_vault::{password_hash::Verdict, secret::Password};

use super::{
    password, profile,
    trail::{self, Act},
};
use crate::{http::problem::Failure, state::State};

/// A person whose password was right.
pub struct Proved {
    /// The person.
    pub user: User,
    /// The stored form to put in place of theirs, where its cost has risen.
    pub renewed: Option<String>,
}

impl Proved {
    /// Keeps the renewed form inside the caller's transaction.
    /// # Errors
    /// A store failure.
    pub async fn keep(&self, state: &State, tx: &mut Tx) -> Result<(), Failure> {
        if let Some(phc) = &self.renewed {
            store::user::set_password(tx, self.user.user, phc, state.now()).await?;
        }
        Ok(())
    }
}

/// Takes a try for `login` from `address` and compares the password.
/// # Errors
/// `bad_credentials` whatever was wrong, in the same time; `user_inactive` after a right password; `rate_limited`,
/// `overloaded`.
pub async fn prove(
    state: &State,
    login: &str,
    typed: String,
    address: IpAddr,
) -> Result<Proved, Failure> {
    let login = login.trim().to_lowercase();
    state.rates.sign_in(&login, address)?;
    let given = password::take(typed.clone()).map_err(|_| ErrorCode::BadCredentials)?;
    let key = profile::login_hash(&state.keys, &login);
    let user = {
        let mut tx = state.store.read().await?;
        store::user::find_by_login(&mut tx, state.keys.tenant, &key).await?
    };
    let stored = user.as_ref().and_then(|u| u.password.clone());
    let verdict = state.hashing.verify(given, stored).await?;
    let (Some(user), Verdict::Right { rehash }) = (user.clone(), verdict) else {
        refused(state, user.as_ref()).await?;
        return Err(ErrorCode::BadCredentials.into());
    };
    state.rates.signed_in(&login, address);
    if !user.active {
        return Err(ErrorCode::UserInactive.into());
    }
    let renewed =
        if rehash { Some(state.hashing.rehash(Password::new(typed)).await?) } else { None };
    Ok(Proved { user, renewed })
}

/// A refused try goes to the audit whether the account exists or not: the answer must take as long either way.
async fn refused(state: &State, user: Option<&User>) -> Result<(), Failure> {
    let user = user.map_or_else(|| trail::server(state), |u| u.user);
    let mut tx = state.store.begin().await?;
    trail::note(state, &mut tx, Act::SignInRefused, user, None).await?;
    tx.commit().await?;
    Ok(())
}
