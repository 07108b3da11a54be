use super::*;
use satchel_model::{
    crdt::Doc,
    document::{
        DocType, conflict, genesis,
        schema::validate,
        write::{Plan, Planned, Write},
    },
    id::{ActorId, DocId, Nonce, UserId},
};
use std::collections::BTreeMap;

const TODAY: Timestamp = Timestamp::from_millis(1_700_000_000_000);

/// Runs all commands of a story on documents in memory, as devices would.
fn play(story: &Story) -> BTreeMap<DocId, (DocType, Doc)> {
    let mut docs: BTreeMap<DocId, (DocType, Doc)> = BTreeMap::new();
    for (n, act) in story.acts.iter().enumerate() {
        let cx = Plan { at: act.at, by: UserId::from_bytes([act.by.0.to_le_bytes()[0]; 16]) };
        for (index, target) in act.write.targets().iter().enumerate() {
            let (_, doc) = docs
                .entry(target.doc)
                .or_insert_with(|| (target.kind, genesis(target.kind, target.doc, 0)));
            let heads = doc.heads();
            let seen = if act.unseen { before(doc) } else { doc.fork() };
            let planned = act.write.plan(&seen, index, &cx);
            let Planned::Puts(puts) =
                planned.unwrap_or_else(|e| panic!("{}: {e}", act.write.name()))
            else {
                panic!("a demo writes no log entries")
            };
            let actor = ActorId::from_bytes([1 + u8::from(act.unseen); 16]);
            let nonce = Nonce::from_bytes([n.to_le_bytes()[0]; 16]);
            if act.unseen {
                let change = doc.edit_at(&seen.heads(), actor, nonce, &puts).unwrap();
                let limits = &satchel_model::crdt::guard::Limits::SERVER;
                let guarded = satchel_model::crdt::Guarded::new(change.bytes, limits).unwrap();
                doc.apply(&[guarded]).unwrap();
                assert_eq!(doc.heads().len(), 2);
            } else {
                doc.edit(actor, nonce, &puts).unwrap();
                assert!(puts.is_empty() || doc.heads() != heads);
            }
            let touched: Vec<_> = puts.iter().map(|p| p.path().clone()).collect();
            validate(target.kind, doc, &touched).unwrap();
        }
    }
    docs
}

/// The document before its newest change.
fn before(doc: &Doc) -> Doc {
    let changes = doc.changes();
    let newest = changes.last().unwrap();
    doc.at(&newest.header.deps).unwrap()
}

fn clinic() -> Clinic {
    Clinic::plan(SEED, TODAY, 40)
}

#[test]
fn every_command_of_the_clinic_is_one_a_person_could_have_given() {
    for story in &clinic().stories {
        let docs = play(story);
        assert!(docs.len() >= 3, "patient {}", story.person.index);
    }
}

/// What a person has and takes, without when.
fn lives(clinic: &Clinic) -> Vec<Vec<String>> {
    let told = |write: &Write| match write {
        Write::ProblemAdd(add) => Some(format!("{:?}", add.code)),
        Write::MedicineStart(start) => Some(format!("{:?}", start.regimen)),
        _ => None,
    };
    let life = |story: &Story| story.acts.iter().filter_map(|a| told(&a.write)).collect();
    clinic.stories.iter().map(life).collect()
}

#[test]
fn a_clinic_made_a_moment_later_has_people_with_the_same_lives() {
    for later in [1, 59_999, 3 * 60 * 60 * 1000] {
        let other = Clinic::plan(SEED, TODAY.plus_millis(later), 40);
        assert_eq!(lives(&other), lives(&clinic()), "{later} ms later");
    }
}

#[test]
fn the_patient_who_signs_in_takes_a_medicine_whatever_the_seed() {
    for seed in SEED..SEED + 20 {
        let clinic = Clinic::plan(seed, TODAY, 3);
        let acts = &clinic.stories[story::SIGNS_IN].acts;
        let starts = acts.iter().filter(|a| matches!(a.write, Write::MedicineStart(_)));
        assert!(starts.count() > 0, "seed {seed}");
        play(&clinic.stories[story::SIGNS_IN]);
    }
}

#[test]
fn the_same_seed_and_moment_give_the_same_clinic() {
    let (a, b) = (clinic(), clinic());
    for (a, b) in a.stories.iter().zip(&b.stories) {
        assert_eq!(a.acts.len(), b.acts.len());
        assert!(a.acts.iter().zip(&b.acts).all(|(x, y)| x.write == y.write && x.at == y.at));
    }
    let other = Clinic::plan(SEED + 1, TODAY, 40);
    assert!(other.stories[20].acts[0].write != a.stories[20].acts[0].write);
}

#[test]
fn two_doses_that_did_not_see_each_other_wait_for_a_person() {
    let clinic = clinic();
    let open = |index: usize| {
        let story = &clinic.stories[index];
        let docs = play(story);
        let (kind, chart) = &docs[&story.person.chart];
        conflict::open(*kind, chart).into_iter().map(|c| c.path.join("/")).collect::<Vec<_>>()
    };
    assert_eq!(open(story::TWO_DOSES).iter().filter(|p| p.ends_with("/regimen")).count(), 1);
    assert_eq!(
        open(story::TWO_JUDGEMENTS).iter().filter(|p| p.ends_with("/criticality")).count(),
        1
    );
}

#[test]
fn names_come_in_three_scripts() {
    let clinic = Clinic::plan(SEED, TODAY, PATIENTS);
    assert_eq!(clinic.stories.len(), 300);
    let script = |low: char, high: char| {
        clinic
            .stories
            .iter()
            .filter(|s| s.person.name.family.chars().any(|c| (low..=high).contains(&c)))
            .count()
    };
    assert!(script('A', 'z') > 150);
    assert!(script('\u{600}', '\u{6ff}') > 40);
    assert!(script('\u{900}', '\u{97f}') > 40);
}

#[test]
fn twins_share_family_name_and_birth_date_and_nothing_else() {
    let clinic = clinic();
    let [a, b] = story::TWINS.map(|i| &clinic.stories[i].person);
    assert_eq!((a.name.family.as_str(), a.born), (b.name.family.as_str(), b.born));
    assert_ne!(a.name.given, b.name.given);
    assert_ne!(a.patient, b.patient);
}
