//! Between column values and our types.
use crate::{Result, StoreError};
use satchel_model::{id::Hash, role::Role, time::Timestamp};

/// A counter as a column value. Counters stay far below 2^63; one that does not is written as the largest.
pub(crate) fn int(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A column value as a counter.
pub(crate) fn count(n: i64, column: &'static str) -> Result<u64> {
    u64::try_from(n).map_err(|_| StoreError::Corrupt(column))
}

/// A column value as a small number.
pub(crate) fn small<T: TryFrom<i64>>(n: i64, column: &'static str) -> Result<T> {
    T::try_from(n).map_err(|_| StoreError::Corrupt(column))
}

/// Fixed-size bytes of a column.
pub(crate) fn fixed<const N: usize>(bytes: &[u8], column: &'static str) -> Result<[u8; N]> {
    bytes.try_into().map_err(|_| StoreError::Corrupt(column))
}

/// A hash column.
pub(crate) fn hash(bytes: &[u8], column: &'static str) -> Result<Hash> {
    Ok(Hash::from_bytes(fixed(bytes, column)?))
}

/// Hashes one after the other.
pub(crate) fn join(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|h| *h.as_bytes()).collect()
}

/// What [`join`] wrote.
pub(crate) fn split(bytes: &[u8], column: &'static str) -> Result<Vec<Hash>> {
    let (chunks, rest) = bytes.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(StoreError::Corrupt(column));
    }
    Ok(chunks.iter().map(|c| Hash::from_bytes(*c)).collect())
}

/// A moment column that may be null.
pub(crate) fn moment(ms: Option<i64>) -> Option<Timestamp> {
    ms.map(Timestamp::from_millis)
}

/// A role column.
pub(crate) fn role(n: i64, column: &'static str) -> Result<Role> {
    Role::from_code(small(n, column)?).ok_or(StoreError::Corrupt(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_joined_and_split() {
        let list = [Hash::from_bytes([1; 32]), Hash::from_bytes([2; 32])];
        assert_eq!(split(&join(&list), "x").unwrap(), list);
        assert!(split(&[], "x").unwrap().is_empty());
        assert!(matches!(split(&[0; 33], "x"), Err(StoreError::Corrupt("x"))));
    }

    #[test]
    fn impossible_numbers_are_corrupt() {
        assert!(matches!(count(-1, "c"), Err(StoreError::Corrupt("c"))));
        assert!(matches!(small::<u16>(70_000, "c"), Err(StoreError::Corrupt("c"))));
        assert!(matches!(role(10, "c"), Err(StoreError::Corrupt("c"))));
        assert_eq!(int(u64::MAX), i64::MAX);
    }
}
