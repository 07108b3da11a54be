//! Paths to texts: walks folders, tells JSON from NDJSON by content, and cuts NDJSON into batches.
use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
};

use satchel_model::fhir::{
    Refused,
    input::{self, Layout},
    limit::FILE_BYTES_MAX,
};

use super::limit;

/// One file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called in reports.
    pub label: String,
    /// How it is laid out.
    pub layout: Layout,
    /// Its size in bytes.
    pub bytes: u64,
    /// Order within NDJSON sets: patients, what others point at, visits, the rest.
    rank: u8,
}

/// What walking over the paths found.
#[derive(Debug, Default)]
pub struct Found {
    /// Files to read: bundles in the order of their names, then NDJSON with patients and visits first.
    pub files: Vec<Source>,
    /// Paths that cannot be read; each counts as one refused resource.
    pub refused: Vec<Refused>,
    /// Files in folders that are no FHIR and claim not to be, such as a README.
    pub passed: Vec<String>,
}

/// Walks over `paths`; folders are taken with everything below them.
#[must_use]
pub fn walk(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        visit(path, 0, &mut found);
    }
    found.files.sort_by(|a, b| (a.rank, &a.path).cmp(&(b.rank, &b.path)));
    found
}

fn visit(path: &Path, depth: usize, found: &mut Found) {
    let label = path.display().to_string();
    let refuse = |reason: String| Refused { file: label.clone(), place: String::new(), reason };
    let kind = match std::fs::metadata(path) {
        Ok(kind) => kind,
        Err(error) => return found.refused.push(refuse(format!("cannot be read: {error}"))),
    };
    if kind.is_dir() {
        return folder(path, depth, found);
    }
    if found.files.len() >= limit::FILES_MAX {
        return found.refused.push(refuse(format!("more than {} files", limit::FILES_MAX)));
    }
    match peek(path) {
        Err(error) => found.refused.push(refuse(format!("cannot be read: {error}"))),
        Ok(start) if depth > 0 && !claims(path, &start) => found.passed.push(label),
        Ok(start) => {
            let (layout, rank) = judge(&start);
            found.files.push(Source {
                path: path.to_owned(),
                label,
                layout,
                bytes: kind.len(),
                rank,
            });
        }
    }
}

fn folder(path: &Path, depth: usize, found: &mut Found) {
    let label = path.display().to_string();
    let refuse = |reason: String| Refused { file: label.clone(), place: String::new(), reason };
    if depth >= limit::FOLDERS_MAX {
        return found.refused.push(refuse(format!("folders deeper than {}", limit::FOLDERS_MAX)));
    }
    let entries = std::fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    match entries {
        Err(error) => found.refused.push(refuse(format!("cannot be read: {error}"))),
        Ok(entries) => {
            let mut names: Vec<_> = entries.into_iter().map(|e| e.path()).collect();
            names.sort();
            let hidden =
                |p: &PathBuf| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
            names.iter().filter(|p| !hidden(p)).for_each(|p| visit(p, depth + 1, found));
        }
    }
}

/// The first line that is not blank, as far as [`limit::PEEK_BYTES`] allow, or longer if that line is.
fn peek(path: &Path) -> io::Result<String> {
    let mut reader = BufReader::new(File::open(path)?.take(FILE_BYTES_MAX as u64));
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        if !text.trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() {
            return Ok(text.into_owned());
        }
        line.clear();
    }
    Ok(String::new())
}

/// Whether a file in a folder is meant to be FHIR: by how it begins, or by a name that says JSON.
fn claims(path: &Path, start: &str) -> bool {
    let begins = start.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[']);
    let name = path.to_string_lossy().to_lowercase();
    let name = name.trim_end_matches(['\'', '"']);
    begins || [".json", ".ndjson", ".jsonl"].iter().any(|end| name.ends_with(end))
}

/// Layout and order of a file by its first line.
fn judge(start: &str) -> (Layout, u8) {
    let layout = input::layout(start);
    let rank = match (layout, kind(start).as_deref()) {
        (Layout::Whole, _) | (Layout::Lines, Some("Bundle")) => 0,
        (Layout::Lines, Some("Patient")) => 1,
        (Layout::Lines, Some("Encounter")) => 3,
        (Layout::Lines, Some(other)) if POINTED_AT.contains(&other) => 2,
        (Layout::Lines, Some("Condition")) => 4,
        (Layout::Lines, _) => 5,
    };
    (layout, rank)
}

/// Types that others point at and that point at nobody but each other.
const POINTED_AT: [&str; 10] = [
    "Device",
    "Endpoint",
    "HealthcareService",
    "Location",
    "Medication",
    "Organization",
    "Practitioner",
    "PractitionerRole",
    "RelatedPerson",
    "Substance",
];

/// The type of the resource that a line holds.
fn kind(line: &str) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Head {
        #[serde(rename = "resourceType")]
        kind: String,
    }
    let line = line.trim_start_matches('\u{feff}');
    serde_json::from_str::<Head>(line).ok().map(|head| head.kind)
}

/// One text with the words that come before its pointers: `line 7 ` for NDJSON.
pub type Text = (String, String);

/// Texts of one transaction.
#[derive(Debug, Default)]
pub struct Batch {
    /// Texts, in their order.
    pub texts: Vec<Text>,
    /// What could not even be read as text.
    pub refused: Vec<Refused>,
}

/// Reads a file batch by batch: a bundle at once, NDJSON in parts.
pub struct Batches {
    source: Source,
    reader: BufReader<File>,
    line: usize,
    done: bool,
}

impl Batches {
    /// # Errors
    /// Whatever the file system refuses.
    pub fn open(source: &Source) -> io::Result<Self> {
        let reader = BufReader::new(File::open(&source.path)?);
        Ok(Self { source: source.clone(), reader, line: 0, done: false })
    }

    /// The next batch; `None` at the end of the file.
    ///
    /// # Errors
    /// Whatever the file system refuses.
    pub fn next_batch(&mut self) -> io::Result<Option<Batch>> {
        if self.done {
            return Ok(None);
        }
        match self.source.layout {
            Layout::Whole => {
                self.done = true;
                let mut batch = Batch::default();
                let mut bytes = Vec::new();
                // One byte more than allowed, so that the reader says so.
                let most = (FILE_BYTES_MAX as u64).saturating_add(1);
                self.reader.by_ref().take(most).read_to_end(&mut bytes)?;
                self.add(&mut batch, bytes, "");
                Ok(Some(batch))
            }
            Layout::Lines => self.lines(),
        }
    }

    fn lines(&mut self) -> io::Result<Option<Batch>> {
        let mut batch = Batch::default();
        let mut size = 0;
        while size < limit::BATCH_BYTES && batch.texts.len() < limit::BATCH_LINES {
            let mut line = Vec::new();
            if self.reader.by_ref().take(FILE_BYTES_MAX as u64).read_until(b'\n', &mut line)? == 0 {
                self.done = true;
                break;
            }
            self.line += 1;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            size += line.len();
            let before = format!("line {} ", self.line);
            self.add(&mut batch, line, &before);
        }
        let empty = batch.texts.is_empty() && batch.refused.is_empty();
        Ok((!empty).then_some(batch))
    }

    fn add(&self, batch: &mut Batch, bytes: Vec<u8>, before: &str) {
        match String::from_utf8(bytes) {
            Ok(text) => batch.texts.push((text, before.to_owned())),
            Err(error) => {
                let good = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let read = bytes.get(..good).unwrap_or_default();
                let line = read.split(|b| *b == b'\n').count();
                let column = 1 + read.iter().rev().take_while(|b| **b != b'\n').count();
                batch.refused.push(Refused {
                    file: self.source.label.clone(),
                    place: format!("{before}{line}:{column}"),
                    reason: "not UTF-8 text".to_owned(),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]
    use super::*;

    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        folder
    }

    fn names(found: &Found) -> Vec<String> {
        found
            .files
            .iter()
            .map(|f| f.path.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn files_are_told_by_content_and_a_readme_is_passed() {
        let folder = folder(&[
            ("b.json", b"{\n \"resourceType\": \"Bundle\"}"),
            ("a.json'", b"{\n}"),
            ("README.md", b"# about"),
            ("broken.json", b"<html>"),
            (".hidden.json", b"{}"),
            ("deep/er/c", b"\xef\xbb\xbf{\n}"),
        ]);
        let found = walk(&[folder.path().to_owned()]);
        assert_eq!(names(&found), ["a.json'", "b.json", "broken.json", "c"]);
        assert_eq!(found.passed.len(), 1);
        assert!(found.refused.is_empty());
    }

    #[test]
    fn a_file_that_was_named_is_never_passed_over() {
        let folder = folder(&[("README.md", b"# about")]);
        let found = walk(&[folder.path().join("README.md"), folder.path().join("missing")]);
        assert_eq!(names(&found), ["README.md"]);
        assert_eq!(found.refused.len(), 1);
    }

    #[test]
    fn ndjson_sets_are_read_patients_first() {
        let line = |kind: &str| format!("{{\"id\":\"1\", \"resourceType\" : \"{kind}\"}}\n");
        let folder = folder(&[
            ("Claim.ndjson", line("Claim").as_bytes()),
            ("Practitioner.ndjson", line("Practitioner").as_bytes()),
            ("Encounter.ndjson", line("Encounter").as_bytes()),
            ("Patient.ndjson", line("Patient").as_bytes()),
        ]);
        let found = walk(&[folder.path().to_owned()]);
        assert_eq!(
            names(&found),
            ["Patient.ndjson", "Practitioner.ndjson", "Encounter.ndjson", "Claim.ndjson"]
        );
        assert!(found.files.iter().all(|f| f.layout == Layout::Lines));
    }

    fn batches(content: &[u8]) -> Vec<Batch> {
        let folder = folder(&[("x", content)]);
        let found = walk(&[folder.path().join("x")]);
        let mut reader = Batches::open(&found.files[0]).unwrap();
        std::iter::from_fn(|| reader.next_batch().unwrap()).collect()
    }

    #[test]
    fn lines_come_in_batches_with_their_numbers() {
        let text = "\n{\"a\":1}\n\n".repeat(limit::BATCH_LINES + 1);
        let all = batches(text.as_bytes());
        let sizes: Vec<_> = all.iter().map(|b| b.texts.len()).collect();
        assert_eq!(sizes, [limit::BATCH_LINES, 1]);
        assert_eq!(all[0].texts[0].1, "line 2 ");
    }

    #[test]
    fn what_is_no_text_is_refused_with_line_and_column() {
        let all = batches(b"{\n  \"a\": \"\xff\"}");
        assert_eq!(all[0].refused[0].place, "2:9");
        assert!(all[0].texts.is_empty());
        let lines = batches(b"{\"a\":1}\n{\"b\":\"\xff\"}\n");
        assert_eq!((lines[0].texts.len(), lines[0].refused[0].place.as_str()), (1, "line 2 1:7"));
    }

    #[test]
    fn an_empty_file_is_one_empty_text() {
        let all = batches(b"");
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].texts, [(String::new(), String::new())]);
    }
}
