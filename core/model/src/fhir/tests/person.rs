//! Patient: nothing is required, nothing is lost, and no member of a wrong shape costs the record.
use super::*;

fn patient(members: &str) -> Mapping {
    let mapping = map_text(&format!(r#"{{"resourceType":"Patient","id":"p"{members}}}"#));
    adds_up(&mapping);
    assert_eq!(mapping.report.mapped, 1, "{members}: {:?}", mapping.report);
    mapping
}

#[test]
fn an_empty_patient_is_a_patient_with_three_documents() {
    let mapping = patient("");
    let keys: Vec<_> = mapping.documents.iter().map(|d| d.key).collect();
    assert_eq!(keys, ["admin", "chart", "diary"]);
    assert_eq!(value(&mapping, "person", "name"), None);
    assert_eq!(value(&mapping, "person", "fhir_rest"), None);
}

#[test]
fn a_full_patient_has_every_register() {
    let mapping = patient(
        r#","active":true,"gender":"female","birthDate":"1980-05","deceasedBoolean":false,
        "name":[{"use":"old","family":"Bell","given":["Ann"]},{"use":"official","family":"Ode","given":["Ann","May"],"prefix":["Dr"]},{"use":"nickname","text":"Annie"}],
        "identifier":[{"system":"urn:mrn","value":"00042","type":{"text":"MRN"},"use":"usual"},{"system":"no-value"}],
        "telecom":[{"system":"phone","value":"+1 555 0100","use":"home","rank":2},{"system":"email"}],
        "address":[{"line":["1 Main St","Flat 2"],"city":"X","postalCode":"01101"},{"text":"c/o Bo"}],
        "contact":[{"name":{"family":"Ode","given":["Bo"]},"relationship":[{"text":"son"}],"telecom":[{"system":"phone","value":"1"}]},{"gender":"male"}],
        "communication":[{"language":{"coding":[{"code":"fr"}]}},{"language":{"coding":[{"code":"ar"}]},"preferred":true}],
        "maritalStatus":{"text":"Married"},"generalPractitioner":[{"display":"Dr Who"}]"#,
    );
    for (field, want) in [
        ("name", r#"{"family":"Ode","given":"Ann May","prefix":"Dr"}"#),
        ("birth", r#"{"date":"1980-05"}"#),
        ("gender", "female"),
        ("deceased", r#"{"deceased":false}"#),
        ("language", "ar"),
        ("marital", r#"{"text":"Married"}"#),
        ("practitioner", "Dr Who"),
    ] {
        assert_eq!(value(&mapping, "person", field).as_deref(), Some(want), "{field}");
    }
    assert_eq!(values(&mapping, "names", "use"), ["old", "nickname"]);
    let numbers = values(&mapping, "identifiers", "value");
    assert_eq!(numbers.len(), 1, "a number without a value is none: {numbers:?}");
    assert!(numbers[0].contains(r#""value":"00042""#), "no leading zero is lost");
    let phones = values(&mapping, "telecoms", "value");
    assert_eq!(phones, [r#"{"rank":2,"system":"phone","use":"home","value":"+1 555 0100"}"#]);
    let addresses = values(&mapping, "addresses", "value");
    assert!(addresses[0].contains(r#""lines":["1 Main St","Flat 2"]"#), "{addresses:?}");
    assert!(addresses[1].contains(r#""lines":["c/o Bo"]"#), "{addresses:?}");
    let contacts = values(&mapping, "contacts", "value");
    assert_eq!(contacts, [r#"{"name":"Bo Ode","phone":"1","relation":"son"}"#]);
    let rest = value(&mapping, "person", "fhir_rest").unwrap();
    for lost in ["no-value", r#""gender":"male""#, r#""system":"email""#] {
        assert!(rest.contains(lost), "{lost} must come out again: {rest}");
    }
}

#[test]
fn the_name_in_use_is_the_official_one_else_the_first_that_is_not_retired() {
    for (names, family) in [
        (r#"{"use":"usual","family":"A"},{"use":"official","family":"B"}"#, "B"),
        (r#"{"use":"old","family":"A"},{"family":"B"}"#, "B"),
        (
            r#"{"use":"maiden","family":"A"},{"use":"nickname","family":"N"},{"use":"temp","family":"B"}"#,
            "B",
        ),
        (r#"{"use":"old","family":"A"}"#, "A"),
    ] {
        let mapping = patient(&format!(r#","name":[{names}]"#));
        let name = value(&mapping, "person", "name").unwrap();
        assert!(name.contains(&format!(r#""family":"{family}""#)), "{names}: {name}");
    }
}

#[test]
fn each_way_to_have_died_is_told_apart() {
    for (member, want) in [
        (r#","deceasedBoolean":true"#, r#"{"deceased":true}"#),
        (r#","deceasedDateTime":"2020-05""#, r#"{"date":"2020-05","deceased":true}"#),
    ] {
        assert_eq!(value(&patient(member), "person", "deceased").as_deref(), Some(want));
    }
    assert_eq!(value(&patient(""), "person", "deceased"), None);
}

#[test]
fn each_member_of_a_wrong_shape_is_remarked_upon_and_kept() {
    for (member, json) in [
        ("active", r#""yes""#),
        ("name", r#""Ann""#),
        ("name", "[1]"),
        ("gender", "7"),
        ("birthDate", r#""1980-02-30""#),
        ("birthDate", "1980"),
        ("deceasedBoolean", r#""no""#),
        ("deceasedDateTime", r#""lately""#),
        ("identifier", r#"{"value":"1"}"#),
        ("telecom", r#""555""#),
        ("address", "null_"),
        ("contact", "true"),
        ("communication", r#"[{"language":"fr"}]"#),
        ("maritalStatus", r#""M""#),
        ("generalPractitioner", "{}"),
    ] {
        let json = json.replace("null_", r#""home""#);
        let mapping = patient(&format!(r#","{member}":{json}"#));
        assert_eq!(mapping.report.notes.len(), 1, "{member}: {:?}", mapping.report.notes);
        let rest = value(&mapping, "person", "fhir_rest").unwrap();
        assert!(rest.contains(&format!(r#""{member}":{json}"#)), "{rest}");
    }
}

#[test]
fn a_gender_nobody_defined_is_kept_and_not_guessed() {
    let mapping = patient(r#","gender":"F""#);
    assert_eq!(value(&mapping, "person", "gender"), None);
    assert!(value(&mapping, "person", "fhir_rest").unwrap().contains(r#""gender":"F""#));
}

#[test]
fn a_patient_with_a_modifier_is_told_about_and_still_there() {
    let mapping = patient(r#","modifierExtension":[{"url":"u"}]"#);
    let notes = &mapping.report.notes;
    assert!(notes.iter().any(|n| n.reason.contains("read it in the original")), "{notes:?}");
}

#[test]
fn a_name_too_long_for_the_record_stays_readable_beside_it() {
    let long = "x".repeat(70_000);
    let mapping = patient(&format!(r#","gender":"male","name":[{{"family":"{long}"}}]"#));
    assert_eq!(value(&mapping, "person", "name"), None);
    assert_eq!(value(&mapping, "person", "gender").as_deref(), Some("male"));
    let word: usize = mapping.documents.iter().map(|d| d.entries().len()).sum();
    assert_eq!(word, 1, "the whole of it is kept word for word");
}

#[test]
fn ids_of_documents_come_from_where_a_patient_came_from() {
    let of = |source: &str, id: &str| {
        let text = format!(r#"{{"resourceType":"Patient","id":"{id}"}}"#);
        let reading = Reading::new(vec![Input::read(&text, "f", "")], source);
        map(&reading, &context(&Nobody)).outcomes[0].patient.unwrap()
    };
    assert_eq!(of("a", "1"), of("a", "1"));
    assert_ne!(of("a", "1"), of("b", "1"));
    assert_ne!(of("a", "1"), of("a", "2"));
}
