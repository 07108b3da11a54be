//! Long text in pieces: one change has a bound of operations, and each character put in or taken out is one.
use satchel_model::document::write::{
    Write,
    encounter::{CONTEXT_MAX, NoteEdit, NoteStart},
};

/// Characters of one piece: below the bound of one change, with room for what goes with them.
const PIECE_MAX: usize = 4_000;

/// The commands that together do what this one does, in order; one alone where it is short enough.
pub(super) fn of(write: &Write) -> Vec<Write> {
    match write {
        Write::NoteEdit(edit) => edits(edit).into_iter().map(Write::NoteEdit).collect(),
        Write::NoteStart(start) => started(start),
        short => vec![short.clone()],
    }
}

/// A new section with its first piece of text, then the rest behind it.
fn started(start: &NoteStart) -> Vec<Write> {
    let (first, rest) = split(&start.text, PIECE_MAX);
    let mut out = vec![Write::NoteStart(NoteStart { text: first.to_owned(), ..start.clone() })];
    if !rest.is_empty() {
        let behind = NoteEdit {
            doc: start.doc,
            patient: start.patient,
            section: start.section,
            at: count(first),
            before: tail(first),
            removed: String::new(),
            insert: rest.to_owned(),
        };
        out.extend(edits(&behind).into_iter().map(Write::NoteEdit));
    }
    out
}

/// First what is taken out, then what is put in, each from its beginning to its end.
fn edits(edit: &NoteEdit) -> Vec<NoteEdit> {
    if count(&edit.removed).saturating_add(count(&edit.insert)) <= limit() {
        return vec![edit.clone()];
    }
    let mut out = Vec::new();
    let mut left = edit.removed.as_str();
    while !left.is_empty() {
        let (piece, rest) = split(left, PIECE_MAX);
        out.push(NoteEdit { removed: piece.to_owned(), insert: String::new(), ..edit.clone() });
        left = rest;
    }
    let (mut at, mut before) = (edit.at, edit.before.clone());
    let mut left = edit.insert.as_str();
    while !left.is_empty() {
        let (piece, rest) = split(left, PIECE_MAX);
        let insert = piece.to_owned();
        out.push(NoteEdit { at, before, removed: String::new(), insert, ..edit.clone() });
        at = at.saturating_add(count(piece));
        before = tail(piece);
        left = rest;
    }
    out
}

fn limit() -> u32 {
    u32::try_from(PIECE_MAX).unwrap_or(u32::MAX)
}

fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// The first `most` characters, and the rest.
fn split(text: &str, most: usize) -> (&str, &str) {
    let at = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    text.split_at(at)
}

/// The characters by which the next piece finds its place.
fn tail(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(CONTEXT_MAX);
    text.chars().skip(skip).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Machine;
    use serde_json::json;

    fn long(letters: &str, count: usize) -> String {
        letters.chars().cycle().take(count).collect()
    }

    #[test]
    fn what_fits_one_change_stays_one() {
        for (insert, pieces) in [(0, 1), (PIECE_MAX, 1), (PIECE_MAX + 1, 2), (3 * PIECE_MAX, 3)] {
            let id = "01890000-0000-7000-8000-000000000001";
            let edit = json!({"type": "note_edit", "doc": id, "patient": id, "section": id, "at": 0,
                "before": "", "removed": "", "insert": long("aé", insert)});
            let write: Write = serde_json::from_value(edit).unwrap();
            assert_eq!(of(&write).len(), pieces, "{insert}");
        }
    }

    #[tokio::test]
    async fn a_text_longer_than_one_change_is_written_whole_and_changed_whole() {
        let m = Machine::new();
        m.join().await;
        let [patient, ..] = m.patient("Okafor").await;
        let [doc, section] = m.ids().await;
        let first = long("Day after day. ع😀", 9_001);
        let start = json!({"doc": doc, "patient": patient, "section": section, "title": "Note", "text": first});
        let written = m.write("note_start", start).await.unwrap();
        assert_eq!(written["docs"], json!([doc]), "one answer for all pieces");
        let second = long("Slept better. ", 12_345);
        let edit = json!({"doc": doc, "patient": patient, "section": section, "at": 10,
            "before": "Day after ", "removed": first.chars().skip(10).collect::<String>(), "insert": second});
        m.write("note_edit", edit).await.unwrap();
        let open = m.say("document_get", doc).await.unwrap();
        let rows = open["items"].as_array().unwrap();
        let text =
            rows.iter().find(|row| row["list"] == "sections").unwrap()["body"]["text"].clone();
        assert_eq!(text, format!("Day after {second}"));
    }

    #[tokio::test]
    async fn a_refused_piece_refuses_them_all() {
        let m = Machine::new();
        m.join().await;
        let [patient, ..] = m.patient("Okafor").await;
        let [doc, section] = m.ids().await;
        let start = json!({"doc": doc, "patient": patient, "section": section, "title": "Note", "text": "abc"});
        m.write("note_start", start).await.unwrap();
        let removed = format!("abc{}", long("x", 9_000));
        let edit = json!({"doc": doc, "patient": patient, "section": section, "at": 0, "before": "",
            "removed": removed, "insert": ""});
        assert_eq!(Machine::code(m.write("note_edit", edit).await), "stale");
        let open = m.say("document_get", doc).await.unwrap();
        let rows = open["items"].as_array().unwrap();
        assert!(rows.iter().any(|row| row["body"]["text"] == "abc"), "nothing was taken out");
    }
}
