//! Notes written by several people at once: no letter is lost, nobody's words are torn, all read the same.
use crate::{
    crdt::Put,
    document::{
        DocType,
        conflict::open,
        encounter::EncounterView,
        item::path,
        testing::{Replica, item},
        write::{WriteError, samples as s},
    },
    role::Role,
};
use proptest::{collection::vec, prelude::*};

const START: &str = "Cough for a week. No fever.";

fn start() -> Replica {
    let mut first = Replica::new(DocType::Encounter, 1, Role::Doctor);
    first.run(&s::note_start(1, START));
    first
}

fn text(of: &Replica) -> String {
    EncounterView::read(&of.doc).sections[0].text.clone()
}

/// One change of the text, which lies within it.
fn splice(at: usize, delete: usize, insert: &str) -> Put {
    let id = item(1).to_string();
    let path = path(&["sections", id.as_str(), "text"]);
    Put::Splice { path, at, delete, insert: insert.to_owned() }
}

fn sorted(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// Everybody takes in what everybody has.
fn share(all: &mut [Replica]) {
    for _ in 0..2 {
        for n in 1..all.len() {
            let (left, right) = all.split_at_mut(n);
            left[0].pull(&right[0]);
            right[0].pull(&left[0]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_letter_that_anybody_typed_is_lost(
        typed in vec((0..3_usize, 0..100_usize, "[A-Zäß😀ل]{1,6}"), 1..15),
    ) {
        let first = start();
        let mut all: Vec<Replica> = (2..5).map(|n| first.fork(n, Role::Doctor)).collect();
        for (who, at, insert) in &typed {
            let length = text(&all[*who]).chars().count();
            all[*who].put(&[splice(at % (length + 1), 0, insert)]);
        }
        share(&mut all);
        let everything: String =
            std::iter::once(START).chain(typed.iter().map(|(_, _, t)| t.as_str())).collect();
        for replica in &all {
            prop_assert_eq!(text(replica), text(&all[0]));
            prop_assert_eq!(sorted(&text(replica)), sorted(&everything));
            prop_assert!(open(DocType::Encounter, &replica.doc).is_empty(), "text is never a dispute");
        }
    }

    #[test]
    fn words_typed_at_once_at_one_place_stay_whole(at in 0..27_usize, one in "[A-Z]{2,9}", two in "[a-z]{2,9}") {
        let first = start();
        let mut all = vec![first.fork(2, Role::Doctor), first.fork(3, Role::Nurse)];
        all[0].put(&[splice(at, 0, &format!("<{one}>"))]);
        all[1].put(&[splice(at, 0, &format!("({two})"))]);
        share(&mut all);
        let merged = text(&all[0]);
        prop_assert_eq!(&merged, &text(&all[1]));
        prop_assert!(merged.contains(&format!("<{one}>")), "{}", merged);
        prop_assert!(merged.contains(&format!("({two})")), "{}", merged);
        let rest = merged.replace(&format!("<{one}>"), "").replace(&format!("({two})"), "");
        prop_assert_eq!(rest, START);
    }

    #[test]
    fn what_one_deletes_is_gone_and_what_the_other_typed_in_it_stays(from in 0..20_usize, count in 1..7_usize, within in 0..7_usize) {
        let first = start();
        let mut all = vec![first.fork(2, Role::Doctor), first.fork(3, Role::Doctor)];
        all[0].put(&[splice(from, count, "")]);
        all[1].put(&[splice(from + within.min(count), 0, "@")]);
        share(&mut all);
        let merged = text(&all[0]);
        prop_assert_eq!(&merged, &text(&all[1]));
        prop_assert_eq!(merged.matches('@').count(), 1);
        let kept: String =
            START.chars().enumerate().filter(|(n, _)| !(from..from + count).contains(n)).map(|(_, c)| c).collect();
        prop_assert_eq!(merged.replace('@', ""), kept);
    }
}

#[test]
fn an_edit_whose_place_is_gone_is_stale_and_says_what_stands() {
    let mut note = start();
    note.run(&s::note_edit(1, 0, "", "Cough", "Dry cough"));
    let error = note.try_run(&s::note_edit(1, 0, "", "Wheeze", "Stridor")).unwrap_err();
    let WriteError::Stale { current } = error else { panic!("{error:?}") };
    assert!(!current.is_empty());
    assert_eq!(text(&note), "Dry cough for a week. No fever.");
}

#[test]
fn sections_of_two_people_are_both_there_in_one_order_for_all() {
    let first = start();
    let mut all = vec![first.fork(2, Role::Doctor), first.fork(3, Role::Nurse)];
    all[0].run(&s::note_start(2, "Chest clear."));
    all[1].run(&s::note_start(3, "Pulse 72."));
    share(&mut all);
    let order = |replica: &Replica| -> Vec<String> {
        EncounterView::read(&replica.doc).sections.iter().map(|s| s.text.clone()).collect()
    };
    assert_eq!(order(&all[0]), order(&all[1]));
    assert_eq!(order(&all[0]).len(), 3);
}
