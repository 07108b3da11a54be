//! Lists, tables, counters, floats, marks and other things that the library knows and no document holds.
use crate::support::{Refused, admit, clinic, dose, forge, honest, path, set};
use automerge::{
    ObjType, ScalarValue,
    legacy::{MarkData, OpType},
};
use satchel_model::crdt::{Put, RefError};

#[test]
fn a_kind_that_no_document_holds_is_refused() {
    let doc = clinic();
    let fresh = honest(&doc, &[set(&["meds", "m1", "note"], "x")]);
    let mark = MarkData { name: "bold".into(), value: ScalarValue::Null, expand: false };
    for action in [
        OpType::Make(ObjType::List),
        OpType::Make(ObjType::Table),
        OpType::Put(ScalarValue::counter(1)),
        OpType::Put(ScalarValue::F64(0.1)),
        OpType::Put(ScalarValue::Uint(1)),
        OpType::Put(ScalarValue::Timestamp(1)),
        OpType::Increment(5),
        OpType::MarkBegin(mark.clone()),
        OpType::MarkEnd(true),
    ] {
        let evil = forge(&fresh, |x| x.operations[0].action = action.clone());
        assert_eq!(
            admit(&doc, &evil),
            Err(Refused::Reference(RefError::Unsupported)),
            "{action:?}"
        );
    }
}

#[test]
fn a_text_holds_single_characters_and_nothing_else() {
    let doc = clinic();
    let splice = Put::Splice { path: path(&["notes", "n1"]), at: 2, delete: 0, insert: "x".into() };
    let mine = honest(&doc, &[splice]);
    for action in [
        OpType::Put("ab".into()),
        OpType::Put("".into()),
        OpType::Put(ScalarValue::Int(1)),
        OpType::Put(ScalarValue::Null),
        OpType::Make(ObjType::Map),
        OpType::MarkEnd(false),
        OpType::Delete,
    ] {
        let evil = forge(&mine, |x| x.operations[0].action = action.clone());
        assert!(
            matches!(admit(&doc, &evil), Err(Refused::Reference(_) | Refused::Guard(_))),
            "{action:?}"
        );
    }
    let evil = forge(&mine, |x| x.operations[0].insert = false);
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Unsupported)));
}

#[test]
fn a_key_must_fit_its_object() {
    let doc = clinic();
    let evil = forge(&dose(&doc), |x| x.operations[0].key = automerge::legacy::Key::head());
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Key)));
    let evil = forge(&dose(&doc), |x| x.operations[0].key = automerge::legacy::Key::Map("".into()));
    assert!(admit(&doc, &evil).is_err());
    let evil = forge(&dose(&doc), |x| x.operations[0].insert = true);
    assert_eq!(admit(&doc, &evil), Err(Refused::Reference(RefError::Key)));
}
