use super::*;
use satchel_core::{clock::SystemClock, host::MemoryHost};
use satchel_vault::random::OsEntropy;
use std::sync::Arc;

async fn answers(input: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let app = App::new(
        Arc::new(MemoryHost::default()),
        folder.path().to_owned(),
        Arc::new(SystemClock),
        Arc::new(OsEntropy::new()),
    );
    let options = Options { window: Window::Any, live: false };
    let mut output = Vec::new();
    serve(&app, options, input, &mut output).await.unwrap();
    String::from_utf8(output).unwrap().lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn each_line_gets_one_answer_in_order() {
    let lines = answers(
        b"{\"cmd\":\"status\"}\n\n{\"cmd\":\"sync_now\"}\nnot json\n{\"cmd\":\"new_ids\",\"args\":{\"count\":1}}",
    )
    .await;
    assert_eq!(lines.len(), 4);
    assert!(lines[0].starts_with(r#"{"reply":"status","value":{"state":"not_joined""#));
    assert_eq!(lines[1], r#"{"code":"not_joined","retry":"after_fix"}"#);
    assert!(lines[2].starts_with(r#"{"code":"malformed""#));
    assert!(lines[3].starts_with(r#"{"reply":"ids""#));
}

#[tokio::test]
async fn a_line_over_the_bound_is_refused_and_the_next_one_answered() {
    let mut input = vec![b' '; limit::JSON_MAX * 2];
    input.extend(b"\n{\"cmd\":\"status\"}\n");
    let lines = answers(&input).await;
    assert_eq!(lines.len(), 2);
    assert!(lines[0].starts_with(r#"{"code":"too_large""#));
    assert!(lines[1].starts_with(r#"{"reply":"status""#));
}

#[tokio::test]
async fn a_line_at_the_bound_is_answered_and_one_byte_more_is_not() {
    let status = br#"{"cmd":"status"}"#;
    for (bytes, fits) in [(limit::JSON_MAX - 1, true), (limit::JSON_MAX, false)] {
        // The line's end counts.
        let mut input = vec![b' '; bytes];
        input[..status.len()].copy_from_slice(status);
        input.push(b'\n');
        let lines = answers(&input).await;
        assert_eq!(lines.len(), 1, "{bytes}");
        assert_eq!(lines[0].starts_with(r#"{"reply":"status""#), fits, "{bytes}: {}", lines[0]);
    }
}

#[tokio::test]
async fn an_endless_line_ends_with_one_refusal() {
    let lines = answers(&vec![b'x'; limit::JSON_MAX * 3]).await;
    assert_eq!(lines.len(), 1);
    assert!(lines[0].starts_with(r#"{"code":"too_large""#));
}

#[tokio::test]
async fn bytes_that_are_no_text_cost_one_answer_and_blank_lines_none() {
    let lines = answers(b"\xff\xfe\n\0\n \t\r\n\n{\"cmd\":\"status\"}\r\n").await;
    assert_eq!(lines.len(), 3);
    for line in &lines[..2] {
        assert!(line.starts_with(r#"{"code":"malformed""#), "{line}");
    }
    assert!(lines[2].starts_with(r#"{"reply":"status""#));
}

#[tokio::test]
async fn an_answer_is_one_line_whatever_was_asked() {
    let lines = answers(b"{\"cmd\":\"draft_get\",\"args\":\"a\\nb\"}\n{\"cmd\":\"a\\nb\"}\n").await;
    assert_eq!(lines.len(), 2);
    assert!(lines.iter().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
}

#[tokio::test]
async fn no_input_is_no_answer() {
    assert!(answers(b"").await.is_empty());
    assert!(answers(b"\n\n").await.is_empty());
}
