//! An edit of one text that names the characters of another.
use crate::support::{Refused, admit, clinic, forge, honest, path};
use automerge::legacy::{ElementId, Key};
use satchel_model::crdt::{Put, RefError};

fn splice(note: &str, at: usize, delete: usize, insert: &str) -> Put {
    Put::Splice { path: path(&["notes", note]), at, delete, insert: insert.into() }
}

#[test]
fn characters_of_another_text_are_refused() {
    let doc = clinic();
    let other = honest(&doc, &[splice("n2", 2, 1, "-")]);
    let other = crate::support::library(&other.bytes).decode().operations;
    let mine = honest(&doc, &[splice("n1", 2, 1, "-")]);

    // Insert behind a character of the other note.
    let evil = forge(&mine, |x| x.operations[0].key = other[0].key.clone());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Element)));
    // Delete a character of the other note, under this one's name.
    let evil = forge(&mine, |x| {
        x.operations[1].key = other[1].key.clone();
        x.operations[1].pred = other[1].pred.clone();
    });
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Element)));
    // Delete here, and say that it replaces a character there.
    let evil = forge(&mine, |x| x.operations[1].pred = other[1].pred.clone());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Predecessor)));
    admit(&doc, &mine.bytes).unwrap();
}

#[test]
fn an_insertion_replaces_nothing_and_a_deletion_exactly_one_character() {
    let doc = clinic();
    let mine = honest(&doc, &[splice("n1", 2, 2, "-")]);
    let evil = forge(&mine, |x| x.operations[0].pred = x.operations[1].pred.clone());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Predecessor)));
    let evil = forge(&mine, |x| x.operations[1].pred = Vec::new().into());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Predecessor)));
    // The same character twice.
    let evil = forge(&mine, |x| x.operations[2] = x.operations[1].clone());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Element)));
    // The head of a text cannot be deleted.
    let evil = forge(&mine, |x| x.operations[1].key = Key::Seq(ElementId::Head));
    assert!(matches!(admit(&doc, &evil), Err(Refused::Reference(_))));
}
