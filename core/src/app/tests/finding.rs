//! Finding a patient as people type: accents, scripts, beginnings, and query strings that mean harm.
use crate::testing::Machine;
use serde_json::{Value, json};

async fn clinic(families: &[&str]) -> Machine {
    let m = Machine::new();
    m.join().await;
    for family in families {
        m.patient(family).await;
    }
    m
}

fn names(found: &Value) -> Vec<&str> {
    let rows = found["patients"].as_array().expect("a list of patients");
    rows.iter().map(|row| row["name"].as_str().unwrap()).collect()
}

async fn found(m: &Machine, query: &str) -> Vec<String> {
    let found = m.say("patient_search", json!({"query": query})).await;
    let found = found.unwrap_or_else(|problem| panic!("{query:?}: {problem:?}"));
    names(&found).into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_name_is_found_however_its_accents_and_case_are_typed() {
    let m = clinic(&["Müller", "Nguyễn", "Łukasz", "O'Brien", "Straße"]).await;
    for (query, want) in [
        ("muller", "Müller, Ada"),
        ("MÜLLER", "Müller, Ada"),
        ("mu\u{308}ller", "Müller, Ada"),
        ("ada mul", "Müller, Ada"),
        ("mul ada", "Müller, Ada"),
        ("nguyen", "Nguyễn, Ada"),
        ("lukasz", "Łukasz, Ada"),
        ("obrien", "O'Brien, Ada"),
        ("o\u{2019}bri", "O'Brien, Ada"),
        ("strasse", "Straße, Ada"),
    ] {
        assert_eq!(found(&m, query).await, [want], "{query}");
    }
    assert!(found(&m, "uller").await.is_empty(), "only beginnings of words count");
    assert!(found(&m, "mueller").await.is_empty());
}

#[tokio::test]
async fn names_of_every_script_are_found_by_their_beginning() {
    let m = clinic(&["Иванова", "الحسن", "शर्मा", "王", "김", "Παππάς", "כהן"]).await;
    for (query, want) in [
        ("иван", "Иванова, Ada"),
        ("ИВАНОВА", "Иванова, Ada"),
        ("الح", "الحسن, Ada"),
        ("शर्मा", "शर्मा, Ada"),
        ("王", "王, Ada"),
        ("김", "김, Ada"),
        ("παπ", "Παππάς, Ada"),
        ("כה", "כהן, Ada"),
    ] {
        assert_eq!(found(&m, query).await, [want], "{query}");
    }
}

#[tokio::test]
async fn numbers_and_birth_dates_find_too() {
    let m = clinic(&["Okafor"]).await;
    for query in ["0042", "Okafor-0042", "1980", "1980-05", "1980-05-17", "okafor 1980"] {
        assert_eq!(found(&m, query).await, ["Okafor, Ada"], "{query}");
    }
    for query in ["1981", "042", "okafor 1981", "1980-05-18"] {
        assert!(found(&m, query).await.is_empty(), "{query}");
    }
}

#[tokio::test]
async fn nothing_in_a_query_has_power() {
    let m = clinic(&["Okafor", "Abel"]).await;
    let (okafor, nobody): (&[&str], &[&str]) = (&["Okafor, Ada"], &[]);
    for (query, want) in [
        ("Okafor*", okafor),
        ("\"Okafor\"", okafor),
        ("^Okafor", okafor),
        ("-Okafor", okafor),
        ("(Okafor)", okafor),
        ("{Okafor}", okafor),
        ("\"Okafor", okafor),
        ("Oka\0for", nobody),
        ("Okafor OR Abel", nobody),
        ("Okafor NOT Abel", nobody),
        ("Okafor AND Ada", nobody),
        ("NEAR(Okafor Ada)", nobody),
        ("words:Okafor", nobody),
        ("words : Okafor", nobody),
        ("Okafor\" OR \"Abel", nobody),
        ("' OR 1=1 --", nobody),
        ("'; DROP TABLE view_patient; --", nobody),
        ("Oka*for", nobody),
        ("%", nobody),
        ("_", nobody),
        ("*", nobody),
        ("\"", nobody),
        ("\"\"", nobody),
        ("()", nobody),
        ("((((((((", nobody),
        ("\\", nobody),
        ("?x", nobody),
        (":query", nobody),
        ("", nobody),
        (" \t\n\u{a0}", nobody),
        ("\u{202e}", nobody),
        ("😀", nobody),
    ] {
        assert_eq!(found(&m, query).await, want, "{query:?}");
    }
    // And the clinic is still there.
    assert_eq!(names(&m.say("patient_list", json!({})).await.unwrap()).len(), 2);
}

#[tokio::test]
async fn a_very_long_query_is_cut_and_answered() {
    let m = clinic(&["Okafor"]).await;
    assert_eq!(found(&m, &format!("oka {}", " ".repeat(100_000))).await, ["Okafor, Ada"]);
    assert!(found(&m, &"a".repeat(100_000)).await.is_empty());
    assert!(found(&m, &"\"".repeat(100_000)).await.is_empty());
    // Eight words count, and a ninth is not asked for.
    assert_eq!(found(&m, "oka oka oka oka oka oka oka oka nobody").await, ["Okafor, Ada"]);
    assert!(found(&m, "oka oka oka oka oka oka oka nobody").await.is_empty());
}

fn ids(page: &Value) -> Vec<Value> {
    page["patients"].as_array().unwrap().iter().map(|row| row["patient"].clone()).collect()
}

/// All patients, page by page; every page but the last is full.
async fn paged(m: &Machine, limit: usize) -> Vec<Value> {
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let page = m.say("patient_list", json!({"after": after, "limit": limit})).await.unwrap();
        all.extend(ids(&page));
        after = all.last().cloned().unwrap();
        if page["more"] == false {
            return all;
        }
        assert_eq!(page["patients"].as_array().unwrap().len(), limit);
    }
}

#[tokio::test]
async fn pages_meet_without_gap_or_repetition_whatever_their_size() {
    let families = ["Cole", "adams", "Baker", "Ádám", "Dunn", "Cole", "Zhou"];
    let m = clinic(&families).await;
    let whole = m.say("patient_list", json!({})).await.unwrap();
    assert_eq!(whole["more"], false);
    assert_eq!(
        names(&whole),
        [
            "Ádám, Ada",
            "adams, Ada",
            "Baker, Ada",
            "Cole, Ada",
            "Cole, Ada",
            "Dunn, Ada",
            "Zhou, Ada"
        ]
    );
    for limit in 1..=8 {
        let all = paged(&m, limit).await;
        assert_eq!(all, ids(&whole), "pages of {limit}");
    }
}

#[tokio::test]
async fn the_size_of_a_page_has_bounds_on_both_sides() {
    let m = clinic(&["Abel", "Baker"]).await;
    for (limit, rows, more) in [(0, 1, true), (1, 1, true), (2, 2, false), (u32::MAX, 2, false)] {
        let list = m.say("patient_list", json!({"limit": limit})).await.unwrap();
        assert_eq!((names(&list).len(), &list["more"]), (rows, &json!(more)), "{limit}");
        let hits = m.say("patient_search", json!({"query": "ada", "limit": limit})).await.unwrap();
        assert_eq!((names(&hits).len(), &hits["more"]), (rows, &json!(more)), "{limit}");
    }
}

#[tokio::test]
async fn a_new_name_is_found_at_once_and_the_old_one_no_more() {
    let m = clinic(&[]).await;
    let [patient, ..] = m.patient("Okafor").await;
    let fields = json!({"patient": patient,
        "name": {"family": "Balogun", "given": "Ada"}, "base": {"family": "Okafor", "given": "Ada"}});
    m.write("admin_set_name", fields).await.unwrap();
    assert_eq!(found(&m, "balogun").await, ["Balogun, Ada"]);
    // The record number still says it, so only the name's own word may find her.
    let open = m.say("patient_get", json!({"patient": patient})).await.unwrap();
    assert_eq!(open["line"]["name"], "Balogun, Ada");
    assert_eq!(open["line"]["card"]["names"], json!(["Balogun, Ada"]));
}
