//! `cargo xtask package`: Debian packages of the server and the desktop app, and one installation of each aside.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::args::Args;
use crate::sh::{self, Run};
use crate::{out, setup};

/// One file of a package: from where in the clone, to where on the machine, with which rights.
type Piece = (&'static str, &'static str, &'static str);

/// A package.
struct Package {
    name: &'static str,
    /// The crate, its features and its program.
    built: (&'static str, &'static str, &'static str),
    pieces: &'static [Piece],
    scripts: &'static [&'static str],
}

const PACKAGES: &[Package] = &[
    Package {
        name: "satchel-server",
        built: ("satchel-server", "embed-ui", "satchel"),
        pieces: &[
            ("release/systemd/satchel.service", "usr/lib/systemd/system/satchel.service", "0644"),
            ("release/systemd/satchel.sysusers", "usr/lib/sysusers.d/satchel.conf", "0644"),
            ("README.md", "usr/share/doc/satchel/README.md", "0644"),
            ("LICENSE", "usr/share/doc/satchel-server/copyright", "0644"),
        ],
        scripts: &["postinst", "prerm"],
    },
    Package {
        name: "satchel-desktop",
        built: ("satchel-desktop", "custom-protocol", "satchel-desktop"),
        pieces: &[
            ("release/deb/satchel.desktop", "usr/share/applications/satchel.desktop", "0644"),
            (
                "desktop/icons/128x128.png",
                "usr/share/icons/hicolor/128x128/apps/satchel.png",
                "0644",
            ),
            ("LICENSE", "usr/share/doc/satchel-desktop/copyright", "0644"),
        ],
        scripts: &[],
    },
];

/// `package [--debug] [NAME]`: builds the packages into `target/packages` and installs each into a throwaway root.
pub(crate) fn run(args: &mut Args) -> Result<()> {
    let debug = args.flag("--debug");
    let only = args.value("--only")?;
    args.done()?;
    setup::ensure()?;
    screens()?;
    let chosen = PACKAGES.iter().filter(|p| only.as_deref().is_none_or(|name| name == p.name));
    let mut made = 0;
    for package in chosen {
        let file = build(package, debug)?;
        install(package, &file)?;
        made += 1;
    }
    if made == 0 {
        bail!("--only takes {}", PACKAGES.iter().map(|p| p.name).collect::<Vec<_>>().join(" or "));
    }
    out::say(&format!("package: {made} built, installed aside and started"));
    Ok(())
}

/// The screens that go into the programs.
fn screens() -> Result<()> {
    let dir = sh::root().join("ui");
    let npm = |words: &[&str]| Run::new("npm").dir(&dir).args(words).check();
    npm(&["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])?;
    npm(&["run", "build"])
}

fn build(package: &Package, debug: bool) -> Result<PathBuf> {
    out::step(package.name);
    let (krate, features, program) = package.built;
    let mut cargo = sh::cargo().args(["build", "--locked", "-p", krate, "--features", features]);
    if !debug {
        cargo = cargo.args(["--release"]);
    }
    cargo.check()?;
    let profile = if debug { "debug" } else { "release" };
    let program_file = sh::target().join(profile).join(program);
    let tree = fresh(&sh::target().join("packages").join(package.name))?;
    put(&program_file, &tree.join("usr/bin").join(program), "0755")?;
    for (from, to, mode) in package.pieces {
        put(&sh::root().join(from), &tree.join(to), mode)?;
    }
    let size = Run::new("du").args(["-sk", &text(&tree)]).output()?;
    let size = size.split_whitespace().next().unwrap_or("0");
    let arch = Run::new("dpkg").args(["--print-architecture"]).output()?;
    let control = sh::root().join(format!("release/deb/{}.control", package.name));
    let control = std::fs::read_to_string(&control)
        .with_context(|| format!("cannot read {}", control.display()))?
        .replace("@VERSION@", env!("CARGO_PKG_VERSION"))
        .replace("@ARCH@", arch.trim())
        .replace("@SIZE@", size);
    let scratch = sh::target().join("packages").join(format!("{}.control", package.name));
    write(&scratch, &control)?;
    put(&scratch, &tree.join("DEBIAN/control"), "0644")?;
    for script in package.scripts {
        let from = sh::root().join(format!("release/deb/{}.{script}", package.name));
        put(&from, &tree.join("DEBIAN").join(script), "0755")?;
    }
    let file = sh::target().join("packages").join(format!(
        "{}_{}_{}.deb",
        package.name,
        env!("CARGO_PKG_VERSION"),
        arch.trim()
    ));
    Run::new("dpkg-deb")
        .args(["--root-owner-group", "-Zxz", "--build", &text(&tree), &text(&file)])
        .check()?;
    Ok(file)
}

/// Installs a package under a root of its own, starts the program once, and removes the package again.
fn install(package: &Package, file: &Path) -> Result<()> {
    let root = fresh(&sh::target().join("packages").join("root"))?;
    for folder in ["etc", "var/lib/dpkg/info", "var/lib/dpkg/updates", "var/log"] {
        let folder = root.join(folder);
        std::fs::create_dir_all(&folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
    }
    write(&root.join("var/lib/dpkg/status"), "")?;
    // What it depends on lies outside of this root, and so do the programs its scripts call.
    let dpkg = |words: &[&str]| {
        Run::new("dpkg")
            .args([&format!("--root={}", text(&root)), "--force-depends"])
            .args(["--force-script-chrootless", "--force-not-root", "--force-bad-path"])
            .args(words)
            .env("DPKG_ROOT", &root)
            .check()
    };
    dpkg(&["--install", &text(file)])?;
    let program = root.join("usr/bin").join(package.built.2);
    let said = Run::new(&text(&program)).args(["--version"]).output()?;
    if !said.contains(env!("CARGO_PKG_VERSION")) {
        bail!("{} says {said}", program.display());
    }
    out::say(&format!("installed aside and started: {}", said.trim()));
    dpkg(&["--remove", package.name])?;
    if program.exists() {
        bail!("{} is still there after the package was removed", program.display());
    }
    Ok(())
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn fresh(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.to_path_buf())
}

fn put(from: &Path, to: &Path, mode: &str) -> Result<()> {
    Run::new("install").args(["-D", "-m", mode, &text(from), &text(to)]).output().map(drop)
}

#[expect(clippy::disallowed_methods, reason = "a scratch file of a build, not state")]
fn write(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::PACKAGES;
    use crate::sh;

    #[test]
    fn every_piece_of_a_package_lies_in_the_clone() {
        for package in PACKAGES {
            let control = format!("release/deb/{}.control", package.name);
            let text = std::fs::read_to_string(sh::root().join(&control)).unwrap();
            assert!(text.starts_with(&format!("Package: {}\n", package.name)), "{control}");
            assert!(["@VERSION@", "@ARCH@", "@SIZE@"].iter().all(|word| text.contains(word)));
            for (from, to, mode) in package.pieces {
                assert!(sh::root().join(from).is_file(), "{from} for {to}");
                assert!(!to.starts_with('/') && mode.len() == 4);
            }
            for script in package.scripts {
                let file = format!("release/deb/{}.{script}", package.name);
                let text = std::fs::read_to_string(sh::root().join(&file)).unwrap();
                assert!(text.starts_with("#!/bin/sh\nset -e\n"), "{file}");
            }
        }
    }
}
