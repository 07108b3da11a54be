use crate::{
    store::{pending, quarantine},
    testing::{Machine, at},
};
use serde_json::{Value, json};

/// A change that the server refused: taken out of pending into quarantine, as a verdict does.
async fn refused(m: &Machine) -> (Value, Value, u64) {
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let [item] = m.ids().await;
    let fields = json!({"doc": chart, "patient": patient, "item": item, "code": {"text": "cough"}, "clinical": "active"});
    let written = m.write("problem_add", fields).await.unwrap();
    let ctr = written["ctrs"][0].as_u64().unwrap();
    let unlocked = m.app.unlocked().unwrap();
    unlocked
        .store
        .write(|tx| {
            let item = pending::find(&tx.read(), ctr)?.unwrap();
            pending::remove(tx, ctr)?;
            let line = quarantine::Refused {
                ctr,
                doc: item.doc,
                doc_type: item.doc_type,
                hash: item.hash,
                code: "forbidden_path".into(),
                detail: Some(r#"{"role":"nurse"}"#.into()),
                cmd_kind: item.cmd_kind,
                command: item.command,
                body: item.body,
                at: at(5),
            };
            quarantine::put(tx, &line)?;
            crate::view::refresh(tx, &unlocked.author, item.doc)
        })
        .unwrap();
    (patient, chart, ctr)
}

#[tokio::test]
async fn a_refused_change_is_listed_with_reason_and_content() {
    let m = Machine::new();
    let (patient, chart, ctr) = refused(&m).await;
    let list = m.bare("quarantine_list").await.unwrap();
    let line = &list["refused"][0];
    assert_eq!(line["ctr"], ctr);
    assert_eq!((&line["patient"], &line["doc"]), (&patient, &chart));
    assert_eq!(line["code"], "forbidden_path");
    assert_eq!(line["detail"]["role"], "nurse");
    assert_eq!(line["command"], "problem_add");
    assert_eq!(line["body"]["code"]["text"], "cough");
    let text = m.say("quarantine_export", json!({"ctr": ctr})).await.unwrap();
    assert!(text["text"].as_str().unwrap().contains("cough"));
    assert_eq!(m.bare("sync_status").await.unwrap()["refused"], 1);
}

#[tokio::test]
async fn a_refused_change_given_again_becomes_a_new_one() {
    let m = Machine::new();
    let (patient, _, ctr) = refused(&m).await;
    let written = m.say("quarantine_retry", json!({"ctr": ctr})).await.unwrap();
    assert!(written["ctrs"][0].as_u64().unwrap() > ctr);
    assert_eq!(m.bare("sync_status").await.unwrap()["refused"], 0);
    let shown = m.say("chart_get", json!({"patient": patient})).await.unwrap().to_string();
    assert!(shown.contains("cough"));
    assert_eq!(Machine::code(m.say("quarantine_retry", json!({"ctr": ctr})).await), "not_found");
}

#[tokio::test]
async fn discarding_needs_a_confirmation() {
    let m = Machine::new();
    let (_, _, ctr) = refused(&m).await;
    assert_eq!(Machine::code(m.say("quarantine_discard", json!({"ctr": ctr})).await), "invalid");
    assert_eq!(m.bare("sync_status").await.unwrap()["refused"], 1);
    let left = m.say("quarantine_discard", json!({"ctr": ctr, "confirm": true})).await.unwrap();
    assert_eq!(left["refused"], json!([]));
    let again = m.say("quarantine_discard", json!({"ctr": ctr, "confirm": true})).await;
    assert_eq!(Machine::code(again), "not_found");
}
