//! Files for an import: folders of every shape, files of every kind, and counts that always add up.
#![expect(clippy::disallowed_methods, reason = "files of a test need not survive a crash")]
use proptest::prelude::*;
use satchel_model::{
    fhir::{Outcome, Refused, ident::Identity, input::Layout},
    id::{DocId, Hash, PatientId},
};
use satchel_server::fhir::{
    limit,
    source::{self, Batches, Source},
    summary::Summary,
};
use std::path::{Path, PathBuf};

fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

fn names(files: &[Source]) -> Vec<String> {
    let name = |s: &Source| s.path.file_name().unwrap().to_string_lossy().into_owned();
    files.iter().map(name).collect()
}

/// All texts of a file, batch by batch.
fn texts(path: &Path) -> Vec<Vec<source::Text>> {
    let found = source::walk(&[path.to_owned()]);
    let mut batches = Batches::open(&found.files[0]).unwrap();
    let mut out = Vec::new();
    while let Some(batch) = batches.next_batch().unwrap() {
        assert!(batch.refused.is_empty());
        out.push(batch.texts);
    }
    out
}

#[test]
fn folders_are_walked_to_their_bound_and_told_beyond_it() {
    let home = tempfile::tempdir().unwrap();
    let mut path = home.path().to_owned();
    for n in 0..limit::FOLDERS_MAX + 2 {
        put(&path, "x.json", b"{}");
        path = path.join(format!("d{n}"));
    }
    let found = source::walk(&[home.path().to_owned()]);
    assert_eq!(found.files.len(), limit::FOLDERS_MAX);
    assert_eq!(found.refused.len(), 1);
    assert!(found.refused[0].reason.contains("deeper than 32"), "{}", found.refused[0].reason);
}

#[test]
fn a_folder_that_leads_into_itself_ends() {
    let home = tempfile::tempdir().unwrap();
    put(home.path(), "x.json", b"{}");
    std::os::unix::fs::symlink(home.path(), home.path().join("again")).unwrap();
    let found = source::walk(&[home.path().to_owned()]);
    assert!(!found.files.is_empty() && found.files.len() <= limit::FOLDERS_MAX);
    assert!(!found.refused.is_empty(), "the end of the walk is told");
}

#[test]
fn a_link_to_nowhere_and_a_missing_path_are_refused_by_name() {
    let home = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", home.path().join("dead.json")).unwrap();
    let missing = home.path().join("missing");
    let found = source::walk(&[home.path().to_owned(), missing.clone()]);
    assert!(found.files.is_empty());
    let told: Vec<&str> = found.refused.iter().map(|r| r.file.as_str()).collect();
    assert_eq!(told.len(), 2);
    assert!(told[0].ends_with("dead.json") && told[1].ends_with("missing"), "{told:?}");
    assert!(found.refused.iter().all(|r| r.reason.starts_with("cannot be read")));
}

#[test]
fn an_empty_folder_is_nothing_and_no_path_is_nothing() {
    let home = tempfile::tempdir().unwrap();
    for paths in [vec![], vec![home.path().to_owned()]] {
        let found = source::walk(&paths);
        assert!(found.files.is_empty() && found.refused.is_empty() && found.passed.is_empty());
    }
}

#[test]
fn a_file_named_twice_is_read_twice_and_in_order_of_name() {
    let home = tempfile::tempdir().unwrap();
    let b = put(home.path(), "b.json", b"{\n}");
    let a = put(home.path(), "a.json", b"{\n}");
    let found = source::walk(&[b.clone(), a, b]);
    assert_eq!(names(&found.files), ["a.json", "b.json", "b.json"]);
}

#[test]
fn what_is_no_fhir_by_name_and_content_is_passed_over_in_folders_only() {
    let home = tempfile::tempdir().unwrap();
    for name in ["LICENSE", "notes.txt", "table.csv", "photo.png"] {
        put(home.path(), name, b"\x89PNG nothing of ours");
    }
    put(home.path(), "upper.JSON", b"not json");
    put(home.path(), "set.ndjson", b"not json");
    put(home.path(), "nameless", b"  [1]");
    put(home.path(), "empty", b"");
    put(home.path(), "empty.json", b"");
    let found = source::walk(&[home.path().to_owned()]);
    let mut seen = names(&found.files);
    seen.sort();
    assert_eq!(seen, ["empty.json", "nameless", "set.ndjson", "upper.JSON"]);
    assert_eq!(found.passed.len(), 5, "{:?}", found.passed);
    assert!(found.refused.is_empty());
    let alone = source::walk(&[home.path().join("LICENSE")]);
    assert_eq!(alone.files.len(), 1, "what was named is read");
}

#[test]
fn labels_tell_the_path_as_it_was_given_and_sizes_are_those_of_the_file() {
    let home = tempfile::tempdir().unwrap();
    let path = put(home.path(), "x.json", b"{\n \"a\": 1}");
    let found = source::walk(std::slice::from_ref(&path));
    assert_eq!(found.files[0].label, path.display().to_string());
    assert_eq!((found.files[0].bytes, found.files[0].layout), (10, Layout::Whole));
}

#[test]
fn lines_at_the_bound_of_a_batch_and_one_more() {
    let home = tempfile::tempdir().unwrap();
    for (count, want) in [
        (1, vec![1]),
        (limit::BATCH_LINES - 1, vec![limit::BATCH_LINES - 1]),
        (limit::BATCH_LINES, vec![limit::BATCH_LINES]),
        (limit::BATCH_LINES + 1, vec![limit::BATCH_LINES, 1]),
    ] {
        let path = put(home.path(), "x.ndjson", "{\"a\":1}\n".repeat(count).as_bytes());
        let sizes: Vec<usize> = texts(&path).iter().map(Vec::len).collect();
        assert_eq!(sizes, want, "{count}");
    }
}

#[test]
fn a_last_line_without_an_end_is_a_line() {
    let home = tempfile::tempdir().unwrap();
    let path = put(home.path(), "x.ndjson", b"{\"a\":1}\r\n\r\n{\"b\":2}");
    let all = texts(&path);
    assert_eq!(all.len(), 1);
    let places: Vec<&str> = all[0].iter().map(|t| t.1.as_str()).collect();
    assert_eq!(places, ["line 1 ", "line 3 "]);
    assert_eq!(all[0][1].0, "{\"b\":2}");
}

#[test]
fn large_lines_share_a_batch_only_up_to_its_bytes() {
    let home = tempfile::tempdir().unwrap();
    let line = format!("{{\"a\":\"{}\"}}\n", "x".repeat(limit::BATCH_BYTES / 2));
    let path = put(home.path(), "x.ndjson", line.repeat(5).as_bytes());
    let sizes: Vec<usize> = texts(&path).iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 2, 1]);
}

fn outcome(kind: &str, id: u32, kept: bool) -> Outcome {
    Outcome {
        identity: Identity::new("local", kind, &id.to_string()),
        hash: Hash::ZERO,
        kept,
        doc: DocId::from_bytes([1; 16]),
        patient: Some(PatientId::from_bytes([u8::try_from(id % 251).unwrap(); 16])),
        repeats: false,
    }
}

fn refused(n: usize) -> Vec<Refused> {
    vec![Refused { file: "f".into(), place: "/x".into(), reason: "r".into() }; n]
}

proptest! {
    #[test]
    fn counts_always_add_up(steps in prop::collection::vec((0u8..4, 0u32..30, any::<bool>(), any::<bool>()), 0..200)) {
        let mut summary = Summary::default();
        let mut patients = std::collections::BTreeSet::new();
        for (what, id, kept, equal) in steps {
            match what {
                0 => summary.refuse(refused(usize::try_from(id % 3).unwrap())),
                1 => {
                    summary.take(&outcome("Patient", id, kept), equal);
                    if !kept {
                        patients.insert(id % 251);
                    }
                }
                _ => summary.take(&outcome("Condition", id, kept), equal),
            }
        }
        prop_assert_eq!(summary.mapped + summary.kept + summary.refused, summary.resources);
        prop_assert!(summary.unchanged <= summary.mapped + summary.kept);
        prop_assert_eq!(summary.patients(), patients.len() as u64);
        let line = summary.line();
        let total = ["mapped", "kept", "refused"].map(|k| line[k].as_u64().unwrap()).iter().sum::<u64>();
        prop_assert_eq!(line["resources"].as_u64(), Some(total));
    }

    #[test]
    fn no_bytes_stop_a_walk_or_a_reading(bytes in prop::collection::vec(any::<u8>(), 0..300), lines in any::<bool>()) {
        let home = tempfile::tempdir().unwrap();
        let name = if lines { "x.ndjson" } else { "x" };
        let path = put(home.path(), name, &bytes);
        let found = source::walk(&[path]);
        prop_assert_eq!(found.files.len(), 1);
        let mut batches = Batches::open(&found.files[0]).unwrap();
        let mut rounds = 0;
        while let Some(batch) = batches.next_batch().unwrap() {
            prop_assert!(!batch.texts.is_empty() || !batch.refused.is_empty());
            rounds += 1;
            prop_assert!(rounds <= 301);
        }
        prop_assert!(batches.next_batch().unwrap().is_none(), "the end stays the end");
    }

    #[test]
    fn lists_of_refusals_are_bounded_and_counts_are_not(sizes in prop::collection::vec(0usize..700, 0..6)) {
        let mut summary = Summary::default();
        for size in &sizes {
            summary.refuse(refused(*size));
        }
        let total: usize = sizes.iter().sum();
        prop_assert_eq!(summary.refused, total as u64);
        prop_assert_eq!(summary.refusals.len(), total.min(limit::PRINTED_MAX));
    }
}
