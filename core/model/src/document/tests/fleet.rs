//! Many people, random commands, random meetings: all end with one state, nothing is lost, everything can be read.
use crate::{
    crdt::{Doc, Scalar},
    document::{
        DocType,
        chart::ChartView,
        conflict::open,
        decided::Decided,
        sheet::Sheet,
        testing::{Replica, item, meet},
        write::{WriteError, samples as s},
    },
    role::Role,
};
use proptest::{collection::vec, prelude::*};
use std::collections::BTreeSet;

const DOSES: [&str; 4] = ["10", "20", "5", "2.5"];

#[derive(Debug, Clone)]
enum Step {
    /// Person `who` does command `what` on item `n`.
    Do { who: usize, what: u8, n: u8 },
    /// Two people exchange what they have.
    Meet(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..3_usize, 0..9_u8, 1..4_u8).prop_map(|(who, what, n)| Step::Do { who, what, n }),
        1 => (0..3_usize, 0..3_usize).prop_map(|(a, b)| Step::Meet(a, b)),
    ]
}

fn shown(doc: &Doc, n: u8, field: &str) -> Option<String> {
    let id = item(n).to_string();
    let value = doc.value(&["medicines", &id, field])?;
    value.as_str().map(str::to_owned)
}

fn command(r: &Replica, fresh: u8, what: u8, n: u8) -> crate::document::write::Write {
    let status = shown(&r.doc, n, "status").unwrap_or_else(|| "active".into());
    let at = shown(&r.doc, n, "regimen").unwrap_or_default();
    let base = DOSES.iter().find(|d| at.contains(&format!("\"{d}\""))).unwrap_or(&"10");
    match what {
        0 => s::start(n, "lisinopril", "10", Some("agreed")),
        1 | 2 => s::set_dose(n, "lisinopril", DOSES[usize::from(fresh) % DOSES.len()], base),
        3 => s::stop(n, &status),
        4 => s::hold(n, &status),
        5 => s::resume(n, &status),
        6 => s::allergy(fresh, "latex"),
        7 => s::problem(fresh, "asthma"),
        _ => s::void(DocType::Chart, "medicines", n),
    }
}

/// Runs a command; a refusal with a reason is fine, anything else is not. True if it wrote.
fn run(r: &mut Replica, fresh: u8, what: u8, n: u8) -> bool {
    let starts_again = what == 0 && shown(&r.doc, n, "status").is_some();
    if starts_again {
        return false;
    }
    match r.try_run(&command(r, fresh, what, n)) {
        Ok(()) => true,
        Err(WriteError::Stale { current }) => {
            assert!(!current.is_empty());
            false
        }
        Err(WriteError::Rule { .. } | WriteError::Missing) => false,
        Err(other @ WriteError::Invalid { .. }) => panic!("{other}"),
    }
}

fn pair(all: &mut [Replica], a: usize, b: usize) {
    if a == b {
        return;
    }
    let (low, high) = (a.min(b), a.max(b));
    let (left, right) = all.split_at_mut(high);
    meet(&mut left[low], &mut right[0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn everybody_ends_with_one_chart_in_which_nothing_is_lost(steps in vec(step(), 1..40)) {
        let mut all: Vec<Replica> =
            (1..4).map(|n| Replica::new(DocType::Chart, n, Role::Doctor)).collect();
        // Three lines everybody knows, so that the same line is edited apart.
        (1..4).for_each(|n| all[0].run(&s::start(n, "lisinopril", "10", Some("agreed"))));
        (1..3).for_each(|n| pair(&mut all, 0, n));
        let mut added = BTreeSet::new();
        for (fresh, step) in (10_u8..).zip(&steps) {
            match *step {
                Step::Meet(a, b) => pair(&mut all, a, b),
                Step::Do { who, what, n } => {
                    let wrote = run(&mut all[who], fresh, what, n);
                    if wrote && matches!(what, 6 | 7) {
                        added.insert(item(fresh));
                    }
                }
            }
        }
        for (a, b) in [(0, 1), (1, 2), (0, 2), (0, 1)] {
            pair(&mut all, a, b);
        }
        let view = ChartView::read(&all[0].doc);
        prop_assert!(view.unreadable.is_empty());
        for r in &all[1..] {
            prop_assert!(ChartView::read(&r.doc) == view);
            prop_assert!(open(DocType::Chart, &r.doc) == open(DocType::Chart, &all[0].doc));
        }
        let there: BTreeSet<_> = view.allergies.iter().map(|a| a.made.id)
            .chain(view.problems.iter().map(|p| p.made.id)).collect();
        prop_assert_eq!(there, added);
        disputes_are_told(&all[0].doc, &view);
        sheets_agree_with_single_reads(&all[0].doc);
    }
}

/// A field is disputed exactly if it holds two different values, and then it is on the list, unless it is void.
fn disputes_are_told(doc: &Doc, view: &ChartView) {
    let told: BTreeSet<_> = open(DocType::Chart, doc).into_iter().map(|c| c.path).collect();
    for line in &view.medicines {
        let id = line.made.id.to_string();
        let path = ["medicines", id.as_str(), "regimen"];
        let values: BTreeSet<Scalar> = doc.all(&path).into_iter().map(|v| v.value).collect();
        assert_eq!(matches!(line.regimen, Decided::Disputed(_)), values.len() > 1);
        if values.len() > 1 && !line.made.is_void() {
            assert!(told.contains(&crate::document::item::path(&path)));
        }
    }
}

/// Walking a map once shows what asking for each key shows.
fn sheets_agree_with_single_reads(doc: &Doc) {
    for root in DocType::Chart.schema().roots {
        for sheet in Sheet::of(doc, root) {
            for field in root.all_fields() {
                let path = sheet.path(field.name);
                let shown = doc.value(&path).filter(|v| *v != Scalar::Null);
                assert_eq!(sheet.value(field.name), shown.as_ref(), "{path:?}");
                assert_eq!(sheet.is_conflict(field.name), doc.all(&path).len() > 1, "{path:?}");
                assert_eq!(sheet.values(field.name), crate::document::values(doc, &path));
            }
        }
    }
}
