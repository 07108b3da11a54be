//! kill -9 for real: a server process and a device process, one of them killed at a random moment, again and again.
//! What either had acknowledged must be there in the end, and every file must be sound after each kill.

pub(crate) mod child;
mod house;

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    path::{Path, PathBuf},
    sync::mpsc,
    time::Duration,
};

use anyhow::{Context as _, Result, bail, ensure};
use satchel_core::store::Store;
use satchel_stand::{Postgres, Process};

use crate::{chance::Chance, device::KEY, say};
use house::House;

/// Longest wait before a kill, in milliseconds: a few commits or one exchange with the server.
const WAIT_MS: u64 = 60;
/// Every so many points everything is compared.
const COMPARED_EVERY: u64 = 100;

/// What is asked for.
pub(crate) struct Asked {
    pub(crate) points: u64,
    pub(crate) seed: u64,
    /// The program `satchel`.
    pub(crate) satchel: PathBuf,
}

/// How one engine fared.
struct Fared {
    saved: usize,
    lost: usize,
    damaged: usize,
}

/// Half of the points on each engine. Answers whether nothing was lost or damaged.
pub(crate) fn run(asked: &Asked) -> Result<bool> {
    let mut good = true;
    for (engine, points) in [("sqlite", asked.points.div_ceil(2)), ("postgres", asked.points / 2)] {
        let folder = tempfile::Builder::new().prefix("satchel-crash-").tempdir()?;
        open_to_postgres(folder.path())?;
        let postgres = (engine == "postgres" && points > 0)
            .then(|| Postgres::start(&folder.path().join("postgres")))
            .transpose()?;
        let url = postgres.as_ref().map(|p| p.url("satchel"));
        let mut house = House::start(&asked.satchel, folder.path(), url)?;
        let fared = points_of(&mut house, points, asked.seed)?;
        say(&format!(
            "crash: {engine}: {points} kills, {} edits acknowledged, {} lost, {} files damaged",
            fared.saved, fared.lost, fared.damaged
        ));
        good &= fared.lost == 0 && fared.damaged == 0;
    }
    Ok(good)
}

fn open_to_postgres(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o711))?)
}

fn points_of(house: &mut House, points: u64, seed: u64) -> Result<Fared> {
    let chance = Chance::new(seed);
    let mut fared = Fared { saved: 0, lost: 0, damaged: 0 };
    let mut saved: BTreeSet<String> = BTreeSet::new();
    let mut device = Worker::start(house, chance.seed())?;
    for point in 1..=points {
        // A few acknowledged edits first, so that each kill has something to lose.
        for _ in 0..=chance.below(5) {
            saved.extend(device.next()?);
        }
        pause(chance.below(WAIT_MS));
        if chance.percent(50) {
            saved.extend(device.kill());
            let store = Store::open(&house.vault(0), KEY).context("the killed device's store")?;
            fared.damaged += usize::from(!store.is_sound()?);
            drop(store);
            device = Worker::start(house, chance.seed())?;
        } else {
            fared.damaged += usize::from(!house.kill_server()?);
            house.start_server()?;
        }
        if point % COMPARED_EVERY == 0 || point == points {
            saved.extend(device.kill());
            fared.lost = lost(house, &saved)?;
            fared.saved = saved.len();
            if fared.lost > 0 {
                return Ok(fared);
            }
            device = Worker::start(house, chance.seed())?;
        }
    }
    drop(device.kill());
    Ok(fared)
}

/// How many acknowledged edits another device does not see once everything was sent.
fn lost(house: &House, saved: &BTreeSet<String>) -> Result<usize> {
    let sent = finish(house, 0)?;
    ensure!(sent.contains("refused 0"), "edits were refused: {sent}");
    let seen = finish(house, 1)?;
    let seen: BTreeSet<&str> = seen.lines().filter_map(|l| l.strip_prefix("seen ")).collect();
    Ok(saved.iter().filter(|item| !seen.contains(item.as_str())).count())
}

/// Lets a device send and fetch everything; what it printed.
fn finish(house: &House, n: usize) -> Result<String> {
    let mut words = house.child(n, 0)?;
    words.push("--finish".to_owned());
    let args: Vec<&OsStr> = words.iter().map(OsStr::new).collect();
    let (code, printed) = satchel_stand::run(&program()?, &args, &house.log())?;
    if code != 0 {
        bail!("device {n} did not finish: {printed}, see {}", house.log().display());
    }
    Ok(printed)
}

/// This very program: a device process is one of its verbs.
fn program() -> Result<PathBuf> {
    Ok(std::env::current_exe()?)
}

/// Waits without looking at the clock: nobody ever sends.
fn pause(ms: u64) {
    let (_keep, never) = mpsc::channel::<()>();
    never.recv_timeout(Duration::from_millis(ms)).ok();
}

/// The device that writes and sends until it is killed.
struct Worker(Process);

impl Worker {
    fn start(house: &House, seed: u64) -> Result<Self> {
        let words = house.child(0, seed)?;
        let args: Vec<&OsStr> = words.iter().map(OsStr::new).collect();
        Ok(Self(Process::start("device", &program()?, &args, &house.log())?))
    }

    /// The next thing it says; an edit, if it acknowledges one.
    fn next(&mut self) -> Result<Option<String>> {
        Ok(item(&self.0.text()?))
    }

    /// Kills it; edits that it had acknowledged and nobody had read yet.
    fn kill(mut self) -> Vec<String> {
        self.0.kill();
        let mut out = Vec::new();
        while let Ok(line) = self.0.text() {
            // A line that was cut is none.
            out.extend(line.ends_with('\n').then(|| item(&line)).flatten());
        }
        out
    }
}

fn item(line: &str) -> Option<String> {
    line.trim().strip_prefix("saved ").map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::item;

    #[test]
    fn only_whole_acknowledgements_count() {
        assert_eq!(item("saved 0190-1\n").as_deref(), Some("0190-1"));
        assert_eq!(item("sent 3\n"), None);
    }
}
