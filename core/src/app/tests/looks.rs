//! Each look is an entry of the device's own log, written before the answer, that says who looked at what and how.
use crate::{
    store::pending,
    testing::{Machine, NOW},
};
use satchel_model::{
    audit::{Event, Kind},
    document::DocType,
    id::DocId,
    role::{Purpose, Role},
};
use satchel_protocol::env;
use serde_json::{Value, json};

/// The log's entries that wait, oldest first.
fn entries(m: &Machine) -> Vec<Event> {
    let unlocked = m.app.unlocked().unwrap();
    let items: Result<_, crate::store::StoreError> =
        unlocked.store.read(|read| pending::after(read, 0, 1_000));
    let audit = DocType::Audit.code();
    let of_log = items.unwrap().into_iter().filter(|item| item.doc_type == audit);
    of_log.map(|item| Event::from_leaf(env::unwrap(&item.body).unwrap().1).unwrap()).collect()
}

fn doc(id: &Value) -> DocId {
    id.as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_entry_names_person_role_document_purpose_and_time() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    m.clock.advance(5_000);
    m.say("chart_get", json!({"patient": patient})).await.unwrap();
    let log = entries(&m);
    let last = log.last().unwrap();
    let author = &m.app.unlocked().unwrap().author;
    assert_eq!((last.kind, &last.docs), (Kind::RecordRead, &vec![doc(&chart)]));
    assert_eq!(last.doc_type, Some(DocType::Chart));
    assert_eq!((last.user, last.device), (Some(author.user), Some(author.device)));
    assert_eq!((last.role, last.purpose), (Some(Role::Doctor), Some(Purpose::Treatment)));
    assert_eq!((last.at.millis(), last.device_at.unwrap().millis()), (NOW + 5_000, NOW + 5_000));
    assert!(!last.clock_sure, "a device does not vouch for its own clock");
    assert_eq!((&last.reason, &last.code), (&None, &None));
}

#[tokio::test]
async fn each_way_to_look_leaves_exactly_one_entry_of_its_kind() {
    let m = Machine::new();
    m.join().await;
    let [patient, chart, diary] = m.patient("Okafor").await;
    let of = json!({"patient": patient});
    for (word, args, docs, kind) in [
        ("patient_get", of.clone(), vec![doc(&patient)], Some(DocType::Admin)),
        ("chart_get", of.clone(), vec![doc(&chart)], Some(DocType::Chart)),
        ("document_get", diary.clone(), vec![doc(&diary)], Some(DocType::Diary)),
        ("document_get", chart.clone(), vec![doc(&chart)], Some(DocType::Chart)),
        ("encounter_list", of.clone(), vec![], Some(DocType::Encounter)),
        ("observation_list", of.clone(), vec![], Some(DocType::Encounter)),
        ("diary_get", of.clone(), vec![], Some(DocType::Diary)),
        ("thread_list", of.clone(), vec![], Some(DocType::Thread)),
        ("other_list", of, vec![], Some(DocType::Encounter)),
    ] {
        let before = entries(&m).len();
        m.say(word, args).await.unwrap();
        let log = entries(&m);
        assert_eq!(log.len(), before + 1, "{word}");
        let last = log.last().unwrap();
        assert_eq!(
            (last.kind, &last.docs, last.doc_type),
            (Kind::RecordRead, &docs, kind),
            "{word}"
        );
    }
}

#[tokio::test]
async fn a_look_that_is_refused_shows_nothing_and_notes_nothing() {
    let m = Machine::new();
    *m.clinic.role.lock().unwrap() = Role::Reception;
    m.join().await;
    let [patient, chart, _] = m.patient("Okafor").await;
    let [nobody] = m.ids().await;
    let before = entries(&m).len();
    for (word, args) in [
        ("chart_get", json!({"patient": patient})),
        ("document_get", chart),
        ("document_get", nobody.clone()),
        ("patient_get", json!({"patient": nobody})),
        ("thread_get", nobody),
    ] {
        assert_eq!(Machine::code(m.say(word, args).await), "not_found", "{word}");
    }
    assert_eq!(entries(&m).len(), before);
}

#[tokio::test]
async fn typing_a_search_is_one_act_a_minute() {
    let m = Machine::new();
    m.join().await;
    m.patient("Okafor").await;
    let searched =
        |m: &Machine| entries(m).iter().filter(|e| e.kind == Kind::RecordSearched).count();
    for query in ["o", "ok", "oka"] {
        m.say("patient_search", json!({"query": query})).await.unwrap();
    }
    m.say("patient_list", json!({})).await.unwrap();
    assert_eq!(searched(&m), 1);
    m.clock.advance(60_000);
    m.say("patient_search", json!({"query": "oka"})).await.unwrap();
    assert_eq!(searched(&m), 2);
    let log = entries(&m);
    let last = log.last().unwrap();
    assert_eq!((last.doc_type, last.docs.len()), (Some(DocType::Admin), 0));
}

#[tokio::test]
async fn what_is_no_health_data_leaves_no_entry() {
    let m = Machine::new();
    m.join().await;
    m.patient("Okafor").await;
    for word in ["status", "device_info", "sync_status", "draft_list"] {
        m.bare(word).await.unwrap();
    }
    m.say("new_ids", json!({"count": 1})).await.unwrap();
    assert!(entries(&m).is_empty());
    m.say("decision_list", json!(null)).await.unwrap();
    assert!(entries(&m).is_empty(), "an empty list of decisions shows nobody's record");
}

#[tokio::test]
async fn entries_are_chained_and_survive_a_crash() {
    let mut m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    for _ in 0..3 {
        m.say("patient_get", json!({"patient": patient})).await.unwrap();
    }
    m.reboot();
    m.unlock().await.unwrap();
    m.say("patient_get", json!({"patient": patient})).await.unwrap();
    let log = entries(&m);
    assert_eq!(log.len(), 4);
    let numbers: Vec<u64> = log.iter().map(|e| e.device_ctr.unwrap()).collect();
    assert!(numbers.windows(2).all(|pair| pair[1] == pair[0] + 1), "{numbers:?}");
    let before: std::collections::BTreeSet<_> = log.iter().map(|e| e.prev_env.unwrap()).collect();
    assert_eq!(before.len(), 4, "each names the one before it");
    let ids: std::collections::BTreeSet<_> = log.iter().map(|e| e.id).collect();
    assert_eq!(ids.len(), 4);
}

#[tokio::test]
async fn no_room_for_the_entry_means_no_look() {
    let m = Machine::new();
    m.join().await;
    let [patient, ..] = m.patient("Okafor").await;
    let unlocked = m.app.unlocked().unwrap();
    unlocked.store.limit_pages(1).unwrap();
    let mut refused = false;
    for _ in 0..200 {
        match m.say("patient_get", json!({"patient": patient})).await {
            Ok(_) => {}
            Err(problem) => {
                assert_eq!(problem.code.word(), "storage_full");
                refused = true;
                break;
            }
        }
    }
    assert!(refused, "the log grows with each look, so a full disk ends looking");
    let before = entries(&m).len();
    assert_eq!(
        Machine::code(m.say("patient_get", json!({"patient": patient})).await),
        "storage_full"
    );
    assert_eq!(entries(&m).len(), before, "nothing was shown that is not written down");
    unlocked.store.limit_pages(1_000_000).unwrap();
    m.say("patient_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(entries(&m).len(), before + 1);
}
