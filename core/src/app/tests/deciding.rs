//! What a person has to decide: listed of one patient and of all, decisions before reviews, to those who may look.
use crate::{
    store::conflict::{self, ConflictRow},
    testing::Machine,
};
use satchel_model::{
    id::{DocId, PatientId},
    role::Role,
};
use serde_json::{Value, json};

fn id<T: std::str::FromStr>(value: &Value) -> T {
    value.as_str().unwrap().parse().ok().expect("an id")
}

/// Open conflicts of a chart, as a merge leaves them.
fn raise(m: &Machine, patient: &Value, chart: &Value, rows: &[(&str, bool)]) {
    let (doc, patient): (DocId, PatientId) = (id(chart), id(patient));
    let rows: Vec<_> = rows
        .iter()
        .map(|(path, decision)| ConflictRow {
            doc,
            path: serde_json::to_string(&["medicines", path, "regimen"]).unwrap(),
            decision: *decision,
            patient: Some(patient),
            rule: "two_values".into(),
            body: r#"{"alternatives":[{"value":{"dose":"2.50"}},{"value":{"dose":"5"}}]}"#.into(),
        })
        .collect();
    let unlocked = m.app.unlocked().unwrap();
    let done: Result<_, crate::store::StoreError> =
        unlocked.store.write(|tx| conflict::replace(tx, doc, &rows));
    done.unwrap();
}

fn lines(list: &Value) -> Vec<(String, bool)> {
    let all = list["conflicts"].as_array().unwrap();
    all.iter()
        .map(|c| (c["path"][1].as_str().unwrap().to_owned(), c["decision"].as_bool().unwrap()))
        .collect()
}

#[tokio::test]
async fn decisions_come_before_reviews_and_name_their_place_and_values() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    raise(&m, &patient, &chart, &[("a", false), ("c", true), ("b", true)]);
    let all = m.say("decision_list", json!(null)).await.unwrap();
    let want = [("b".to_owned(), true), ("c".to_owned(), true), ("a".to_owned(), false)];
    assert_eq!(lines(&all), want);
    assert_eq!(all["conflicts"][0]["path"], json!(["medicines", "b", "regimen"]));
    assert_eq!((&all["conflicts"][0]["doc"], &all["conflicts"][0]["patient"]), (&chart, &patient));
    let known = m.say("patient_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(all["conflicts"][0]["name"], known["line"]["name"]);
    let text = m.text("decision_list", json!(null)).await;
    assert!(text.contains(r#""dose":"2.50""#), "no digit is lost: {text}");
}

#[tokio::test]
async fn a_patients_list_holds_that_patients_alone() {
    let m = Machine::new();
    m.join().await;
    let [one, first, _] = m.patient("Okafor").await;
    let [other, second, _] = m.patient("Abel").await;
    raise(&m, &one, &first, &[("a", true)]);
    raise(&m, &other, &second, &[("b", true), ("c", false)]);
    let of = |patient: &Value| json!({"patient": patient});
    assert_eq!(lines(&m.say("decision_list", of(&one)).await.unwrap()).len(), 1);
    assert_eq!(lines(&m.say("decision_list", of(&other)).await.unwrap()).len(), 2);
    assert_eq!(lines(&m.say("decision_list", json!(null)).await.unwrap()).len(), 3);
    let [nobody] = m.ids().await;
    assert_eq!(Machine::code(m.say("decision_list", of(&nobody)).await), "not_found");
}

#[tokio::test]
async fn the_status_counts_decisions_and_not_reviews() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    assert_eq!(m.bare("sync_status").await.unwrap()["decisions"], 0);
    raise(&m, &patient, &chart, &[("a", true), ("b", false), ("c", true)]);
    assert_eq!(m.bare("sync_status").await.unwrap()["decisions"], 2);
    raise(&m, &patient, &chart, &[]);
    assert_eq!(m.bare("sync_status").await.unwrap()["decisions"], 0);
}

#[tokio::test]
async fn the_open_chart_and_the_open_document_show_them_too() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    raise(&m, &patient, &chart, &[("a", true)]);
    let open = m.say("chart_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(lines(&open), [("a".to_owned(), true)]);
    let open = m.say("document_get", chart).await.unwrap();
    assert_eq!(lines(&open), [("a".to_owned(), true)]);
    let open = m.say("patient_get", json!({"patient": patient})).await.unwrap();
    assert!(lines(&open).is_empty(), "identity is not disputed");
}

#[tokio::test]
async fn who_may_not_look_into_a_chart_is_not_told_what_is_disputed_in_it() {
    let m = Machine::new();
    *m.clinic.role.lock().unwrap() = Role::Reception;
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    raise(&m, &patient, &chart, &[("a", true)]);
    assert!(lines(&m.say("decision_list", json!(null)).await.unwrap()).is_empty());
    let of = m.say("decision_list", json!({"patient": patient})).await.unwrap();
    assert!(lines(&of).is_empty());
}

#[tokio::test]
async fn two_lines_of_one_medicine_are_shown_until_one_is_stopped() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let regimen = json!({"product": {"code": "6809", "system": "rxnorm", "display": "metformin"}, "dose": "500", "unit": "mg"});
    let [one, two] = m.ids().await;
    for (item, reason) in [(&one, Value::Null), (&two, json!("both are meant"))] {
        let fields = json!({"doc": chart, "patient": patient, "item": item, "regimen": regimen, "override_reason": reason});
        m.write("medicine_start", fields).await.unwrap();
    }
    let before = m.say("decision_list", json!({"patient": patient})).await.unwrap();
    let stop = json!({"doc": chart, "patient": patient, "item": two, "date": "2025-10-09", "reason": "twice",
        "base": "active", "base_regimen": regimen});
    m.write("medicine_stop", stop).await.unwrap();
    let after = m.say("decision_list", json!({"patient": patient})).await.unwrap();
    assert!(lines(&after).is_empty(), "{after}");
    assert!(
        lines(&before).iter().all(|(_, decision)| !decision),
        "a duplicate is a review: {before}"
    );
}
