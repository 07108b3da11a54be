//! Who sees whom: care teams and wards, the patients assigned to them, look-ups, and the end of what was given for a time.
//!
//! Every step is an event with a position in the feed, written in the transaction that does it. Roles decide what a right
//! is good for ([`crate::authz`]); this only says which documents it is about.
use std::{collections::BTreeMap, time::Duration};

use satchel_model::{
    audit::{Event, Kind},
    document::DocType,
    id::{DocId, GroupId, PatientId, UserId},
    policy::{Act, Area, Rule, rule},
    time::{DAY_MS, Timestamp},
};
use satchel_protocol::{
    problem::{ErrorCode, Problem},
    sync::{DocState, GrantReason},
};
use satchel_server_store::{
    self as store, Position, Tx,
    document::{self, Document},
    grant::{self, GroupKind, Member},
    position,
};

use crate::{
    audit::leaf,
    auth::profile,
    authz,
    http::problem::Failure,
    state::{App, State},
    task,
};

/// How long a looked-up patient stays.
pub const LOOK_UP_MS: i64 = 7 * DAY_MS;
/// Patients that one person has looked up at a time.
pub const LOOK_UPS_MAX: usize = 50;
/// Memberships ended in one transaction.
const ENDED_PAGE: u32 = 200;
/// Pause between two looks for memberships whose end has come; until then reads refuse them already.
const SWEEP: Duration = Duration::from_mins(1);

/// Audiences with news, and up to where: to be poked after the commit.
#[derive(Default)]
pub struct News(BTreeMap<GroupId, Position>);

impl News {
    fn note(&mut self, group: GroupId, pos: Position) {
        let upto = self.0.entry(group).or_default();
        *upto = (*upto).max(pos);
    }

    /// Pokes the audiences. Who came into one just now is poked through those they were in before, or polls.
    pub fn tell(&self, state: &State) {
        state.live.poke(&self.0);
        state.sequencer.ring();
    }
}

async fn place(tx: &mut Tx) -> Result<Position, Failure> {
    Ok(position::take(tx, 1).await?.first().copied().unwrap_or_default())
}

/// Makes a care team or a ward.
/// # Errors
/// `invalid` for the name, or a store failure.
pub async fn make(
    state: &State,
    tx: &mut Tx,
    is_ward: bool,
    name: &str,
) -> Result<GroupId, Failure> {
    let name = profile::text("name", name)?;
    let id = GroupId::new(state.now(), &*state.entropy);
    let kind = if is_ward { GroupKind::Ward(id) } else { GroupKind::CareTeam(id) };
    let made = grant::get_group(tx, state.keys.tenant, kind, id).await?;
    let sealed = profile::seal_label(&state.keys, *made.as_bytes(), &name, &*state.entropy);
    store::team::set_name(tx, made, &sealed).await?;
    note(state, tx, Kind::GrantGiven, None, Vec::new()).await?;
    Ok(made)
}

/// The kind of a care team or ward.
/// # Errors
/// `not_found` for any other group.
async fn team(state: &State, tx: &mut Tx, id: GroupId) -> Result<GroupKind, Failure> {
    let found = store::team::group(tx, state.keys.tenant, id).await?;
    let kind = found.map(|(kind, _)| kind).filter(|kind| kind.is_team());
    kind.ok_or_else(|| ErrorCode::NotFound.into())
}

/// Takes a person into a care team or ward. One who is in it gets the new end.
/// # Errors
/// `not_found`, `invalid` for an end that has passed or a person who is no staff.
pub async fn join(
    state: &State,
    tx: &mut Tx,
    (group, user): (GroupId, UserId),
    until: Option<Timestamp>,
) -> Result<News, Failure> {
    team(state, tx, group).await?;
    let person = store::user::find(tx, user).await?;
    let person = person.filter(|p| p.tenant == state.keys.tenant).ok_or(ErrorCode::NotFound)?;
    if !person.role.is_staff() {
        return Err(Problem::new(ErrorCode::Invalid).with("field", "user").into());
    }
    if until.is_some_and(|end| end <= state.now()) {
        return Err(Problem::new(ErrorCode::Invalid).with("field", "until").into());
    }
    let news = enter(state, tx, (group, user, person.role), until, GrantReason::Team).await?;
    note(state, tx, Kind::GrantGiven, Some(user), Vec::new()).await?;
    Ok(news)
}

/// Puts a person into a group from now on, in place of a membership they have: its first day stays.
async fn enter(
    state: &State,
    tx: &mut Tx,
    (group, user, role): (GroupId, UserId, satchel_model::role::Role),
    until: Option<Timestamp>,
    why: GrantReason,
) -> Result<News, Failure> {
    let now = state.now();
    let held = grant::memberships(tx, user, now).await?;
    let held = held.iter().find(|(member, _)| member.group == group).map(|(member, _)| *member);
    // An ended one that nobody took out yet is in the way too.
    let pos = place(tx).await?;
    grant::remove_member(tx, group, user, pos, now).await?;
    let since_pos = place(tx).await?;
    let since = held.map_or(now, |member| member.since);
    grant::add_member(tx, &Member { group, user, role, since, until, since_pos }, why).await?;
    let mut news = News::default();
    news.note(group, since_pos);
    Ok(news)
}

/// Takes a person out of a care team or ward.
/// # Errors
/// `not_found` if they are not in it.
pub async fn leave(
    state: &State,
    tx: &mut Tx,
    group: GroupId,
    user: UserId,
) -> Result<News, Failure> {
    team(state, tx, group).await?;
    let pos = place(tx).await?;
    if !grant::remove_member(tx, group, user, pos, state.now()).await? {
        return Err(ErrorCode::NotFound.into());
    }
    note(state, tx, Kind::GrantRevoked, Some(user), Vec::new()).await?;
    let mut news = News::default();
    news.note(group, pos);
    Ok(news)
}

/// The documents of a patient, with their record locked: none is made meanwhile.
async fn record(state: &State, tx: &mut Tx, patient: PatientId) -> Result<Vec<Document>, Failure> {
    let admin = document::lock(tx, &[patient.admin()]).await?;
    let admin = admin.first().filter(|row| row.tenant == state.keys.tenant);
    let lives =
        admin.is_some_and(|row| row.kind == DocType::Admin && row.state != DocState::Erased);
    if !lives {
        return Err(ErrorCode::NotFound.into());
    }
    Ok(document::of_patient(tx, patient).await?)
}

/// Whether a group of staff is to see a document, if it sees the patient's record.
const fn goes_along(row: &Document) -> bool {
    !matches!(row.kind, DocType::Sensitive)
}

/// Shows every document of a patient to a group that does not see it yet.
async fn show(
    state: &State,
    tx: &mut Tx,
    docs: &[Document],
    group: GroupId,
) -> Result<News, Failure> {
    let ids: Vec<DocId> = docs.iter().filter(|row| goes_along(row)).map(|row| row.doc).collect();
    let seen = grant::groups_of(tx, &ids).await?;
    let mut news = News::default();
    for doc in ids.iter().filter(|doc| !seen.contains(&(**doc, group))) {
        let pos = place(tx).await?;
        grant::add_document(tx, *doc, &[(group, pos)], GrantReason::Team, state.now()).await?;
        news.note(group, pos);
    }
    Ok(news)
}

/// Hides every document of a patient from a group.
async fn hide(
    state: &State,
    tx: &mut Tx,
    docs: &[Document],
    group: GroupId,
) -> Result<News, Failure> {
    let ids: Vec<DocId> = docs.iter().map(|row| row.doc).collect();
    let seen = grant::groups_of(tx, &ids).await?;
    let mut news = News::default();
    for doc in ids.iter().filter(|doc| seen.contains(&(**doc, group))) {
        let pos = place(tx).await?;
        grant::remove_document(tx, *doc, group, pos, state.now()).await?;
        news.note(group, pos);
    }
    Ok(news)
}

/// Assigns a patient to a care team or ward; `alone` takes them out of the clinic's common audience.
/// # Errors
/// `not_found` for the team or the patient.
pub async fn assign(
    state: &State,
    tx: &mut Tx,
    (group, patient): (GroupId, PatientId),
    alone: bool,
) -> Result<News, Failure> {
    team(state, tx, group).await?;
    let docs = record(state, tx, patient).await?;
    let mut news = show(state, tx, &docs, group).await?;
    note(state, tx, Kind::GrantGiven, None, vec![patient.admin()]).await?;
    if alone
        && let Some(clinic) = grant::find_group(tx, state.keys.tenant, GroupKind::Clinic).await?
    {
        let gone = hide(state, tx, &docs, clinic).await?;
        news.0.extend(gone.0);
        note(state, tx, Kind::GrantRevoked, None, vec![patient.admin()]).await?;
    }
    Ok(news)
}

/// Takes a patient out of a care team or ward.
/// # Errors
/// `not_found`; `conflict` where nobody of the clinic would see the patient any more.
pub async fn unassign(
    state: &State,
    tx: &mut Tx,
    group: GroupId,
    patient: PatientId,
) -> Result<News, Failure> {
    team(state, tx, group).await?;
    let docs = record(state, tx, patient).await?;
    let seen = grant::audience_of(tx, patient.admin()).await?;
    if !seen.iter().any(|(seen_by, _)| *seen_by == group) {
        return Err(ErrorCode::NotFound.into());
    }
    let stays = |(seen_by, kind): &(GroupId, GroupKind)| {
        *seen_by != group && (kind.is_team() || *kind == GroupKind::Clinic)
    };
    if !seen.iter().any(stays) {
        return Err(ErrorCode::Conflict.into());
    }
    note(state, tx, Kind::GrantRevoked, None, vec![patient.admin()]).await?;
    hide(state, tx, &docs, group).await
}

/// Gives a patient back to the clinic's common audience.
/// # Errors
/// `not_found`.
pub async fn open(state: &State, tx: &mut Tx, patient: PatientId) -> Result<News, Failure> {
    let docs = record(state, tx, patient).await?;
    let fresh = GroupId::new(state.now(), &*state.entropy);
    let clinic = grant::get_group(tx, state.keys.tenant, GroupKind::Clinic, fresh).await?;
    note(state, tx, Kind::GrantGiven, None, vec![patient.admin()]).await?;
    show(state, tx, &docs, clinic).await
}

/// Looks a patient of the clinic up: the person sees them for a week. Looking up again begins a new week.
/// # Errors
/// A refusal in a stable word: `role`, `no_patient`, `too_many`.
pub async fn look_up(
    state: &State,
    tx: &mut Tx,
    user: UserId,
    patient: PatientId,
) -> Result<Result<News, &'static str>, Failure> {
    let now = state.now();
    let facts = authz::facts(tx, user, now).await?.filter(|facts| facts.active);
    let Some(facts) = facts else { return Ok(Err("role")) };
    // Whoever reads charts by relation may come into one; reception finds everybody it may find in its lists.
    let reads = rule(facts.role, Area::Document(DocType::Chart), Act::Read) == Rule::Related;
    let of_clinic = facts.memberships.iter().any(|(_, kind)| *kind == GroupKind::Clinic);
    if !reads || !of_clinic {
        return Ok(Err("role"));
    }
    let docs = match record(state, tx, patient).await {
        Ok(docs) => docs,
        Err(failure) if failure.code() == ErrorCode::NotFound => return Ok(Err("no_patient")),
        Err(failure) => return Err(failure),
    };
    let kind = GroupKind::LookUp(patient);
    let others = facts
        .memberships
        .iter()
        .filter(|(_, k)| matches!(k, GroupKind::LookUp(other) if *other != patient));
    if others.count() >= LOOK_UPS_MAX {
        return Ok(Err("too_many"));
    }
    let fresh = GroupId::new(now, &*state.entropy);
    let group = grant::get_group(tx, state.keys.tenant, kind, fresh).await?;
    let mut news = show(state, tx, &docs, group).await?;
    let until = Some(now.plus_millis(LOOK_UP_MS));
    let entered = enter(state, tx, (group, user, facts.role), until, GrantReason::Team).await?;
    news.0.extend(entered.0);
    note(state, tx, Kind::PatientLookedUp, Some(user), vec![patient.admin()]).await?;
    Ok(Ok(news))
}

/// Ends memberships whose time has come, each with its event, so that devices give back what they hold. How many.
/// # Errors
/// A store failure; then nothing was ended.
pub async fn sweep(state: &State) -> Result<usize, Failure> {
    let mut tx = state.store.read().await?;
    if grant::ended(&mut tx, state.now(), 1).await?.is_empty() {
        return Ok(0);
    }
    drop(tx);
    let mut tx = state.store.begin().await?;
    let mut news = News::default();
    let mut count = 0;
    for (group, user, until) in grant::ended(&mut tx, state.now(), ENDED_PAGE).await? {
        let pos = place(&mut tx).await?;
        if grant::remove_member(&mut tx, group, user, pos, until).await? {
            note(state, &mut tx, Kind::GrantRevoked, Some(user), Vec::new()).await?;
            news.note(group, pos);
            count += 1;
        }
    }
    tx.commit().await?;
    news.tell(state);
    Ok(count)
}

/// Sweeps every minute until the server stops.
pub fn start(app: &App) {
    let (state, stop) = (App::clone(app), app.tasks.stopping());
    app.tasks.spawn("grants", async move {
        while task::pause(&stop, SWEEP).await {
            match sweep(&state).await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "memberships ended"),
                Err(failure) => {
                    tracing::warn!(code = failure.code().word(), "memberships could not be ended");
                }
            }
        }
    });
}

async fn note(
    state: &State,
    tx: &mut Tx,
    kind: Kind,
    user: Option<UserId>,
    docs: Vec<DocId>,
) -> Result<(), Failure> {
    let mut event: Event = leaf::event(state, kind);
    event.user = user;
    event.doc_type = (!docs.is_empty()).then_some(DocType::Admin);
    event.docs = docs;
    leaf::append(tx, &[event]).await
}
