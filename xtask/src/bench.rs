//! `cargo xtask bench ID [--peers] [--quick]`: one measurement, from release builds.

use anyhow::{Context, Result};

use crate::args::Args;
use crate::{node, sh};

/// `bench ID`.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let id = args.verb().context("which bench? sync-cold, sync-slow-link, sync-noop, sync-return, sync-herd, push, live, footprint, admission, epoch, ui-local, ui-paint, import-many")?;
    let (peers, quick) = (args.flag("--peers"), args.flag("--quick"));
    args.done()?;
    // The server by itself, as it is shipped: a build of both would link the device's SQLCipher into it.
    sh::cargo().args(["build", "--release", "--locked", "-p", "satchel-server"]).check()?;
    sh::cargo().args(["build", "--release", "--locked", "-p", "satchel-benches"]).check()?;
    let painted = id == "ui-paint";
    if painted {
        node::screens()?;
        let words = ["build", "--release", "--locked", "-p", "satchel-bridge"];
        sh::cargo().args(words).args(["--features", "satchel-bridge/bridge"]).check()?;
    }
    let release = sh::target().join("release");
    let folder = sh::root().join("target").join("bench");
    let mut words = vec![id];
    words.extend(["--satchel".to_owned(), release.join("satchel").to_string_lossy().into_owned()]);
    words.extend(["--folder".to_owned(), folder.to_string_lossy().into_owned()]);
    words.extend(
        [("--peers", peers), ("--quick", quick)]
            .iter()
            .filter(|(_, on)| *on)
            .map(|(word, _)| (*word).to_owned()),
    );
    if painted {
        let given = [
            ("--device", release.join("satchel-device")),
            ("--screens", node::dir()),
            ("--node", node::program()),
        ];
        for (word, path) in given {
            words.extend([word.to_owned(), path.to_string_lossy().into_owned()]);
        }
    }
    sh::Run::new(&release.join("satchel-bench").to_string_lossy()).args(words).check()
}
