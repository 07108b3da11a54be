//! The public sample bundles, if they are unpacked in the build folder: real structure, made-up people.
use super::*;

/// `<build folder>/fhir/synthea`, found from where this test was built.
pub(super) fn bundles() -> Vec<std::path::PathBuf> {
    let exe = std::env::current_exe().unwrap();
    let folder = exe.ancestors().nth(3).unwrap().join("fhir/synthea");
    let Ok(files) = std::fs::read_dir(&folder) else { return Vec::new() };
    let mut files: Vec<_> = files.map(|f| f.unwrap().path()).collect();
    files.sort();
    files
}

pub(super) fn skipped() {
    println!("skipped: no sample bundles under fhir/synthea in the build folder");
}

#[test]
fn the_sample_bundles_lose_nothing_and_refuse_nothing() {
    let files = bundles();
    if files.is_empty() {
        return skipped();
    }
    let (mut resources, mut mapped, mut kept, mut patients) = (0, 0, 0, 0);
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        let mapping = map_text(&text);
        adds_up(&mapping);
        assert_eq!(mapping.report.refused, [], "{}", file.display());
        assert_eq!(mapping.report.notes, [], "{}", file.display());
        resources += mapping.report.resources;
        mapped += mapping.report.mapped;
        kept += mapping.report.kept;
        patients += mapping.documents.iter().filter(|d| d.key == "admin").count();
    }
    assert_eq!((files.len(), resources, patients), (60, 17_384, 60));
    // Claim, ExplanationOfBenefit, ImagingStudy, CarePlan, Goal, Practitioner, Organization.
    assert_eq!((mapped, kept), (13_235, 4_149));
}

#[test]
fn every_digit_of_a_sample_bundle_is_in_its_drafts() {
    let Some(file) = bundles().into_iter().next() else {
        return skipped();
    };
    let text = std::fs::read_to_string(file).unwrap();
    let drafts = readable(&map_text(&text));
    let numbers = text.split("\"value\": ").skip(1).filter_map(|rest| {
        let number = rest.split([',', '\n', '}']).next().unwrap().trim();
        number.starts_with(|c: char| c.is_ascii_digit()).then(|| number.to_owned())
    });
    let mut count = 0;
    for number in numbers {
        assert!(drafts.contains(&number), "{number} is lost");
        count += 1;
    }
    assert!(count > 50, "{count}");
}
