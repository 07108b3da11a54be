//! Columns that tell of different numbers of operations: the library takes what the shortest tells, silently.
use crate::support::{Chunk, null_puts, runs};
use satchel_model::crdt::{GuardError, Limits, guard};

fn check(columns: Vec<(u64, Vec<u8>)>) -> Result<u64, GuardError> {
    guard::check(&Chunk::new(columns).bytes(), &Limits::DEVICE).map(|h| h.ops)
}

#[test]
fn each_column_must_have_as_many_rows_as_there_are_actions() {
    assert_eq!(check(null_puts(10)), Ok(10));
    for at in 0..5 {
        for rows in [9, 11] {
            let mut columns = null_puts(10);
            columns[at].1 = null_puts(rows)[at].1.clone();
            assert_eq!(
                check(columns),
                Err(GuardError::Malformed("columns of unequal length")),
                "{at} {rows}"
            );
        }
    }
}

#[test]
fn an_empty_column_means_nothing_but_nulls() {
    let mut columns = null_puts(10);
    columns[1].1.clear();
    assert_eq!(check(columns), Ok(10));
}

#[test]
fn predecessors_need_both_columns_with_as_many_rows_as_are_counted() {
    let with = |actors: i64, counters: i64| {
        let mut columns = null_puts(3);
        columns[4].1 = runs(&[(3, &[1])]);
        columns.push((0x71, runs(&[(actors, &[0])])));
        columns.push((0x73, runs(&[(counters, &[0])])));
        check(columns)
    };
    let unequal = Err(GuardError::Malformed("columns of unequal length"));
    assert_eq!(with(3, 3), Ok(3));
    assert_eq!(with(2, 3), unequal);
    assert_eq!(with(3, 4), unequal);
    let mut none = null_puts(3);
    none[4].1 = runs(&[(3, &[1])]);
    assert_eq!(check(none.clone()), unequal);
    none.push((0x71, runs(&[(3, &[0])])));
    assert_eq!(check(none), unequal);
}

#[test]
fn columns_must_be_known_ascending_and_not_deflated() {
    let mut double = null_puts(3);
    double.insert(1, double[0].clone());
    assert_eq!(check(double), Err(GuardError::Malformed("column order")));
    let mut unknown = null_puts(3);
    unknown.push((0xb5, Vec::new()));
    assert_eq!(check(unknown), Err(GuardError::Malformed("unknown column")));
    let mut deflated = null_puts(3);
    deflated[2].0 |= 8;
    assert_eq!(check(deflated), Err(GuardError::Malformed("deflated column")));
    assert_eq!(check(Vec::new()), Err(GuardError::Malformed("no operations")));
}

#[test]
fn actors_actions_and_counters_stay_in_their_tables() {
    let with = |spec: u64, bytes: Vec<u8>| {
        let mut columns = null_puts(3);
        columns.retain(|(s, _)| *s != spec);
        columns.push((spec, bytes));
        columns.sort();
        check(columns)
    };
    let range = Err(GuardError::Malformed("number out of range"));
    assert_eq!(with(0x01, runs(&[(3, &[0])])), Ok(3));
    assert_eq!(with(0x01, runs(&[(3, &[1])])), range);
    assert_eq!(with(0x42, runs(&[(3, &[7])])), Ok(3));
    assert_eq!(with(0x42, runs(&[(3, &[8])])), range);
    assert_eq!(with(0x02, runs(&[(3, &[0xff, 0xff, 0xff, 0xff, 0x0f])])), Ok(3));
    assert_eq!(with(0x02, runs(&[(3, &[0x80, 0x80, 0x80, 0x80, 0x10])])), range);
    let counter = Err(GuardError::Malformed("counter out of range"));
    assert_eq!(with(0x13, runs(&[(3, &[0x7f])])), counter);
    assert_eq!(with(0x13, runs(&[(-3, &[2, 0x7f, 0x7e])])), counter);
    assert_eq!(with(0x13, runs(&[(-3, &[2, 0x7f, 0x7f])])), Ok(3));
}
