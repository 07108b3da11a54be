//! The demo clinic as a plan: the same from the same seed and day, whole at every size, nothing out of its time.
use proptest::prelude::*;
use satchel_model::time::{DAY_MS, Timestamp};
use satchel_server::demo::{Clinic, PATIENTS, SEED, Story};
use std::collections::BTreeSet;

const TODAY: Timestamp = Timestamp::from_millis(1_700_000_000_000);

fn same(a: &Story, b: &Story) -> bool {
    a.acts.len() == b.acts.len()
        && a.acts.iter().zip(&b.acts).all(|(x, y)| {
            x.write == y.write && x.at == y.at && x.by.0 == y.by.0 && x.unseen == y.unseen
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_seed_day_and_size_give_a_clinic_and_twice_the_same(
        seed in any::<u64>(),
        day in 0i64..20_000,
        patients in 0usize..14,
    ) {
        let today = Timestamp::from_millis(day * DAY_MS);
        let (a, b) = (Clinic::plan(seed, today, patients), Clinic::plan(seed, today, patients));
        prop_assert_eq!(a.stories.len(), patients);
        for (a, b) in a.stories.iter().zip(&b.stories) {
            prop_assert!(same(a, b));
            prop_assert!(!a.acts.is_empty());
        }
    }

    #[test]
    fn nothing_happens_after_today(seed in any::<u64>()) {
        let clinic = Clinic::plan(seed, TODAY, 12);
        for story in &clinic.stories {
            prop_assert!(story.acts.iter().all(|a| a.at <= TODAY), "patient {}", story.person.index);
            prop_assert!(story.person.born <= TODAY);
        }
    }

    #[test]
    fn no_two_patients_share_a_record(seed in any::<u64>()) {
        let clinic = Clinic::plan(seed, TODAY, 30);
        let mut ids = BTreeSet::new();
        for story in &clinic.stories {
            prop_assert!(ids.insert(*story.person.patient.as_bytes()));
            prop_assert!(ids.insert(*story.person.chart.as_bytes()));
            prop_assert!(ids.insert(*story.person.diary.as_bytes()));
        }
    }
}

#[test]
fn another_seed_is_another_clinic_and_another_day_moves_it() {
    let one = Clinic::plan(SEED, TODAY, 10);
    let other = Clinic::plan(SEED + 1, TODAY, 10);
    assert!(one.stories.iter().zip(&other.stories).all(|(a, b)| !same(a, b)));
    let later = Clinic::plan(SEED, TODAY.plus_millis(DAY_MS), 10);
    assert!(one.stories.iter().zip(&later.stories).all(|(a, b)| !same(a, b)));
}

#[test]
fn every_command_writes_to_the_patient_it_belongs_to() {
    let clinic = Clinic::plan(SEED, TODAY, 60);
    for story in &clinic.stories {
        for act in &story.acts {
            let targets = act.write.targets();
            assert!(!targets.is_empty() && targets.len() <= 8, "{}", act.write.name());
            for target in targets {
                assert_eq!(target.patient, story.person.patient, "{}", act.write.name());
            }
        }
    }
}

#[test]
fn commands_of_a_patient_begin_with_their_registration() {
    let clinic = Clinic::plan(SEED, TODAY, PATIENTS);
    for story in &clinic.stories {
        assert_eq!(story.acts[0].write.name(), "patient_register", "{}", story.person.index);
        let again = story.acts.iter().filter(|a| a.write.name() == "patient_register").count();
        assert_eq!(again, 1, "{}", story.person.index);
    }
}
