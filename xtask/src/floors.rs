//! `cargo xtask floors`: who may import whom, who owns which foreign crate, and the rules of SQL that clippy cannot see.

use anyhow::{Result, bail};

use crate::metadata::{self, Package};
use crate::out;
use crate::source::{self, File, Scan};

/// Which half of the product a crate belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tower {
    Shared,
    Device,
    Server,
}

/// Crate, floor, tower. Imports go downward only; crates of one floor never see each other.
const FLOORS: &[(&str, u8, Tower)] = &[
    ("satchel-model", 0, Tower::Shared),
    ("satchel-i18n", 0, Tower::Shared),
    ("satchel-vault", 1, Tower::Shared),
    ("satchel-protocol", 1, Tower::Shared),
    ("satchel-core", 2, Tower::Device),
    ("satchel-server-store", 2, Tower::Server),
    ("satchel-bridge", 3, Tower::Device),
    ("satchel-server", 3, Tower::Server),
    ("satchel-desktop", 4, Tower::Device),
    ("satchel-mobile", 4, Tower::Device),
];

/// Crates that measure or drive the product and may look anywhere.
const OUTSIDE: &[&str] =
    &["xtask", "satchel-benches", "satchel-gen", "satchel-sim", "satchel-stand"];

/// Foreign crate as it is written in code, and the only places that may name it.
const OWNERS: &[(&str, &[&str])] = &[
    ("automerge", &["core/model/src/crdt/", "core/model/src/crdt.rs"]),
    ("ring", &["core/vault/"]),
    ("argon2", &["core/vault/"]),
    ("sha2", &["core/model/src/hash.rs"]),
    ("rusqlite", &["core/src/store/", "core/src/store.rs"]),
    ("sqlx", &["sync-server/store/"]),
    ("tauri", &["ui/bridge/src/ipc", "desktop/", "mobile/"]),
    ("keyring", &["desktop/"]),
    ("axum", &["sync-server/src/", "ui/bridge/src/loopback"]),
    ("reqwest", &["core/src/sync/transport", "sync-server/src/port"]),
    ("tokio_tungstenite", &["core/src/sync/transport", "sync-server/src/port"]),
];

/// Folders outside the product.
const FREE: &[&str] = &["xtask/", "benches/"];

/// At most this share of statements may differ between the two engines, in percent.
const PICK_PERCENT: usize = 10;

/// `floors`.
pub(crate) fn run() -> Result<()> {
    let packages = metadata::packages()?;
    let files = source::files(&[".rs"])?;
    let mut breaches = directions(&packages);
    breaches.extend(files.iter().flat_map(owners));
    breaches.extend(files.iter().flat_map(unsafe_sql));
    let share = pick_share(&files);
    if share.picks * 100 > share.statements * PICK_PERCENT {
        breaches.push(format!(
            "{} of {} statements differ between engines, {PICK_PERCENT} % allowed",
            share.picks, share.statements
        ));
    }
    let (functions, untested) = conformance(&files);
    breaches.extend(untested);
    for breach in &breaches {
        out::say(&format!("  {breach}"));
    }
    out::say(&format!(
        "floors: {} crates, {} foreign owners, {functions} store functions, {} of {} statements per engine, {} breaches",
        packages.len(),
        OWNERS.len(),
        share.picks,
        share.statements,
        breaches.len()
    ));
    if breaches.is_empty() {
        Ok(())
    } else {
        bail!("{} imports or statements break the architecture", breaches.len())
    }
}

fn place(name: &str) -> Option<(u8, Tower)> {
    FLOORS.iter().find(|(known, _, _)| *known == name).map(|(_, floor, tower)| (*floor, *tower))
}

fn directions(packages: &[Package]) -> Vec<String> {
    let mut breaches = Vec::new();
    for package in packages.iter().filter(|package| !OUTSIDE.contains(&package.name.as_str())) {
        let Some((floor, tower)) = place(&package.name) else {
            breaches.push(format!(
                "{} ({}) stands on no floor: name it in xtask/src/floors.rs",
                package.name,
                package.dir.display()
            ));
            continue;
        };
        breaches.extend(
            package.links.iter().filter_map(|link| direction(&package.name, (floor, tower), link)),
        );
    }
    breaches
}

/// What is wrong with one import, if anything; a foreign crate stands on no floor and is judged by [`owners`].
fn direction(name: &str, (floor, tower): (u8, Tower), link: &str) -> Option<String> {
    if OUTSIDE.contains(&link) {
        return Some(format!("{name} imports the tool {link}"));
    }
    let (below, other) = place(link)?;
    if below >= floor {
        return Some(format!(
            "{name} (F{floor}) imports {link} (F{below}): imports go downward only"
        ));
    }
    (other != Tower::Shared && other != tower)
        .then(|| format!("{name} imports {link} of the other tower"))
}

fn owners(file: &File) -> Vec<String> {
    if file.is_test() || FREE.iter().any(|free| file.path.starts_with(free)) {
        return Vec::new();
    }
    let code = Scan::of(&file.text).product();
    OWNERS
        .iter()
        .filter(|(name, places)| {
            !places.iter().any(|place| file.path.starts_with(place)) && !is_borrowed(&code, name)
        })
        .filter_map(|(name, places)| {
            Some(format!(
                "{}:{} names {name}, which belongs to {}",
                file.path,
                names(&code, name)?,
                places.join(", ")
            ))
        })
        .collect()
}

/// Whether `name` is brought in from inside another crate, as `use rustls::crypto::ring` does.
fn is_borrowed(code: &str, name: &str) -> bool {
    let imports = code.split("use ").skip(1).filter_map(|rest| rest.split(';').next());
    imports
        .map(str::as_bytes)
        .any(|import| source::find_word(import, name.as_bytes(), 0).is_some_and(|at| at > 0))
}

/// The first line, from 1, on which `code` names the crate `name` at the head of a path.
fn names(code: &str, name: &str) -> Option<usize> {
    let bytes = code.as_bytes();
    let mut at = 0;
    while let Some(found) = source::find_word(bytes, name.as_bytes(), at) {
        at = found + name.len();
        let before = code.get(..found).unwrap_or_default().trim_end();
        let after = code.get(at..).unwrap_or_default().trim_start();
        let parent = before.strip_suffix("::").unwrap_or(" ");
        let head = !parent
            .ends_with(|last: char| last.is_alphanumeric() || last == '_' || last == '>')
            && !before.ends_with('.');
        let imported = before.ends_with("use") || before.ends_with("extern crate");
        if head
            && (after.starts_with("::")
                || imported && (after.starts_with(';') || after.starts_with("as ")))
        {
            return Some(source::count_lines(&bytes[..found]));
        }
    }
    None
}

/// Clippy's ban misses a constructor that is written with its whole path.
fn unsafe_sql(file: &File) -> Vec<String> {
    if file.path.starts_with("xtask/") {
        return Vec::new();
    }
    let code = Scan::of(&file.text).product();
    let lines = code.lines().enumerate().filter(|(_, line)| line.contains("AssertSqlSafe"));
    lines
        .map(|(at, _)| format!("{}:{} builds SQL from strings (AssertSqlSafe)", file.path, at + 1))
        .collect()
}

struct Share {
    picks: usize,
    statements: usize,
}

fn pick_share(files: &[File]) -> Share {
    let mut share = Share { picks: 0, statements: 0 };
    for file in files
        .iter()
        .filter(|file| file.path.starts_with("sync-server/store/src/") && !file.is_test())
    {
        let code = Scan::of(&file.text).product();
        share.picks += code.matches(".pick(").count();
        share.statements += ["query(", "query_as(", "query_scalar(", "QueryBuilder::new("]
            .iter()
            .map(|call| calls(&code, call))
            .sum::<usize>();
    }
    share
}

/// How often `call` stands in `code` as the end of a whole word.
fn calls(code: &str, call: &str) -> usize {
    code.match_indices(call)
        .filter(|(at, _)| {
            !code
                .get(..*at)
                .unwrap_or_default()
                .ends_with(|last: char| last.is_alphanumeric() || last == '_')
        })
        .count()
}

/// Store functions that take a transaction, and those that no conformance test names.
fn conformance(files: &[File]) -> (usize, Vec<String>) {
    let tests: Vec<&File> =
        files.iter().filter(|file| file.path.starts_with("sync-server/store/tests/")).collect();
    let mut count = 0;
    let mut untested = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.path.starts_with("sync-server/store/src/") && !file.is_test())
    {
        let code = Scan::of(&file.text).product();
        for (name, line) in store_functions(&code) {
            count += 1;
            if !tests.iter().any(|test| calls(&test.text, &format!("{name}(")) > 0) {
                untested.push(format!("{}:{line} {name} has no conformance test", file.path));
            }
        }
    }
    (count, untested)
}

/// Public async functions whose parameters hold a `Tx`, with their line from 1.
fn store_functions(code: &str) -> Vec<(String, usize)> {
    code.match_indices("pub async fn ")
        .filter_map(|(at, mark)| {
            let rest = code.get(at + mark.len()..)?;
            let name: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let head = rest.split('{').next()?;
            let line = code.get(..at)?.matches('\n').count() + 1;
            (head.contains(": &mut Tx") || head.contains(": Read")).then_some((name, line))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{File, Package, conformance, directions, names, owners, pick_share, unsafe_sql};

    fn package(name: &str, links: &[&str]) -> Package {
        Package {
            name: name.to_owned(),
            dir: "/x".into(),
            links: links.iter().map(ToString::to_string).collect(),
        }
    }

    fn file(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned(), for_tests: false }
    }

    #[test]
    fn imports_downward_are_fine() {
        assert!(
            directions(&[package("satchel-core", &["satchel-model", "satchel-vault", "serde"])])
                .is_empty()
        );
    }

    #[test]
    fn imports_upward_sideways_and_across_are_refused() {
        assert_eq!(directions(&[package("satchel-model", &["satchel-vault"])]).len(), 1);
        assert_eq!(directions(&[package("satchel-vault", &["satchel-protocol"])]).len(), 1);
        assert_eq!(
            directions(&[package("satchel-server", &["satchel-core"])]),
            ["satchel-server imports satchel-core of the other tower"]
        );
        assert_eq!(directions(&[package("satchel-core", &["satchel-gen"])]).len(), 1);
    }

    #[test]
    fn a_crate_without_a_floor_is_refused() {
        assert_eq!(directions(&[package("satchel-extra", &[])]).len(), 1);
    }

    #[test]
    fn a_foreign_crate_is_named_by_its_owner_alone() {
        let text = "use automerge::Automerge;\n";
        assert!(owners(&file("core/model/src/crdt/doc.rs", text)).is_empty());
        assert_eq!(owners(&file("core/src/app.rs", text)).len(), 1);
        assert!(owners(&file("core/tests/it/main.rs", text)).is_empty());
    }

    #[test]
    fn only_the_head_of_a_path_names_a_crate() {
        assert_eq!(names("use rustls::crypto::ring;\nrustls::crypto::ring::x()", "ring"), None);
        assert_eq!(names("let spring = ring_buffer::new();", "ring"), None);
        assert_eq!(names("\nuse ring;", "ring"), Some(2));
        assert_eq!(names("fn a() { ::ring::digest() }", "ring"), Some(1));
        assert_eq!(names("fn a() { ring::digest() }", "ring"), Some(1));
    }

    #[test]
    fn a_module_of_another_crate_that_has_the_same_name_is_not_the_crate() {
        let text =
            "use rustls::crypto::{CryptoProvider, ring};\nfn a() { ring::default_provider() }";
        assert!(owners(&file("core/src/sync/transport/pin.rs", text)).is_empty());
        assert_eq!(
            owners(&file("core/src/app.rs", "use ring::digest;\nfn a() { ring::x() }")).len(),
            1
        );
    }

    #[test]
    fn sql_from_strings_is_refused_however_it_is_written() {
        assert_eq!(
            unsafe_sql(&file("sync-server/store/src/a.rs", "sqlx::query(sqlx::AssertSqlSafe(s))"))
                .len(),
            1
        );
        assert!(
            unsafe_sql(&file("sync-server/store/src/a.rs", "// AssertSqlSafe is banned"))
                .is_empty()
        );
    }

    #[test]
    fn picks_are_counted_against_statements() {
        let share = pick_share(&[file(
            "sync-server/store/src/a.rs",
            "sqlx::query(A); sqlx::query_as(B); tx.pick(a, b); my_query(c)",
        )]);
        assert_eq!((share.picks, share.statements), (1, 2));
    }

    #[test]
    fn a_store_function_without_a_conformance_test_is_refused() {
        let store = file(
            "sync-server/store/src/a.rs",
            "pub async fn find_device(tx: &mut Tx, id: DeviceId) -> X {}\npub async fn plain(a: u8) {}",
        );
        let test =
            file("sync-server/store/tests/conformance/a.rs", "find_device(&mut tx, id).await");
        assert_eq!(conformance(&[store, test]).1.len(), 0);
        let store = file(
            "sync-server/store/src/a.rs",
            "pub async fn find_device(tx: &mut Tx, id: DeviceId) -> X {}",
        );
        assert_eq!(conformance(&[store]).1.len(), 1);
    }
}
