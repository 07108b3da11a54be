//! Writes the planned clinic onto a fresh server: people first, then each patient's commands in one transaction.
use std::collections::BTreeMap;

use satchel_model::{
    document::{
        DocType,
        write::{Plan, Planned},
    },
    id::{DocId, Hash, PatientId, UserId},
    role::{Purpose, Role},
};
use satchel_protocol::{
    intent::Audience,
    problem::{ErrorCode, Problem},
};

use super::{
    Clinic, Story,
    care::Act,
    staff::{PATIENT_LOGIN, STAFF},
    story,
};
use crate::{
    auth::{
        password,
        person::{self, Added, NewPerson},
        profile::Profile,
    },
    code,
    http::problem::Failure,
    scribe::{self, Hand, Page, Scribe},
    state::State,
};

/// What people need to look around.
pub struct Made {
    /// Sign-in name, shown name and role of everybody.
    pub people: Vec<(String, String, Role)>,
    /// The one password of all of them; shown once, stored nowhere.
    pub password: String,
    /// How many patients there are.
    pub patients: usize,
    /// How many documents were made.
    pub documents: usize,
}

/// Name of the demo clinic.
const NAME: &str = "Northford Demo Clinic";

/// Groups of four letters of the password: 80 bits.
const PASSWORD_GROUPS: usize = 4;

/// Makes the clinic.
/// # Errors
/// `already_done` if somebody can sign in already: made-up people do not move into a real clinic. Else a store failure.
pub async fn make(
    state: &State,
    clinic: &Clinic,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<Made, Failure> {
    let mut tx = state.store.read().await?;
    let taken = person::any(state, &mut tx).await?;
    tx.rollback().await?;
    if taken {
        let detail = "the data folder holds people already; the demo needs a fresh one";
        return Err(Problem::new(ErrorCode::AlreadyDone).with("detail", detail).into());
    }
    let password = code::generate(&*state.entropy, PASSWORD_GROUPS);
    let (users, people) = people(state, clinic, &password).await?;
    let mut documents = 0;
    for (n, story) in clinic.stories.iter().enumerate() {
        documents += patient(state, story, &users).await?;
        watch(n + 1, clinic.stories.len());
    }
    Ok(Made { people, password, patients: clinic.stories.len(), documents })
}

/// User ids by seat; the last is the patient who signs in.
struct Users {
    staff: Vec<UserId>,
    patient: UserId,
}

type People = Vec<(String, String, Role)>;

/// Makes staff and the one patient user, all with the same password.
async fn people(
    state: &State,
    clinic: &Clinic,
    password: &str,
) -> Result<(Users, People), Failure> {
    // One hash for all: hashing a dozen times would take longer than the clinic.
    let typed = password::take(password.to_owned())?;
    let stored = state.hashing.create(typed, state.limits.password_length_min, Vec::new()).await?;
    let mut tx = state.store.begin().await?;
    let mut told = person::name_clinic(state, &mut tx, NAME).await?;
    let mut shown = Vec::new();
    let mut staff = Vec::new();
    for member in &STAFF {
        let profile = Profile { name: member.name.to_owned(), login: member.login.to_owned() };
        let new = NewPerson { profile, role: member.role, patient: None, password: stored.clone() };
        let Added { user, written } = person::create(state, &mut tx, new).await?;
        told = told.and(written);
        staff.push(user.user);
        shown.push((member.login.to_owned(), member.name.to_owned(), member.role));
    }
    let mut patient = UserId::from_bytes(*state.keys.tenant.as_bytes());
    if let Some(story) = clinic.stories.get(story::SIGNS_IN) {
        let name = format!("{} {}", story.person.name.given, story.person.name.family);
        let profile = Profile { name: name.clone(), login: PATIENT_LOGIN.to_owned() };
        let of = Some(story.person.patient);
        let new = NewPerson { profile, role: Role::Patient, patient: of, password: stored };
        patient = person::create(state, &mut tx, new).await?.user.user;
        shown.push((PATIENT_LOGIN.to_owned(), name, Role::Patient));
    }
    tx.commit().await?;
    told.tell(state);
    Ok((Users { staff, patient }, shown))
}

impl Users {
    /// In whose name an act is written.
    fn hand(&self, state: &State, act: &Act) -> Hand {
        let (user, role) = match (self.staff.get(act.by.0), STAFF.get(act.by.0)) {
            (Some(user), Some(member)) => (*user, member.role),
            _ => (self.patient, Role::Patient),
        };
        let purpose = if role == Role::Patient { Purpose::SelfAccess } else { Purpose::Treatment };
        let cmd_kind = act.write.kind();
        Hand { user, role, purpose, cmd_kind, ..Hand::importing(state, act.at) }
    }
}

/// Carries out all commands about one patient; answers how many documents were made.
async fn patient(state: &State, story: &Story, users: &Users) -> Result<usize, Failure> {
    let pages = pages(story);
    let fresh = scribe::keys(state, &pages).await?;
    let mut tx = state.store.begin().await?;
    let mut scribe = Scribe::open(state, &mut tx, &pages, &fresh).await?;
    // What the laptop that did not see the last change had in view.
    let mut before: BTreeMap<DocId, Vec<Hash>> = BTreeMap::new();
    for act in &story.acts {
        carry_out(&mut scribe, act, &users.hand(state, act), &mut before)?;
    }
    let written = scribe.write(&mut tx).await?;
    tx.commit().await?;
    written.tell(state);
    Ok(pages.len())
}

/// Every document that the story writes to, with who sees it.
fn pages(story: &Story) -> Vec<Page> {
    let mut pages: BTreeMap<DocId, Page> = BTreeMap::new();
    let targets = story.acts.iter().flat_map(|a| a.write.targets());
    for target in targets {
        pages.insert(target.doc, page(target.doc, target.kind, target.patient));
    }
    // Every patient has a diary, also one that nothing was written to yet.
    let diary = page(story.person.diary, DocType::Diary, story.person.patient);
    pages.insert(diary.doc, diary);
    pages.into_values().collect()
}

fn page(doc: DocId, kind: DocType, patient: PatientId) -> Page {
    let audience = match kind {
        DocType::Admin | DocType::Chart | DocType::Diary | DocType::Thread => {
            Audience::ClinicAndPatient
        }
        DocType::Encounter
        | DocType::Careplan
        | DocType::Sensitive
        | DocType::Directory
        | DocType::Schedule
        | DocType::Audit => Audience::Clinic,
    };
    Page { doc, kind, patient: Some(patient), audience: Some(audience) }
}

fn carry_out(
    scribe: &mut Scribe<'_>,
    act: &Act,
    hand: &Hand,
    before: &mut BTreeMap<DocId, Vec<Hash>>,
) -> Result<(), Failure> {
    let cx = Plan { at: act.at, by: hand.user };
    for (index, target) in act.write.targets().iter().enumerate() {
        let now = scribe.doc(target.doc).ok_or(ErrorCode::Internal)?;
        let earlier = before.get(&target.doc).filter(|_| act.unseen);
        let seen = match earlier {
            Some(heads) => now.at(heads).ok_or(ErrorCode::Internal)?,
            None => now.fork(),
        };
        let heads = now.heads();
        let planned = act.write.plan(&seen, index, &cx).map_err(|e| refused(act, &e))?;
        match (planned, earlier) {
            (Planned::Puts(puts), Some(old)) => {
                scribe.edit_unseen(target.doc, hand, &puts, &old.clone())?;
            }
            (Planned::Puts(puts), None) => scribe.edit(target.doc, hand, &puts)?,
            (Planned::Entry(value), _) => scribe.entry(target.doc, hand, &value)?,
        }
        before.insert(target.doc, heads);
    }
    Ok(())
}

/// A command of the plan that the rules refuse is a fault of the plan.
fn refused(act: &Act, error: &dyn std::fmt::Display) -> Failure {
    let detail = format!("{}: {error}", act.write.name());
    Problem::new(ErrorCode::Internal).with("detail", detail).into()
}
