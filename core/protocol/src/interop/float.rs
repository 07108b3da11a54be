//! Whole numbers that came as floats: JavaScript knows no others.

/// The float's value, if it is whole and from 0 to 2^53.
pub(super) const fn whole(float: f64) -> Option<u64> {
    const MANTISSA: u64 = (1 << 52) - 1;
    let bits = float.to_bits();
    if bits.trailing_zeros() >= 63 {
        return Some(0); // 0 and -0
    }
    let (exponent, fraction) = (bits >> 52_u32, bits & MANTISSA);
    // The sign is the highest bit: a negative number's exponent is far too large.
    let Some(power) = exponent.checked_sub(1_023) else { return None };
    let value = fraction | (1 << 52);
    let Some(below) = 52_u64.checked_sub(power) else {
        return if power == 53 && fraction == 0 { Some(1 << 53) } else { None };
    };
    let mut left = below;
    let mut value = value;
    while left > 0 {
        if value & 1 == 1 {
            return None;
        }
        value >>= 1_u32;
        left = left.saturating_sub(1);
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_taken_and_others_are_not() {
        for (float, want) in [
            (0.0, Some(0)),
            (-0.0, Some(0)),
            (1.0, Some(1)),
            (3.0, Some(3)),
            (1_790_000_000_123.0, Some(1_790_000_000_123)),
            (9_007_199_254_740_991.0, Some(9_007_199_254_740_991)),
            (9_007_199_254_740_992.0, Some(9_007_199_254_740_992)),
            (9_007_199_254_740_994.0, None),
            (0.5, None),
            (1.5, None),
            (-1.0, None),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (f64::NEG_INFINITY, None),
            (f64::MIN_POSITIVE, None),
        ] {
            assert_eq!(whole(float), want, "{float}");
        }
    }
}
