use super::*;
use crate::problem::{ErrorCode, Problem};

#[test]
fn the_table_is_frozen() {
    let lines: Vec<String> = Command::TABLE
        .iter()
        .map(|e| {
            format!(
                "{} -> {} needs {:?} window {:?} carriers {:?} reach {:?} health {}",
                e.word, e.reply, e.needs, e.window, e.carriers, e.reach, e.health
            )
        })
        .collect();
    insta::assert_snapshot!("command_table", lines.join("\n"));
}

#[test]
fn words_are_unique_and_plain() {
    let mut words: Vec<_> = Command::TABLE.iter().map(|e| e.word).collect();
    assert!(words.iter().all(|w| w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')));
    words.sort_unstable();
    let before = words.len();
    words.dedup();
    assert_eq!(words.len(), before);
}

#[test]
fn a_command_reads_as_word_and_arguments() {
    let json = r#"{"cmd":"unlock","args":{"password":"correct horse"}}"#;
    let command: Command = serde_json::from_str(json).unwrap();
    assert_eq!(command.entry().word, "unlock");
    assert_eq!(format!("{command:?}"), "Command(unlock)");
    let bare: Command = serde_json::from_str(r#"{"cmd":"status"}"#).unwrap();
    assert!(matches!(bare, Command::Status));
    assert!(serde_json::from_str::<Command>(r#"{"cmd":"format_disk"}"#).is_err());
    assert!(serde_json::from_str::<Command>(r#"{"cmd":"unlock","args":{}}"#).is_err());
}

#[test]
fn replies_and_events_read_as_word_and_value() {
    let reply =
        Reply::from(reply::Ids { ids: vec![satchel_model::id::ItemId::from_bytes([1; 16])] });
    let json = serde_json::to_string(&reply).unwrap();
    assert_eq!(json, r#"{"reply":"ids","value":{"ids":["01010101-0101-0101-0101-010101010101"]}}"#);
    assert_eq!(format!("{reply:?}"), "Reply(Ids)");
    let event = Event::Changed(vec![Topic::Pending, Topic::Document(DocId::from_bytes([2; 16]))]);
    let json = serde_json::to_string(&event).unwrap();
    let want = r#"{"event":"changed","value":[{"topic":"pending"},{"topic":"document","id":"02020202-0202-0202-0202-020202020202"}]}"#;
    assert_eq!(json, want);
    assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event);
}

#[test]
fn numbers_inside_a_row_keep_every_digit() {
    let body = r#"{"value":1.10000000000000000001}"#;
    let row = reply::ItemRow {
        doc: DocId::from_bytes([1; 16]),
        list: "observations".into(),
        item: satchel_model::id::ItemId::from_bytes([0; 16]),
        at: satchel_model::time::Timestamp::from_millis(5),
        body: serde_json::value::RawValue::from_string(body.into()).unwrap(),
        unsent: false,
    };
    let json = serde_json::to_string(&Reply::from(reply::Items { items: vec![row], more: false }));
    assert!(json.unwrap().contains("1.10000000000000000001"));
}

#[test]
fn a_problem_is_the_only_form_of_an_error() {
    let json = serde_json::to_string(&Problem::new(ErrorCode::Locked)).unwrap();
    assert_eq!(json, r#"{"code":"locked","retry":"after_unlock"}"#);
}
