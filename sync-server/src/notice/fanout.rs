//! Who is told: the patient's side when staff wrote, the staff near the patient when the patient's side wrote.
use std::collections::BTreeSet;

use satchel_model::{
    cbor,
    document::DocType,
    id::{ItemId, UserId},
    role::Role,
    time::MINUTE_MS,
};
use satchel_server_store::{
    self as store, Tx,
    grant::GroupKind,
    notice::{Mail, Notice, NoticeKind},
    user::User,
};

use super::{Letter, MAIL, News, choice, kind, later};
use crate::{
    job::{self, JobError},
    state::State,
};

/// Most people told of one piece of news.
const PEOPLE_MAX: u32 = 200;
/// A burst within this span makes one notice a person.
const BURST_MS: i64 = 15 * MINUTE_MS;

/// Makes the notices of one piece of news, all or none.
pub(super) async fn carry_out(state: &State, news: &News) -> Result<(), JobError> {
    let mut tx = state.store.begin().await.map_err(|e| later(&e))?;
    tell(state, &mut tx, news).await.map_err(|e| later(&e))?;
    tx.commit().await.map_err(|e| later(&e))?;
    state.bell.ring();
    Ok(())
}

async fn tell(state: &State, tx: &mut Tx, news: &News) -> store::Result<()> {
    let Some(author) = store::user::find(tx, news.by).await? else { return Ok(()) };
    let Some(doc) = DocType::from_code(news.kind) else { return Ok(()) };
    let Some(kind) = kind(doc, author.role) else { return Ok(()) };
    for user in concerned(state, tx, news, &author, kind).await? {
        one(state, tx, news, kind, user).await?;
    }
    Ok(())
}

/// The people to tell, without the author.
async fn concerned(
    state: &State,
    tx: &mut Tx,
    news: &News,
    author: &User,
    kind: NoticeKind,
) -> store::Result<BTreeSet<UserId>> {
    let all = if author.role.is_staff() {
        if !patient_sees(state, tx, news).await? {
            return Ok(BTreeSet::new());
        }
        store::user::of_patient(tx, news.patient, PEOPLE_MAX).await?
    } else {
        staff(state, tx, news, kind).await?
    };
    let heard = all.iter().filter(|u| u.active && u.user != author.user);
    Ok(heard.map(|u| u.user).collect())
}

/// Whether the patient's side may read the document: what staff write among themselves is nobody else's news.
async fn patient_sees(state: &State, tx: &mut Tx, news: &News) -> store::Result<bool> {
    let own = GroupKind::PatientSelf(news.patient);
    let Some(own) = store::grant::find_group(tx, state.keys.tenant, own).await? else {
        return Ok(false);
    };
    Ok(store::grant::groups_of(tx, &[news.doc]).await?.contains(&(news.doc, own)))
}

/// Staff near the patient: who wrote in the patient's record; where nobody did, everybody who may answer.
async fn staff(
    state: &State,
    tx: &mut Tx,
    news: &News,
    kind: NoticeKind,
) -> store::Result<Vec<User>> {
    let answers = |user: &User| {
        user.active
            && (matches!(user.role, Role::Doctor | Role::Nurse)
                || user.role == Role::Reception && kind == NoticeKind::Message)
    };
    let mut near = Vec::new();
    for id in store::user::writers(tx, news.patient, PEOPLE_MAX).await? {
        near.extend(store::user::find(tx, id).await?.filter(answers));
    }
    if near.is_empty() {
        let all = store::user::list(tx, state.keys.tenant, None, PEOPLE_MAX).await?;
        near.extend(all.into_iter().filter(answers));
    }
    Ok(near)
}

async fn one(
    state: &State,
    tx: &mut Tx,
    news: &News,
    kind: NoticeKind,
    user: UserId,
) -> store::Result<()> {
    let wish = choice::of(state, tx, user).await?;
    let by_mail = wish.email && wish.address.is_some() && state.mail.is_some();
    if !wish.in_app && !by_mail {
        return Ok(());
    }
    let stretch = news.at.millis().div_euclid(BURST_MS);
    let dedupe = format!("{user}:{}:{}:{stretch}", kind.name(), news.doc);
    let notice = Notice {
        notice: ItemId::new(state.now(), &*state.entropy),
        user,
        kind,
        doc: news.doc,
        patient: Some(news.patient),
        at: news.at,
        seen_at: None,
        mail: if by_mail { Mail::Waiting } else { Mail::None },
    };
    if !store::notice::insert(tx, &notice, &dedupe).await? {
        return Ok(());
    }
    if by_mail {
        let dedupe = format!("{MAIL}:{}", notice.notice);
        let letter = cbor::encode(&Letter { notice: notice.notice });
        job::enqueue(state, tx, MAIL, Some(&dedupe), letter).await?;
    }
    Ok(())
}
