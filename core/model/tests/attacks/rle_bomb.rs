//! About 110 bytes that claim 2, 20 or 100 million operations: the library expands them all.
use crate::{
    cost::peak,
    support::{Chunk, null_puts},
};
use satchel_model::crdt::{GuardError, Limits, guard};

#[test]
fn a_run_length_bomb_is_refused_without_being_unrolled() {
    for rows in [60_000, 2_000_000, 20_000_000, 100_000_000, i64::MAX] {
        let bomb = Chunk::new(null_puts(rows)).bytes();
        assert!(bomb.len() < 160, "{}", bomb.len());
        for limits in [Limits::DEVICE, Limits::SERVER] {
            let (refused, bytes) = peak(|| guard::check(&bomb, &limits));
            assert_eq!(refused, Err(GuardError::Bomb), "{rows}");
            assert!(bytes <= 4_096, "{bytes} bytes for {rows} rows");
        }
    }
}

#[test]
fn the_limit_itself_passes_and_one_more_does_not() {
    let rows = |n| guard::check(&Chunk::new(null_puts(n)).bytes(), &Limits::DEVICE).map(|h| h.ops);
    assert_eq!(rows(1), Ok(1));
    assert_eq!(rows(5_000), Ok(5_000));
    assert_eq!(rows(5_001), Err(GuardError::TooLarge("operations")));
    assert_eq!(rows(50_000), Err(GuardError::TooLarge("operations")));
    assert_eq!(rows(50_001), Err(GuardError::Bomb));
}

#[test]
fn a_value_column_that_claims_more_than_it_holds_is_refused() {
    let mut columns = null_puts(5_000);
    // 5,000 values of 64 KiB each, in three bytes.
    columns[3].1 = crate::support::runs(&[(5_000, &[0x86, 0x80, 0x40])]);
    let refused = guard::check(&Chunk::new(columns).bytes(), &Limits::DEVICE);
    assert_eq!(refused, Err(GuardError::Malformed("value length")));
}

#[test]
fn a_predecessor_column_cannot_unroll_either() {
    let mut columns = null_puts(5_000);
    columns[4].1 = crate::support::runs(&[(5_000, &[4])]);
    columns.push((0x71, crate::support::runs(&[(20_001, &[0])])));
    columns.push((0x73, crate::support::runs(&[(20_001, &[0])])));
    let refused = guard::check(&Chunk::new(columns).bytes(), &Limits::DEVICE);
    assert_eq!(refused, Err(GuardError::TooLarge("operations")));
}
