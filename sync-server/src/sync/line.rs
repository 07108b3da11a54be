//! The line before first downloads. A clinic whose devices all come back at once (a server was replaced, a morning begins)
//! is served a few whole copies at a time; everybody else is told a place and when to ask again, and nobody is refused.
use crate::{state::App, sync::limit};
use satchel_model::{id::DeviceId, time::Timestamp};
use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// When to ask again, and how many are before one, oneself included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Seconds.
    pub retry_after_s: u32,
    /// From 1.
    pub place: u32,
}

/// A device that was told to come again.
struct Waiting {
    device: DeviceId,
    due: Timestamp,
}

#[derive(Default)]
struct Inner {
    running: usize,
    line: VecDeque<Waiting>,
    // What one download took lately, in milliseconds.
    usual_ms: i64,
}

/// The line of one process.
#[derive(Default)]
pub struct Line(Mutex<Inner>);

/// Milliseconds of a download before one was seen.
const USUAL_MS: i64 = 4_000;
/// Milliseconds after its time that a place is kept for a device that does not come.
const LATE_MS: i64 = 5_000;
/// Longest wait that is told, in seconds: whoever stays away longer has lost touch with the line.
const RETRY_MAX_S: i64 = 120;

impl Line {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets a device in if one of `most` places is free for it; one that has begun already goes before the line.
    fn ask(&self, device: DeviceId, begun: bool, most: usize, now: Timestamp) -> Result<(), Wait> {
        let mut inner = self.lock();
        let free = most.saturating_sub(inner.running);
        let known = inner.line.iter().position(|w| w.device == device);
        let end = known.unwrap_or(inner.line.len());
        let is_kept = |w: &&Waiting| now.since(w.due) <= LATE_MS;
        let before = if begun { 0 } else { inner.line.iter().take(end).filter(is_kept).count() };
        if before < free {
            inner.line.retain(|w| w.device != device);
            inner.running += 1;
            return Ok(());
        }
        let place = before - free + 1;
        let usual = if inner.usual_ms == 0 { USUAL_MS } else { inner.usual_ms };
        let turns = i64::try_from(place.div_ceil(most.max(1))).unwrap_or(i64::MAX);
        let wait_s = usual.saturating_mul(turns).div_euclid(1_000).clamp(1, RETRY_MAX_S);
        let due = now.plus_millis(wait_s * 1_000);
        if let Some(waiting) = inner.line.iter_mut().find(|w| w.device == device) {
            waiting.due = due;
        } else {
            inner.line.retain(|w| now.since(w.due) <= RETRY_MAX_S * 1_000);
            if inner.line.len() < limit::LINE_MAX {
                inner.line.push_back(Waiting { device, due });
            }
        }
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Err(Wait { retry_after_s: u32::try_from(wait_s).unwrap_or(1), place: number(place) })
    }

    fn leave(&self, took_ms: i64) {
        let mut inner = self.lock();
        inner.running = inner.running.saturating_sub(1);
        let before = if inner.usual_ms == 0 { took_ms } else { inner.usual_ms };
        inner.usual_ms = (before * 7 + took_ms.clamp(0, RETRY_MAX_S * 1_000)) / 8;
    }

    /// How many download, and how many wait.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let inner = self.lock();
        (inner.running, inner.line.len())
    }
}

/// A place at the counter, for as long as it lives.
pub struct Place {
    app: App,
    since: Timestamp,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.app.sync.line.leave(self.app.now().since(self.since));
    }
}

/// Lets a device's first download begin or go on.
/// # Errors
/// [`Wait`]: its place in line, for the WELCOME.
pub fn enter(app: &App, device: DeviceId, begun: bool) -> Result<Place, Wait> {
    let since = app.now();
    app.sync.line.ask(device, begun, app.limits.first_downloads, since)?;
    Ok(Place { app: App::clone(app), since })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(n: u8) -> DeviceId {
        DeviceId::from_bytes([n; 16])
    }

    fn at(s: i64) -> Timestamp {
        Timestamp::from_millis(s * 1_000)
    }

    fn place(line: &Line, n: u8, s: i64) -> u32 {
        line.ask(device(n), false, 2, at(s)).map_or_else(|wait| wait.place, |()| 0)
    }

    #[test]
    fn two_are_served_and_the_others_are_told_their_place() {
        let line = Line::default();
        let places: Vec<u32> = (1..=5).map(|n| place(&line, n, 0)).collect();
        assert_eq!(places, [0, 0, 1, 2, 3]);
        assert_eq!(line.size(), (2, 3));
        // Asking again changes nothing.
        assert_eq!((place(&line, 5, 1), place(&line, 3, 1)), (3, 1));
    }

    #[test]
    fn a_free_place_goes_to_the_first_in_line_and_not_to_who_asks_first() {
        let line = Line::default();
        for n in 1..=5 {
            place(&line, n, 0);
        }
        line.leave(4_000);
        assert_eq!(place(&line, 4, 2), 1, "3 was there before");
        assert_eq!(place(&line, 3, 2), 0);
        assert_eq!(line.size(), (2, 2));
    }

    #[test]
    fn a_place_is_not_kept_for_a_device_that_stays_away() {
        let line = Line::default();
        for n in 1..=4 {
            place(&line, n, 0);
        }
        line.leave(4_000);
        // 3 was to come after 4 s and has not come for 10.
        assert_eq!(place(&line, 4, 10), 0);
    }

    #[test]
    fn a_download_that_was_cut_goes_on_before_the_line() {
        let line = Line::default();
        for n in 1..=4 {
            place(&line, n, 0);
        }
        let cut = |s| line.ask(device(1), true, 2, at(s));
        assert_eq!(cut(1).map_err(|w| w.place), Err(1));
        line.leave(4_000);
        assert_eq!(cut(2), Ok(()));
    }

    #[test]
    fn the_wait_grows_with_the_place_and_what_a_download_takes() {
        let line = Line::default();
        assert_eq!(wait_s(&line, 1), 0);
        assert_eq!((wait_s(&line, 2), wait_s(&line, 3), wait_s(&line, 4)), (4, 8, 12));
        line.leave(80_000);
        assert_eq!(wait_s(&line, 2), 0);
        assert_eq!((wait_s(&line, 3), wait_s(&line, 4)), (80, 120));
    }

    fn wait_s(line: &Line, n: u8) -> u32 {
        line.ask(device(n), false, 1, at(0)).map_or_else(|wait| wait.retry_after_s, |()| 0)
    }
}
