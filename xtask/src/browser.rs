//! The screens in a browser and in the real window: what `test --only e2e` runs, and `bench ui-paint`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use satchel_stand::Process;

use crate::demo::{House, MACHINES};
use crate::sh::{self, Run};
use crate::story::Programs;
use crate::{node, out};

/// Patients of the window's clinic.
const PATIENTS: usize = 12;

/// Playwright over loopback, in Debian's Chromium: one of the projects of `ui/tests/playwright.config.ts`.
pub(crate) fn playwright(project: &str) -> Result<()> {
    node::screens()?;
    let words = ["test", "-c", "tests/playwright.config.ts", &format!("--project={project}")];
    node::node("node_modules/@playwright/test/cli.js", &words)
        .env("CARGO_TARGET_DIR", sh::target())
        .check()
}

/// The real window on a screen of its own, driven through its driver.
pub(crate) fn window(programs: &Programs) -> Result<()> {
    node::screens()?;
    let folder = std::env::temp_dir().join(format!("satchel-window-{}", std::process::id()));
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let house = House::open(programs, &folder, Some(PATIENTS))?;
    let machine = *MACHINES.first().context("a demo without machines")?;
    let door = house.ready(machine, house.server.address()?)?;
    door.call("lock", &serde_json::Value::Null)?;
    drop(door);
    let screen = Screen::open(&folder)?;
    let place = house.place(machine.name);
    let mut keys = place.clone().into_os_string();
    keys.push(".keys");
    let runtime = folder.join("runtime");
    std::fs::create_dir_all(&runtime)?;
    Run::new("chmod").args(["700", &runtime.to_string_lossy()]).output()?;
    // As a part of the workspace, so that it is the very build that the other tests made.
    Run::new("dbus-run-session")
        .args(["--", &cargo()])
        .args(["test", "--locked", "--workspace", "--test", "window", "--", "--ignored"])
        .env("DISPLAY", &screen.name)
        .env("XDG_RUNTIME_DIR", &runtime)
        .env("SATCHEL_DRIVER", sh::tools_bin().join("tauri-driver"))
        .env("SATCHEL_DIR", &place)
        .env("SATCHEL_KEYS", &keys)
        .env("SATCHEL_PASSWORD", house.password()?)
        .env("SATCHEL_PATIENTS", PATIENTS.to_string())
        .check()?;
    drop(screen);
    keep_picture(&folder)?;
    drop(house);
    std::fs::remove_dir_all(&folder).context("cannot clear the window's folder")
}

fn cargo() -> String {
    sh::env("CARGO").unwrap_or_else(|| "cargo".to_owned())
}

/// The window as it looked, for people to see.
fn keep_picture(folder: &Path) -> Result<()> {
    let into = sh::root().join("target").join("shots");
    std::fs::create_dir_all(&into)?;
    std::fs::copy(folder.join("window.png"), into.join("window.png"))
        .context("the window left no picture")?;
    out::say(&format!("picture: {}", into.join("window.png").display()));
    Ok(())
}

/// A screen without a monitor, ended by its own pid.
struct Screen {
    name: String,
    _process: Process,
}

impl Screen {
    /// Xvfb picks a free number itself and writes it to its stdout.
    fn open(folder: &Path) -> Result<Self> {
        let words = ["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"];
        let words: Vec<&std::ffi::OsStr> = words.iter().map(std::ffi::OsStr::new).collect();
        let program = PathBuf::from("/usr/bin/Xvfb");
        let mut process = Process::start("Xvfb", &program, &words, &folder.join("xvfb.log"))?;
        let number = process.text()?;
        Ok(Self { name: format!(":{}", number.trim()), _process: process })
    }
}

#[cfg(test)]
mod tests {
    use super::Screen;

    #[test]
    fn a_screen_has_a_number_of_its_own() {
        if !std::path::Path::new("/usr/bin/Xvfb").exists() {
            return;
        }
        let folder = std::env::temp_dir().join(format!("satchel-screen-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let (one, two) = (Screen::open(&folder).unwrap(), Screen::open(&folder).unwrap());
        assert!(one.name.starts_with(':'));
        assert_ne!(one.name, two.name);
        drop((one, two));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
