//! Reads bytes front to back; never past the end, never a number written longer than need be.
use super::GuardError;

/// What is left of some bytes.
pub(in crate::crdt) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(in crate::crdt) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(in crate::crdt) const fn rest(&self) -> &'a [u8] {
        self.0
    }

    pub(in crate::crdt) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Nothing may be left; `what` names what would be.
    pub(in crate::crdt) const fn end(&self, what: &'static str) -> Result<(), GuardError> {
        if self.0.is_empty() { Ok(()) } else { Err(GuardError::Malformed(what)) }
    }

    pub(in crate::crdt) fn byte(&mut self) -> Result<u8, GuardError> {
        let (first, rest) = self.0.split_first().ok_or(GuardError::Malformed("cut short"))?;
        self.0 = rest;
        Ok(*first)
    }

    pub(in crate::crdt) fn take(&mut self, n: u64) -> Result<&'a [u8], GuardError> {
        let cut = usize::try_from(n).ok().and_then(|n| self.0.split_at_checked(n));
        let (taken, rest) = cut.ok_or(GuardError::Malformed("cut short"))?;
        self.0 = rest;
        Ok(taken)
    }

    pub(in crate::crdt) fn array<const N: usize>(&mut self) -> Result<[u8; N], GuardError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(GuardError::Malformed("cut short"))?;
        self.0 = rest;
        Ok(*taken)
    }

    /// A length and that many items, at most `max` of `what`.
    pub(in crate::crdt) fn list<T>(
        &mut self,
        max: u64,
        what: &'static str,
        mut one: impl FnMut(&mut Self) -> Result<T, GuardError>,
    ) -> Result<Vec<T>, GuardError> {
        let n = self.uleb()?;
        if n > max {
            return Err(GuardError::TooLarge(what));
        }
        (0..n).map(|_| one(self)).collect()
    }

    /// Unsigned LEB128, shortest form.
    pub(in crate::crdt) fn uleb(&mut self) -> Result<u64, GuardError> {
        let (value, last, length) = self.leb()?;
        // A last byte of nothing but sign adds nothing.
        if length > 1 && last == 0 {
            return Err(GuardError::Malformed("number form"));
        }
        u64::try_from(value).map_err(|_| GuardError::Malformed("number"))
    }

    /// Signed LEB128, shortest form.
    pub(in crate::crdt) fn sleb(&mut self) -> Result<i64, GuardError> {
        let before = self.0;
        let (value, last, length) = self.leb()?;
        let previous = length.checked_sub(2).and_then(|i| before.get(i)).copied();
        let padded = previous.is_some_and(|p| last == if p & 0x40 == 0 { 0x00 } else { 0x7f });
        if padded {
            return Err(GuardError::Malformed("number form"));
        }
        let bits = u32::try_from(length).unwrap_or(u32::MAX).saturating_mul(7);
        let signed = i128::try_from(value).ok().zip(1_i128.checked_shl(bits));
        let value =
            signed.map(|(v, modulus)| if last & 0x40 == 0 { v } else { v.saturating_sub(modulus) });
        value.and_then(|v| i64::try_from(v).ok()).ok_or(GuardError::Malformed("number"))
    }

    /// The seven-bit groups put together, the last byte, and how many bytes there were (at most 10).
    fn leb(&mut self) -> Result<(u128, u8, usize), GuardError> {
        let mut value = 0_u128;
        for (i, shift) in (0..70).step_by(7).enumerate() {
            let byte = self.byte()?;
            value |= u128::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok((value, byte, i.saturating_add(1)));
            }
        }
        Err(GuardError::Malformed("number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uleb(bytes: &[u8]) -> Option<u64> {
        Reader::new(bytes).uleb().ok()
    }

    fn sleb(bytes: &[u8]) -> Option<i64> {
        Reader::new(bytes).sleb().ok()
    }

    #[test]
    fn unsigned_numbers_have_one_form() {
        assert_eq!(uleb(&[0]), Some(0));
        assert_eq!(uleb(&[0x7f]), Some(127));
        assert_eq!(uleb(&[0x80, 1]), Some(128));
        let max = [255, 255, 255, 255, 255, 255, 255, 255, 255, 1];
        assert_eq!(uleb(&max), Some(u64::MAX));
        assert_eq!(uleb(&[255, 255, 255, 255, 255, 255, 255, 255, 255, 2]), None);
        assert_eq!(uleb(&[255; 12]), None);
        assert_eq!(uleb(&[0x80, 0]), None);
        assert_eq!(uleb(&[0x80]), None);
        assert_eq!(uleb(&[]), None);
    }

    #[test]
    fn signed_numbers_have_one_form() {
        assert_eq!(sleb(&[0]), Some(0));
        assert_eq!(sleb(&[0x7f]), Some(-1));
        assert_eq!(sleb(&[0x3f]), Some(63));
        assert_eq!(sleb(&[0xc0, 0]), Some(64));
        assert_eq!(sleb(&[0x40]), Some(-64));
        assert_eq!(sleb(&[0xbf, 0x7f]), Some(-65));
        let min = [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f];
        assert_eq!(sleb(&min), Some(i64::MIN));
        let max = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0];
        assert_eq!(sleb(&max), Some(i64::MAX));
        assert_eq!(sleb(&[0xff, 0x7f]), None);
        assert_eq!(sleb(&[0x80, 0]), None);
        assert_eq!(sleb(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]), None);
    }

    #[test]
    fn nothing_is_read_past_the_end() {
        let mut r = Reader::new(&[1, 2, 3]);
        assert!(r.take(4).is_err());
        assert!(r.take(u64::MAX).is_err());
        assert_eq!(r.take(2), Ok([1, 2].as_slice()));
        assert!(r.array::<2>().is_err());
        assert_eq!(r.byte(), Ok(3));
        assert!(r.is_empty());
        assert_eq!(r.end("more"), Ok(()));
    }
}
