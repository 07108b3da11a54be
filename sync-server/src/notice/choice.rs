//! How a person wants to hear of news. The address is sealed: tables, logs and backups do not show it.
use minicbor::{Decode, Encode};
use satchel_model::{
    cbor,
    id::{DocId, Hash, UserId},
    time::{MINUTE_MS, Timestamp},
};
use satchel_protocol::problem::{ErrorCode, Problem};
use satchel_server_store::{self as store, Tx, notice::Choice};
use satchel_vault::seal::{self, Aad, Purpose};

use crate::{keys::ServerKeys, state::State};

/// Longest e-mail address in characters (RFC 5321, section 4.5.3.1.3).
const ADDRESS_MAX: usize = 254;
/// Minutes of a day.
const DAY_MINUTES: u16 = 1_440;

/// What a person chose.
#[derive(Clone, PartialEq, Eq)]
pub struct Wish {
    /// Shown in the app.
    pub in_app: bool,
    /// Told by e-mail.
    pub email: bool,
    /// The address.
    pub address: Option<String>,
    /// Language of the e-mail, as a tag.
    pub language: String,
    /// Minutes of the day, clinic's time, from which and until which no e-mail goes.
    pub quiet: Option<(u16, u16)>,
}

impl Default for Wish {
    /// Before anybody chose: in the app, no e-mail.
    fn default() -> Self {
        let language = "en".to_owned();
        Self { in_app: true, email: false, address: None, language, quiet: None }
    }
}

#[derive(Encode, Decode)]
#[cbor(array)]
struct Contact {
    #[n(0)]
    address: Option<String>,
    #[n(1)]
    language: String,
}

fn aad(keys: &ServerKeys, user: UserId) -> Aad {
    Aad {
        purpose: Purpose::Row,
        tenant: keys.tenant,
        doc: DocId::from_bytes(*user.as_bytes()),
        // The profile of the same person is sealed under number 0.
        epoch: 0,
        seq: 1,
        hash: Hash::ZERO,
    }
}

/// What a person chose; the default where they never did. A damaged address shows as none.
///
/// # Errors
/// A store failure.
pub async fn of(state: &State, tx: &mut Tx, user: UserId) -> store::Result<Wish> {
    let Some(kept) = store::notice::choice(tx, user).await? else { return Ok(Wish::default()) };
    let keys = &state.keys;
    let contact: Option<Contact> = kept
        .contact
        .and_then(|sealed| seal::open(&keys.profile, &aad(keys, user), &sealed).ok())
        .and_then(|plain| cbor::decode_lenient(&plain).ok());
    let fallback = Wish::default();
    Ok(Wish {
        in_app: kept.in_app,
        email: kept.email,
        quiet: kept.quiet,
        language: contact.as_ref().map_or(fallback.language, |c| c.language.clone()),
        address: contact.and_then(|c| c.address),
    })
}

/// Keeps what a person chose.
///
/// # Errors
/// A store failure.
pub async fn keep(state: &State, tx: &mut Tx, user: UserId, wish: &Wish) -> store::Result<()> {
    let contact = Contact { address: wish.address.clone(), language: wish.language.clone() };
    let keys = &state.keys;
    let plain = cbor::encode(&contact);
    let sealed = seal::seal_fresh(&keys.profile, &aad(keys, user), &*state.entropy, &plain);
    let kept =
        Choice { in_app: wish.in_app, email: wish.email, quiet: wish.quiet, contact: Some(sealed) };
    store::notice::put_choice(tx, user, &kept, state.now()).await
}

fn invalid(field: &str) -> Problem {
    Problem::new(ErrorCode::Invalid).with("field", field)
}

/// An e-mail address: trimmed, bounded, one `@` with something on both sides, nothing that could begin a new header.
///
/// # Errors
/// `invalid` naming the field.
pub fn address(typed: &str) -> Result<Option<String>, Problem> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let plain = typed.chars().count() <= ADDRESS_MAX
        && !typed.chars().any(|c| c.is_control() || c.is_whitespace());
    match typed.parse::<lettre::Address>() {
        Ok(_) if plain => Ok(Some(typed.to_owned())),
        Ok(_) | Err(_) => Err(invalid("address")),
    }
}

/// Minutes of the day of a wall time such as `21:30`.
///
/// # Errors
/// `invalid` naming the field.
pub fn minutes(field: &str, typed: &str) -> Result<u16, Problem> {
    let number = |text: &str, below: u16| {
        let digits = text.len() == 2 && text.chars().all(|c| c.is_ascii_digit());
        text.parse().ok().filter(|n: &u16| digits && *n < below)
    };
    let parts = typed.split_once(':').and_then(|(h, m)| Some((number(h, 24)?, number(m, 60)?)));
    parts.map(|(h, m)| h * 60 + m).ok_or_else(|| invalid(field))
}

/// A minute of the day as a wall time.
#[must_use]
pub fn wall(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// When an e-mail may go at last: none for now. `minute` is the minute of the day at `now`; both ends equal means never
/// quiet.
#[must_use]
pub fn quiet_until(now: Timestamp, minute: u16, quiet: Option<(u16, u16)>) -> Option<Timestamp> {
    let (from, to) = quiet.filter(|(from, to)| from != to)?;
    let since = (minute + DAY_MINUTES - from) % DAY_MINUTES;
    let length = (to + DAY_MINUTES - from) % DAY_MINUTES;
    (since < length).then(|| now.plus_millis(i64::from(length - since) * MINUTE_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_hold_over_midnight_and_end_on_the_minute() {
        let now = Timestamp::from_millis(0);
        let until = |minute, quiet| quiet_until(now, minute, quiet).map(|t| t.millis() / MINUTE_MS);
        let night = Some((21 * 60, 7 * 60));
        assert_eq!(until(20 * 60 + 59, night), None);
        assert_eq!(until(21 * 60, night), Some(600));
        assert_eq!(until(0, night), Some(420));
        assert_eq!(until(6 * 60 + 59, night), Some(1));
        assert_eq!(until(7 * 60, night), None);
        assert_eq!(until(600, Some((540, 660))), Some(60));
        assert_eq!(until(600, Some((600, 600))), None);
        assert_eq!(until(600, None), None);
    }

    #[test]
    fn wall_times_go_out_and_come_back() {
        for (text, n) in [("00:00", 0), ("21:30", 1_290), ("23:59", 1_439)] {
            assert_eq!(minutes("quiet_from", text).unwrap(), n);
            assert_eq!(wall(n), text);
        }
        for bad in ["", "24:00", "1:00", "12:60", "12", "ab:cd", "+1:00", "12:000"] {
            assert_eq!(minutes("quiet_to", bad).unwrap_err().args["field"], "quiet_to", "{bad}");
        }
    }

    #[test]
    fn an_address_cannot_carry_a_header() {
        assert_eq!(address(" p@c.example ").unwrap().as_deref(), Some("p@c.example"));
        assert_eq!(address("  ").unwrap(), None);
        let long = format!("{}@c.example", "x".repeat(250));
        for bad in ["p", "p@", "@c", "p@c.example\r\nBcc: x@y.example", "p q@c.example", &long] {
            assert_eq!(address(bad).unwrap_err().args["field"], "address", "{bad}");
        }
    }
}
