//! What screens ask about notices and get.
use satchel_model::id::UserId;
use satchel_protocol::{
    command::{
        args::{NoticePrefsSet, NoticeSeen},
        reply::{Notice, NoticePrefs, Notices},
    },
    problem::{ErrorCode, Problem},
};
use satchel_server_store::{self as store, Tx};

use super::choice::{self, Wish};
use crate::{http::problem::Failure, state::State};

/// Most notices of one answer.
const LIST_MAX: u32 = 100;
/// Most notices marked at once.
const SEEN_MAX: usize = 200;

/// A person's notices, the newest first.
///
/// # Errors
/// A store failure.
pub async fn list(tx: &mut Tx, user: UserId) -> Result<Notices, Failure> {
    let found = store::notice::list(tx, user, LIST_MAX).await?;
    let unseen = store::notice::unseen(tx, user).await?;
    let notices = found
        .into_iter()
        .map(|n| Notice {
            id: n.notice,
            kind: n.kind.name().to_owned(),
            at: n.at,
            doc: Some(n.doc),
            patient: n.patient,
            seen: n.seen_at.is_some(),
        })
        .collect();
    Ok(Notices { notices, unseen: u32::try_from(unseen).unwrap_or(u32::MAX) })
}

/// Marks notices as seen; those of others and unknown ones are passed over.
///
/// # Errors
/// `too_large`, or a store failure.
pub async fn seen(state: &State, user: UserId, asked: &NoticeSeen) -> Result<Notices, Failure> {
    if asked.ids.len() > SEEN_MAX {
        return Err(Problem::new(ErrorCode::TooLarge).with("max", SEEN_MAX).into());
    }
    let mut tx = state.store.begin().await?;
    for id in &asked.ids {
        store::notice::see(&mut tx, user, *id, state.now()).await?;
    }
    let answer = list(&mut tx, user).await?;
    tx.commit().await?;
    Ok(answer)
}

/// How a person wants to hear of news.
///
/// # Errors
/// A store failure.
pub async fn prefs(state: &State, tx: &mut Tx, user: UserId) -> Result<NoticePrefs, Failure> {
    let wish = choice::of(state, tx, user).await?;
    Ok(NoticePrefs {
        in_app: wish.in_app,
        email: wish.email,
        address: wish.address,
        quiet_from: wish.quiet.map(|(from, _)| choice::wall(from)),
        quiet_to: wish.quiet.map(|(_, to)| choice::wall(to)),
        language: wish.language,
    })
}

/// Keeps how a person wants to hear of news.
///
/// # Errors
/// `invalid` naming the field, or a store failure.
pub async fn set_prefs(
    state: &State,
    user: UserId,
    asked: &NoticePrefsSet,
) -> Result<NoticePrefs, Failure> {
    let address = choice::address(asked.address.as_deref().unwrap_or_default())?;
    if asked.email && address.is_none() {
        return Err(Problem::new(ErrorCode::Invalid).with("field", "address").into());
    }
    let quiet = match (&asked.quiet_from, &asked.quiet_to) {
        (None, None) => None,
        (Some(from), Some(to)) => {
            Some((choice::minutes("quiet_from", from)?, choice::minutes("quiet_to", to)?))
        }
        (None, Some(_)) => {
            return Err(Problem::new(ErrorCode::Invalid).with("field", "quiet_from").into());
        }
        (Some(_), None) => {
            return Err(Problem::new(ErrorCode::Invalid).with("field", "quiet_to").into());
        }
    };
    let mut tx = state.store.begin().await?;
    let before = choice::of(state, &mut tx, user).await?;
    let language = match asked.language.as_deref() {
        None => before.language,
        Some(tag) => match satchel_i18n::Lang::from_tag(tag) {
            Some(lang) => lang.tag().to_owned(),
            None => return Err(Problem::new(ErrorCode::Invalid).with("field", "language").into()),
        },
    };
    let wish = Wish { in_app: asked.in_app, email: asked.email, address, quiet, language };
    choice::keep(state, &mut tx, user, &wish).await?;
    let answer = prefs(state, &mut tx, user).await?;
    tx.commit().await?;
    Ok(answer)
}
