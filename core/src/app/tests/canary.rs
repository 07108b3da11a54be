use crate::testing::Machine;
use serde_json::json;
use std::path::Path;

/// Text that no file may hold.
const CANARY: &str = "kanarienvogel";

fn scan(folder: &Path, hits: &mut Vec<String>) -> usize {
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files += scan(&path, hits);
            continue;
        }
        files += 1;
        let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
        assert!(!bytes.starts_with(b"sqlite format 3"), "{}", path.display());
        let wide: Vec<u8> = CANARY.bytes().flat_map(|b| [b, 0]).collect();
        for needle in [CANARY.as_bytes(), wide.as_slice(), b"velvet anchor"] {
            if bytes.windows(needle.len()).any(|window| window == needle) {
                hits.push(path.display().to_string());
            }
        }
    }
    files
}

/// Every kind of text that a person can enter, through commands alone.
#[tokio::test]
async fn vault_canary() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, diary] = m.patient(&format!("{CANARY}name")).await;
    let word = |what: &str| format!("{CANARY}{what}");
    let [allergy, problem, drug, flag, goal, aunt, note, section, thread, first, second] =
        m.ids().await;
    let of = |mut fields: serde_json::Value| {
        fields["doc"] = chart.clone();
        fields["patient"] = patient.clone();
        fields
    };
    let coded = |what: &str| json!({"text": word(what)});
    let writes = [
        (
            "allergy_add",
            of(json!({"item": allergy, "code": coded("allergy"), "verification": "confirmed"})),
        ),
        (
            "problem_add",
            of(json!({"item": problem, "code": coded("problem"), "clinical": "active"})),
        ),
        ("problem_set_note", of(json!({"item": problem, "note": word("note")}))),
        (
            "medicine_start",
            of(
                json!({"item": drug, "regimen": {"product": coded("medicine"), "dose": "5", "unit": "mg"}}),
            ),
        ),
        ("flag_add", of(json!({"item": flag, "kind": "risk", "code": coded("flag")}))),
        ("goal_add", of(json!({"item": goal, "text": word("goal")}))),
        (
            "family_add",
            of(json!({"item": aunt, "relation": coded("aunt"), "condition": coded("family")})),
        ),
        (
            "note_start",
            json!({"doc": note, "patient": patient, "section": section, "title": word("title"), "text": word("text")}),
        ),
        (
            "note_edit",
            json!({"doc": note, "patient": patient, "section": section, "at": 0, "before": "", "removed": "", "insert": word("edit")}),
        ),
        (
            "thread_start",
            json!({"doc": thread, "patient": patient, "item": first, "subject": word("subject"), "members": [], "kind": "clinical"}),
        ),
        (
            "message_send",
            json!({"doc": thread, "patient": patient, "item": second, "text": word("message")}),
        ),
    ];
    let mut written = 0;
    for (kind, fields) in writes {
        match m.write(kind, fields).await {
            Ok(_) => written += 1,
            Err(problem) => panic!("{kind}: {problem:?}"),
        }
    }
    assert_eq!(written, 11);
    m.say("draft_put", json!({"key": "k", "body": word("draft")})).await.unwrap();
    m.say("patient_search", json!({"query": CANARY})).await.unwrap();
    drop(diary);
    let mut hits = Vec::new();
    // While it is open, with its log and its temporary files, and after it was closed.
    let open = scan(m.folder.path(), &mut hits);
    m.bare("lock").await.unwrap();
    let closed = scan(m.folder.path(), &mut hits);
    assert!(open >= 3 && closed >= 3, "{open} and {closed} files");
    assert_eq!(hits, Vec::<String>::new());
}
