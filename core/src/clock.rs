//! This machine's clock, which may be wrong.
use satchel_model::time::{Clock, Timestamp};
use std::time::{SystemTime, UNIX_EPOCH};

/// The clock of the operating system. Made once by `main`, passed down everywhere.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "what the ban on ambient clocks points to")]
        let now = SystemTime::now();
        // A clock before 1970 reads as 1970: server time bounds it from below anyway.
        let ms = now.duration_since(UNIX_EPOCH).map_or(0, |d| d.as_millis());
        Timestamp::from_millis(i64::try_from(ms).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_past_the_year_in_which_it_was_written() {
        assert!(SystemClock.now().millis() > 1_700_000_000_000);
    }
}
