//! `cargo xtask demo`: from a clone to a clinic that a newcomer can touch. Builds what is missing, starts the server
//! with made-up people, and opens the desktop's window; without a display the same screens stand on loopback.

mod build;
mod house;
mod leftover;

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result};
use satchel_stand::Door;

use crate::args::Args;
use crate::sh::{self, Run};
use crate::{node, out, setup, story};
pub(crate) use build::found;
pub(crate) use house::{House, MACHINES, Machine};

/// `demo [--browser] [--clean] [--built]`, or `demo --story ..`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    if args.flag("--story") {
        return story::run(args);
    }
    let (browser, clean) = (args.flag("--browser"), args.flag("--clean"));
    let built = args.flag("--built");
    args.done()?;
    let folder = sh::root().join("target").join("demo");
    if clean {
        return sweep(&folder);
    }
    leftover::end(&folder)?;
    let window = !browser && has_display();
    if !browser && !window {
        out::say("no display here: the screens open in a browser instead");
    }
    let mut watch = Watch::default();
    watch.stage("packages", || setup::ensure_for_demo(window))?;
    let screens = watch.stage("screens", node::screens)?;
    let made = watch
        .stage("programs", || if built { build::found(window) } else { build::programs(window) })?;
    let house = watch.stage("clinic", || House::open(&made.programs, &folder, None))?;
    let house = house.with_screens(Some(screens));
    let address = house.server.address()?;
    let doors = watch.stage("devices", || doors(&house, address, made.desktop.is_some()))?;
    leftover::note(&folder, &pids(&house, &doors))?;
    tell(&house, &doors, made.desktop.is_some())?;
    watch.close();
    match &made.desktop {
        Some(desktop) => show(&house, desktop),
        None => wait(),
    }
}

/// Ends what an earlier demo left running, and forgets its clinic.
fn sweep(folder: &Path) -> Result<()> {
    leftover::end(folder)?;
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    out::say("demo: nothing is left");
    Ok(())
}

fn has_display() -> bool {
    sh::env("DISPLAY").is_some() || sh::env("WAYLAND_DISPLAY").is_some()
}

/// Every machine ready to use. The window's own vault is made by a device that then goes.
fn doors(house: &House, address: SocketAddr, window: bool) -> Result<Vec<(Machine, Door)>> {
    let mut doors = Vec::new();
    for machine in MACHINES {
        let door = house
            .ready(machine, address)
            .with_context(|| format!("{} is not ready", machine.name))?;
        if window && machine.name == "laptop-a" {
            door.call("lock", &serde_json::Value::Null)?;
        } else {
            doors.push((machine, door));
        }
    }
    Ok(doors)
}

fn pids(house: &House, doors: &[(Machine, Door)]) -> Vec<u32> {
    house.server.id().into_iter().chain(doors.iter().map(|(_, door)| door.id())).collect()
}

/// Who can be met where, and what to try.
fn tell(house: &House, doors: &[(Machine, Door)], window: bool) -> Result<()> {
    out::step("the demo clinic is open");
    if window {
        out::say("  laptop-a  weber    in the window that opens now");
    }
    for (machine, door) in doors {
        let url = door.url(&format!("{}.html", machine.window));
        out::say(&format!("  {:<9} {:<8} {url}", machine.name, machine.login));
    }
    out::say(&format!("  password of everybody: {}", house.password()?));
    out::say("\nTry first:");
    out::say(
        "  1. On both laptops: open the sync state at the top, choose to work offline, find one patient,",
    );
    out::say(
        "     and change the dose of the same medicine, to 850 on one and to 1000 on the other.",
    );
    out::say(
        "  2. Go online again on both: nothing is lost, both doses stand as \"Not agreed\", printing waits.",
    );
    out::say(
        "  3. Open Decisions on one laptop, choose a dose and say why: the other laptop shows it by itself.",
    );
    out::say(
        "\nCtrl+C ends everything; `cargo xtask demo` goes on with the same clinic; `--clean` forgets it.",
    );
    Ok(())
}

/// Opens the window and waits until it is closed.
fn show(house: &House, desktop: &Path) -> Result<()> {
    let place = house.place("laptop-a");
    let text = |path: &Path| path.to_string_lossy().into_owned();
    let mut keys = place.clone().into_os_string();
    keys.push(".keys");
    let password = house.folder().join("password");
    secret(&password, house.password()?)?;
    Run::new(&text(desktop))
        .args(["--dir", &text(&place), "--keys", &text(Path::new(&keys))])
        .args(["--unlock", &text(&password)])
        .check()?;
    out::say("demo: the window was closed, everything has ended");
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the password of made-up people, for the window's start"
)]
fn secret(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// Waits until somebody ends it.
fn wait() -> ! {
    loop {
        std::thread::park();
        // A wake-up that nobody asked for: the demo goes on.
    }
}

/// How long each stage took.
#[derive(Default)]
struct Watch {
    stages: Vec<(&'static str, f64)>,
}

impl Watch {
    fn stage<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        out::step(name);
        let from = clock();
        let done = work().with_context(|| format!("at the stage {name}"))?;
        let took = from.elapsed().as_secs_f64();
        out::say(&format!("{name}: {took:.1} s"));
        self.stages.push((name, took));
        Ok(done)
    }

    fn close(&self) {
        let parts: Vec<String> =
            self.stages.iter().map(|(name, took)| format!("{name} {took:.1} s")).collect();
        let all: f64 = self.stages.iter().map(|(_, took)| took).sum();
        out::say(&format!("\nready after {all:.1} s: {}", parts.join(", ")));
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tells a person how long a stage took; nothing depends on it"
)]
fn clock() -> std::time::Instant {
    std::time::Instant::now()
}

#[cfg(test)]
mod tests {
    use super::Watch;

    #[test]
    fn a_stage_that_fails_is_named_and_not_counted() {
        let mut watch = Watch::default();
        assert_eq!(watch.stage("one", || Ok(1)).unwrap(), 1);
        let failed = watch.stage::<()>("two", || anyhow::bail!("gone")).unwrap_err();
        assert_eq!(format!("{failed:#}"), "at the stage two: gone");
        assert_eq!(watch.stages.len(), 1);
    }
}
