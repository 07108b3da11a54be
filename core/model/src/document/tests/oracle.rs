//! Against a plain list of what was written: however a chart's writes are spread over people, whatever the order they
//! meet in, all end with one state, and each write is a value, an alternative, or was refused with a reason.
use crate::{
    crdt::{Doc, Guarded, Limits},
    document::{
        DocType,
        chart::ChartView,
        conflict::{OpenConflict, open},
        decided::Decided,
        testing::{Replica, item},
        write::{Write, WriteError, samples as s},
    },
    id::ItemId,
    role::Role,
};
use proptest::{collection::vec, prelude::*, sample::Index};
use std::collections::BTreeSet;

/// Lines that everybody knows before they part.
const LINES: u8 = 3;

/// What one write wants to leave behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Want {
    /// A new allergy.
    Allergy(u8),
    /// A new problem.
    Problem(u8),
    /// A new medicine line.
    Line(u8),
    /// This dose on a line that everybody knows.
    Dose { line: u8, dose: u8 },
    /// The end of a line that everybody knows.
    Stop { line: u8 },
}

impl Want {
    fn write(self) -> Write {
        match self {
            Self::Allergy(n) => s::allergy(n, "latex"),
            Self::Problem(n) => s::problem(n, "asthma"),
            Self::Line(n) => s::start(n, "metformin", "500", Some("agreed")),
            Self::Dose { line, dose } => s::set_dose(line, "lisinopril", &dose.to_string(), "10"),
            Self::Stop { line } => s::stop(line, "active"),
        }
    }
}

/// Writes of a chart; a number makes each item and each dose its own.
fn wants() -> impl Strategy<Value = Vec<Want>> {
    let kind = prop_oneof![1 => 0..3_u8, 2 => Just(3_u8), 1 => Just(4_u8)];
    vec((kind, 1..=LINES), 1..24).prop_map(|all| {
        let of = |(fresh, (kind, line)): (u8, (u8, u8))| match kind {
            0 => Want::Allergy(fresh),
            1 => Want::Problem(fresh),
            2 => Want::Line(fresh),
            // Never 10, which is what the line says before.
            3 => Want::Dose { line, dose: fresh },
            _ => Want::Stop { line },
        };
        (20..).zip(all).map(of).collect()
    })
}

fn base() -> Replica {
    let mut first = Replica::new(DocType::Chart, 1, Role::Doctor);
    (1..=LINES).for_each(|n| first.run(&s::start(n, "lisinopril", "10", Some("agreed"))));
    first
}

/// What became of a write where it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Written,
    /// Refused with what stands, or with the rule that stopped it.
    Refused,
}

fn give(to: &mut Replica, want: Want) -> Answer {
    match to.try_run(&want.write()) {
        Ok(()) => Answer::Written,
        Err(WriteError::Stale { current }) => {
            assert!(!current.is_empty(), "a stale form is told what stands");
            Answer::Refused
        }
        Err(WriteError::Rule { code, .. }) => {
            assert!(!code.is_empty());
            Answer::Refused
        }
        Err(other) => panic!("{want:?}: {other}"),
    }
}

/// One state made of all replicas, in the order given.
fn merged(start: &Replica, all: &[Replica], order: &[usize]) -> Doc {
    let mut doc = start.doc.fork();
    for at in order {
        let news: Vec<_> = all[*at]
            .doc
            .changes_since(&doc.heads())
            .into_iter()
            .map(|c| Guarded::new(c.bytes, &Limits::DEVICE).unwrap())
            .collect();
        doc.apply(&news).unwrap();
    }
    doc
}

/// Indices of `count` things in a random order.
fn shuffled(count: usize, picks: &[Index]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..count).collect();
    let mut out = Vec::with_capacity(count);
    for pick in picks.iter().cycle() {
        if left.is_empty() {
            break;
        }
        out.push(left.remove(pick.index(left.len())));
    }
    out
}

/// All that a view shows as value or as alternative.
fn visible(view: &ChartView) -> BTreeSet<Want> {
    let number = |id: ItemId| id.as_bytes()[15];
    let mut out = BTreeSet::new();
    out.extend(view.allergies.iter().map(|a| Want::Allergy(number(a.made.id))));
    out.extend(view.problems.iter().map(|p| Want::Problem(number(p.made.id))));
    for line in &view.medicines {
        let n = number(line.made.id);
        if n > LINES {
            out.insert(Want::Line(n));
            continue;
        }
        for regimen in line.regimen.values() {
            let dose: u8 = regimen.dose.as_ref().unwrap().as_str().parse().unwrap();
            if dose != 10 {
                out.insert(Want::Dose { line: n, dose });
            }
        }
        if line.status.values().any(|status| status == "stopped") {
            out.insert(Want::Stop { line: n });
        }
    }
    out
}

/// Whether each field with two values is on the list of decisions, and nothing is that has one.
fn disputes_agree(view: &ChartView, found: &[OpenConflict]) {
    for line in view.medicines.iter().filter(|m| !m.made.is_void()) {
        let id = line.made.id.to_string();
        let listed = found
            .iter()
            .any(|c| c.rule == "two_values" && c.path == ["medicines", id.as_str(), "regimen"]);
        assert_eq!(listed, matches!(line.regimen, Decided::Disputed(_)), "{id}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn each_write_is_a_value_an_alternative_or_refused_in_whatever_order_people_meet(
        all in wants(),
        people in 1..5_usize,
        places in vec(any::<Index>(), 24),
        orders in vec(vec(any::<Index>(), 5), 3),
    ) {
        let start = base();
        let mut replicas: Vec<Replica> =
            (0..people).map(|n| start.fork(u8::try_from(n).unwrap() + 2, Role::Doctor)).collect();
        let mut written = BTreeSet::new();
        for (want, place) in all.iter().zip(&places) {
            if give(&mut replicas[place.index(people)], *want) == Answer::Written {
                written.insert(*want);
            }
        }
        let mut ends = orders.iter().map(|picks| merged(&start, &replicas, &shuffled(people, picks)));
        let end = ends.next().unwrap();
        let view = ChartView::read(&end);
        prop_assert!(view.unreadable.is_empty());
        let told = open(DocType::Chart, &end);
        for other in ends {
            prop_assert_eq!(other.heads(), end.heads());
            prop_assert!(ChartView::read(&other) == view);
            prop_assert!(open(DocType::Chart, &other) == told);
        }
        prop_assert_eq!(visible(&view), written);
        disputes_agree(&view, &told);
    }

    #[test]
    fn who_wrote_what_does_not_change_what_is_shown_when_nobody_disagrees(
        count in 1..20_u8,
        people in 1..5_usize,
        places in vec(any::<Index>(), 20),
        order in vec(any::<Index>(), 5),
    ) {
        let start = base();
        let mut replicas: Vec<Replica> =
            (0..people).map(|n| start.fork(u8::try_from(n).unwrap() + 2, Role::Doctor)).collect();
        let all: BTreeSet<Want> = (20..20 + count)
            .map(|n| if n % 2 == 0 { Want::Allergy(n) } else { Want::Problem(n) })
            .collect();
        for (want, place) in all.iter().zip(&places) {
            prop_assert_eq!(give(&mut replicas[place.index(people)], *want), Answer::Written);
        }
        let end = merged(&start, &replicas, &shuffled(people, &order));
        prop_assert_eq!(visible(&ChartView::read(&end)), all);
        prop_assert!(open(DocType::Chart, &end).is_empty());
    }

    #[test]
    fn hearing_the_same_twice_or_late_changes_nothing(
        all in wants(),
        order in vec(any::<Index>(), 6),
    ) {
        let start = base();
        let mut replicas = vec![start.fork(2, Role::Doctor), start.fork(3, Role::Doctor)];
        for (n, want) in all.iter().enumerate() {
            give(&mut replicas[n % 2], *want);
        }
        let order = shuffled(2, &order);
        let once = merged(&start, &replicas, &order);
        let twice = merged(&start, &replicas, &[order.clone(), vec![0, 1, 1, 0]].concat());
        prop_assert_eq!(once.heads(), twice.heads());
        prop_assert!(ChartView::read(&once) == ChartView::read(&twice));
    }
}

#[test]
fn many_people_who_change_one_line_leave_one_card_with_all_their_doses() {
    let start = base();
    let doses: Vec<u8> = (21..33).collect();
    let mut replicas: Vec<Replica> =
        (2..).zip(&doses).map(|(n, _)| start.fork(n, Role::Doctor)).collect();
    for (replica, dose) in replicas.iter_mut().zip(&doses) {
        assert_eq!(give(replica, Want::Dose { line: 1, dose: *dose }), Answer::Written);
        assert_eq!(give(replica, Want::Dose { line: 1, dose: dose + 50 }), Answer::Refused);
    }
    let order: Vec<usize> = (0..doses.len()).rev().collect();
    let end = merged(&start, &replicas, &order);
    let want: BTreeSet<Want> = doses.iter().map(|d| Want::Dose { line: 1, dose: *d }).collect();
    assert_eq!(visible(&ChartView::read(&end)), want);
    let found = open(DocType::Chart, &end);
    assert_eq!((found.len(), found[0].alternatives.len()), (1, doses.len()));
    assert!(found[0].holds, "nothing is given while twelve doses stand");
    assert_eq!(found[0].path, ["medicines", &item(1).to_string(), "regimen"]);
}
