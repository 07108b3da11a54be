//! Exact decimals and UCUM units: FHIR keeps every digit, floats do not.

/// Text that is not a decimal, or one with more digits than [`DIGITS_MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a decimal number")]
pub struct DecimalError;

/// Most significant digits of a [`Decimal`]; all of them fit an `i128`.
pub const DIGITS_MAX: usize = 36;

/// A decimal number that remembers how it was written: `1.50` stays `1.50`, yet equals `1.5` in value.
///
/// `==` compares the writing, because records are compared by what was written; [`Decimal::cmp_value`] compares value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(type = "string"))]
pub struct Decimal {
    text: String,
    mantissa: i128,
    /// Digits after the point minus the exponent; negative for `1e3`.
    scale: i32,
}

impl Decimal {
    /// Reads FHIR's decimal syntax: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`, exponent within ±99.
    ///
    /// # Errors
    /// [`DecimalError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, DecimalError> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (number, exponent) = match digits.split_once(['e', 'E']) {
            Some((number, exp)) => (number, exponent(exp)?),
            None => (digits, 0),
        };
        let (whole, fraction) = match number.split_once('.') {
            Some((_, "")) => return Err(DecimalError),
            Some((whole, fraction)) => (whole, fraction),
            None => (number, ""),
        };
        let all_digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let leading_zero = whole.len() > 1 && whole.starts_with('0');
        if whole.is_empty() || leading_zero || !all_digits(whole) || !all_digits(fraction) {
            return Err(DecimalError);
        }
        let joined = format!("{whole}{fraction}");
        if joined.trim_start_matches('0').len() > DIGITS_MAX || joined.len() > 2 * DIGITS_MAX {
            return Err(DecimalError);
        }
        let magnitude: i128 = joined.parse().map_err(|_| DecimalError)?;
        let places = i32::try_from(fraction.len()).map_err(|_| DecimalError)?;
        Ok(Self {
            text: text.to_owned(),
            mantissa: if negative { magnitude.saturating_neg() } else { magnitude },
            scale: places.saturating_sub(exponent),
        })
    }

    /// The number exactly as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Mantissa and scale: the value is `mantissa * 10^-scale`.
    #[must_use]
    pub const fn parts(&self) -> (i128, i32) {
        (self.mantissa, self.scale)
    }

    /// Whether the value is above zero.
    #[must_use]
    pub const fn is_positive(&self) -> bool {
        self.mantissa > 0
    }

    /// Compares values, not writing: `1.50` equals `1.5`.
    #[must_use]
    pub fn cmp_value(&self, other: &Self) -> std::cmp::Ordering {
        let (a, b) = (self.mantissa.signum(), other.mantissa.signum());
        if a != b || a == 0 {
            return a.cmp(&b);
        }
        let size = magnitude_cmp(
            (self.mantissa.unsigned_abs(), self.scale),
            (other.mantissa.unsigned_abs(), other.scale),
        );
        if a < 0 { size.reverse() } else { size }
    }

    /// The value times ten to the `power`, for comparisons; its text is written with an exponent.
    #[must_use]
    pub fn times_ten_to(&self, power: i32) -> Self {
        let scale = self.scale.saturating_sub(power);
        let text = format!("{}e{}", self.mantissa, scale.saturating_neg());
        Self { text, mantissa: self.mantissa, scale }
    }
}

fn exponent(text: &str) -> Result<i32, DecimalError> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let shaped = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    let size: i32 =
        if shaped { digits.parse().map_err(|_| DecimalError)? } else { return Err(DecimalError) };
    Ok(if text.starts_with('-') { size.saturating_neg() } else { size })
}

/// Compares two positive numbers by the place of their first digit, then digit by digit.
fn magnitude_cmp(a: (u128, i32), b: (u128, i32)) -> std::cmp::Ordering {
    let (left, right) = (a.0.to_string(), b.0.to_string());
    let top = |digits: &str, scale: i32| {
        i32::try_from(digits.len()).unwrap_or(i32::MAX).saturating_sub(scale)
    };
    top(&left, a.1).cmp(&top(&right, b.1)).then_with(|| {
        // Equal first places: pad with zeros on the right and compare as text.
        let width = left.len().max(right.len());
        format!("{left:0<width$}").cmp(&format!("{right:0<width$}"))
    })
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::str::FromStr for Decimal {
    type Err = DecimalError;
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        Self::parse(text)
    }
}

impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&self.text)
    }
}

impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(d)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

impl<C> minicbor::Encode<C> for Decimal {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(&self.text)?.ok()
    }
}

impl<'b, C> minicbor::Decode<'b, C> for Decimal {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        let at = d.position();
        Self::parse(d.str()?).map_err(|e| minicbor::decode::Error::message(e).at(at))
    }
}

/// Units a dose or a dosing weight may be given in, by UCUM code (ucum.org, case-sensitive form).
///
/// A closed list on purpose: an unknown unit is asked about instead of guessed. Imported values keep any unit.
pub const DOSE_UNITS: &[&str] = &[
    "kg",
    "g",
    "mg",
    "ug",
    "ng",
    "L",
    "mL",
    "uL",
    "mmol",
    "umol",
    "meq",
    "[iU]",
    "k[iU]",
    "m[iU]",
    "[USP'U]",
    "%",
    "cm",
    "h",
    "{tablet}",
    "{capsule}",
    "{drop}",
    "{puff}",
    "{patch}",
    "{suppository}",
    "{spray}",
    "{ampule}",
    "{sachet}",
    "{application}",
    "{dose}",
    "mg/kg",
    "ug/kg",
    "mg/h",
    "mL/h",
    "ug/min",
    "[iU]/h",
    "mg/kg/d",
    "ug/kg/min",
    "L/min",
];

/// Whether `code` is a dose unit we know.
#[must_use]
pub fn is_dose_unit(code: &str) -> bool {
    DOSE_UNITS.contains(&code)
}

#[cfg(test)]
mod tests;
