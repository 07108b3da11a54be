//! Links of the documentation: each leads to a file, and to a heading where it names one.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::source::{self, File};
use crate::{out, sh};

/// Checks every relative link of every Markdown file, and that each foreign crate has its line of reason.
pub(crate) fn check() -> Result<()> {
    let files = source::files(&[".md"])?;
    let mut broken: Vec<String> = files.iter().flat_map(|file| broken(file, &sh::root())).collect();
    let manifest =
        std::fs::read_to_string(sh::root().join("Cargo.toml")).context("no Cargo.toml")?;
    let reasons =
        std::fs::read_to_string(sh::root().join(REASONS)).context("no list of dependencies")?;
    broken.extend(unexplained(&manifest, &reasons));
    for line in &broken {
        out::say(&format!("  {line}"));
    }
    let links: usize = files.iter().map(|file| links(&file.text).len()).sum();
    out::say(&format!("docs: {} files, {links} links, {} broken", files.len(), broken.len()));
    if broken.is_empty() {
        Ok(())
    } else {
        bail!(
            "{} links of the documentation lead nowhere, or crates stand without a reason",
            broken.len()
        )
    }
}

/// Where each foreign crate has its line of reason.
const REASONS: &str = "docs/dependencies.md";

/// Foreign crates of the workspace that the table of reasons does not name.
fn unexplained(manifest: &str, reasons: &str) -> Vec<String> {
    let known: Vec<&str> = reasons
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split('|').next())
        .flat_map(|cell| cell.split(','))
        .map(str::trim)
        .collect();
    let section = manifest.split("[workspace.dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let named = section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('='))
        .map(|(name, _)| name.trim());
    named
        .filter(|name| !name.starts_with("satchel-") && !known.contains(name))
        .map(|name| format!("{REASONS} gives no reason for {name}"))
        .collect()
}

fn broken(file: &File, root: &Path) -> Vec<String> {
    let folder = root.join(&file.path).parent().map(Path::to_path_buf).unwrap_or_default();
    links(&file.text)
        .into_iter()
        .filter(|(_, link)| !link.contains("://"))
        .filter(|(_, link)| {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { root.join(&file.path) } else { folder.join(path) };
            !target.exists()
                || !heading.is_empty() && !headings(&target).iter().any(|known| known == heading)
        })
        .map(|(line, link)| format!("{}:{line} leads to {link}, which is not there", file.path))
        .collect()
}

/// Links as `](target)` outside code, with their line from 1.
fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut code = false;
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            code = !code;
        }
        if code {
            continue;
        }
        found.extend(
            line.split("](")
                .skip(1)
                .filter_map(|rest| rest.split_once(')'))
                .map(|(link, _)| (at + 1, link)),
        );
    }
    found
}

/// The anchors of a Markdown file's headings.
fn headings(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| anchor(line.trim_start_matches('#')))
        .collect()
}

fn anchor(heading: &str) -> String {
    heading
        .trim()
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{anchor, broken, links, unexplained};
    use crate::source::File;

    #[test]
    fn links_in_code_are_no_links() {
        assert_eq!(
            links("[a](b.md)\n```\n[c](d)\n```\n[e](f#g) [h](i)"),
            [(1, "b.md"), (5, "f#g"), (5, "i")]
        );
    }

    #[test]
    fn anchors_are_lower_case_with_dashes() {
        assert_eq!(anchor(" What is not built yet"), "what-is-not-built-yet");
        assert_eq!(anchor(" 0001. One `x`"), "0001-one-x");
    }

    #[test]
    fn a_crate_without_a_reason_is_told() {
        let manifest = "[workspace.dependencies]\n# Ours.\nsatchel-model = { path = \"x\" }\nserde = \"1\"\nrand = \"0.9\"\n\n[profile.dev]\ndebug = 1\n";
        assert_eq!(
            unexplained(manifest, "| serde, toml | why |"),
            ["docs/dependencies.md gives no reason for rand"]
        );
    }

    #[test]
    fn a_link_to_nothing_is_told() {
        let file = |text: &str| File {
            path: "README.md".to_owned(),
            text: text.to_owned(),
            for_tests: false,
        };
        let root = crate::sh::root();
        assert_eq!(
            broken(&file("[a](docs/ARCHITECTURE.md#floors)\n[b](https://example.invalid)"), &root)
                .len(),
            0
        );
        assert_eq!(
            broken(&file("[a](docs/NOWHERE.md)"), &root),
            ["README.md:1 leads to docs/NOWHERE.md, which is not there"]
        );
        assert_eq!(broken(&file("[a](docs/ARCHITECTURE.md#nowhere)"), &root).len(), 1);
    }
}
