//! The same operations, written another way: a document stores operations and not chunks, so what is written
//! back has another hash, and the next save does not load.
use crate::support::{Chunk, Refused, admit, alone, clinic, dose, frame, genesis, null_puts, runs};
use satchel_model::crdt::{GuardError, Guarded, Limits};

fn refused(columns: Vec<(u64, Vec<u8>)>) -> GuardError {
    Guarded::new(Chunk::new(columns).bytes(), &Limits::DEVICE).unwrap_err()
}

#[test]
fn a_run_cut_in_two_is_refused() {
    let mut columns = null_puts(4);
    columns[2].1 = runs(&[(2, &[1]), (2, &[1])]);
    let evil = Chunk::new(columns.clone()).bytes();
    assert!(matches!(refused(columns), GuardError::Malformed(_)));
    assert_ne!(alone(&genesis(), &evil), Some((true, Some(true))));
}

#[test]
fn a_list_of_equal_values_is_refused() {
    let mut columns = null_puts(4);
    columns[2].1 = runs(&[(-4, &[1, 1, 1, 1])]);
    assert!(matches!(refused(columns), GuardError::Malformed(_)));
}

#[test]
fn an_empty_column_written_out_is_refused() {
    let mut columns = null_puts(4);
    columns.insert(0, (0x01, Vec::new()));
    assert!(matches!(refused(columns), GuardError::Malformed(_)));
}

#[test]
fn a_number_longer_than_need_be_is_refused() {
    let honest = dose(&clinic()).bytes;
    // The length of the chunk, in one byte more.
    let (head, body) = honest.split_at(9);
    let mut length = Vec::new();
    crate::support::uleb((body.len() - 1) as u64, &mut length);
    assert_eq!(length.len(), 1 + usize::from(body.len() > 129));
    let skip = length.len();
    let last = length.pop().unwrap();
    length.extend([last | 0x80, 0]);
    let padded = [head, &length, &body[skip..]].concat();
    assert!(matches!(admit(&clinic(), &padded), Err(Refused::Guard(GuardError::Malformed(_)))));
}

#[test]
fn a_wrong_checksum_is_refused() {
    let mut evil = dose(&clinic()).bytes;
    evil[4] ^= 1;
    assert_eq!(admit(&clinic(), &evil), Err(Refused::Guard(GuardError::Malformed("checksum"))));
    let chunk = Chunk::new(null_puts(1));
    assert_eq!(frame(1, &chunk.body()), chunk.bytes());
}
