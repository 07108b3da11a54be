//! Who connects: a ticket in the address, because browsers can set no header on a socket, else a token or a page's cookie.
use axum::{extract::FromRequestParts as _, http::request::Parts};
use satchel_model::{
    hash,
    id::{Hash, SessionId},
    time::Timestamp,
};
use satchel_protocol::problem::ErrorCode;
use satchel_server_store as store;

use super::limit;
use crate::{
    auth::session::Caller,
    http::problem::Failure,
    rpc::Asker,
    state::{App, State},
};

/// What the table holds of a ticket; `None` for a text that is none.
fn digest(ticket: &str) -> Option<Hash> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(ticket, &mut bytes).ok()?;
    Some(hash::sha256(&[b"satchel/interop/ticket/v1", &bytes]))
}

/// A ticket for one connection of the caller's session, and until when it is good.
/// # Errors
/// A store failure.
pub async fn ticket(state: &State, caller: &Caller) -> Result<(String, Timestamp), Failure> {
    let mut secret = [0; 32];
    state.entropy.fill(&mut secret);
    let ticket = hex::encode(secret);
    let hash = digest(&ticket).ok_or(ErrorCode::Internal)?;
    let (now, mut tx) = (state.now(), state.store.begin().await?);
    let until = now.plus_millis(limit::TICKET_MS);
    store::interop::put_ticket(&mut tx, &hash, caller.session, until, now).await?;
    tx.commit().await?;
    Ok((ticket, until))
}

/// The person behind a request for a socket.
/// # Errors
/// `unauthenticated` for a ticket that is unknown, used or over, and without any proof; `forbidden` for another site's page
/// that brings a cookie.
pub async fn connecting(app: &App, parts: &mut Parts) -> Result<Caller, Failure> {
    let Some(ticket) = named(parts.uri.query().unwrap_or_default()) else {
        return Asker::from_request_parts(parts, app).await.map(|asker| asker.caller);
    };
    let hash = digest(ticket).ok_or(ErrorCode::Unauthenticated)?;
    let mut tx = app.store.begin().await?;
    let session = store::interop::take_ticket(&mut tx, &hash, app.now()).await?;
    tx.commit().await?;
    let caller = standing(app, session.ok_or(ErrorCode::Unauthenticated)?).await?;
    app.rates.api(caller.counted())?;
    Ok(caller)
}

/// The ticket of an address.
fn named(query: &str) -> Option<&str> {
    query.split('&').find_map(|pair| pair.strip_prefix("ticket="))
}

/// The person of a session that goes on: neither ended nor over, the person active.
/// # Errors
/// `unauthenticated`, or a store failure.
pub async fn standing(state: &State, session: SessionId) -> Result<Caller, Failure> {
    let mut tx = state.store.read().await?;
    let session = store::session::find(&mut tx, session).await?;
    let now = state.now();
    let session = session.filter(|s| s.ended_at.is_none() && now < s.refresh_until);
    let session = session.ok_or(ErrorCode::Unauthenticated)?;
    let user = store::user::find(&mut tx, session.user).await?.filter(|u| u.active);
    let user = user.ok_or(ErrorCode::Unauthenticated)?;
    Ok(Caller {
        tenant: user.tenant,
        user: user.user,
        role: user.role,
        patient: user.patient,
        device: session.device,
        session: session.session,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_is_found_in_the_address() {
        assert_eq!(named("ticket=ab"), Some("ab"));
        assert_eq!(named("x=1&ticket=ab&y"), Some("ab"));
        assert_eq!(named("tickets=ab"), None);
        assert_eq!(named(""), None);
    }

    #[test]
    fn only_64_hex_digits_are_a_ticket() {
        assert!(digest(&"ab".repeat(32)).is_some());
        for wrong in ["", "ab", &"ab".repeat(33), &"zz".repeat(32)] {
            assert_eq!(digest(wrong), None);
        }
    }
}
