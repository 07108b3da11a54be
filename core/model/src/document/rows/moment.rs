//! FHIR dates as moments, for order only.

/// Milliseconds of a FHIR date or dateTime; a partial date counts from its beginning, a time without offset as UTC.
/// None if it is neither.
#[must_use]
pub fn fhir_ms(text: &str) -> Option<i64> {
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        return Some(moment.as_millisecond());
    }
    let full = match text.len() {
        4 => format!("{text}-01-01T00:00:00Z"),
        7 => format!("{text}-01T00:00:00Z"),
        10 => format!("{text}T00:00:00Z"),
        _ => format!("{text}Z"),
    };
    full.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::fhir_ms;

    #[test]
    fn partial_dates_count_from_their_beginning() {
        assert_eq!(fhir_ms("1970"), Some(0));
        assert_eq!(fhir_ms("1970-02"), Some(31 * 86_400_000));
        assert_eq!(fhir_ms("1970-01-02"), Some(86_400_000));
        assert_eq!(fhir_ms("1970-01-01T01:00:00+01:00"), Some(0));
        assert_eq!(fhir_ms("1970-01-01T00:00:01"), Some(1_000));
        assert_eq!(fhir_ms("1970-01-01T00:00:00.25Z"), Some(250));
        assert_eq!(fhir_ms("yesterday"), None);
        assert_eq!(fhir_ms(""), None);
        assert_eq!(fhir_ms("1970-13"), None);
    }
}
