//! The reader before the mapping: any JSON comes back as written, and how a set is packed changes nothing.
use super::{super::json::parse, *};
use proptest::prelude::*;

/// JSON text without spaces, every number in its own writing, every member named once.
fn text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?",
        "[a-zA-Zéß ليلى😀.:/-]{0,12}".prop_map(|t| format!("\"{t}\"")),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(|l| format!("[{}]", l.join(","))),
            prop::collection::vec(inner, 0..5).prop_map(|all| {
                let members: Vec<_> = (0..)
                    .zip(all)
                    .map(|(n, value): (u32, String)| format!("\"m{n}\":{value}"))
                    .collect();
                format!("{{{}}}", members.join(","))
            }),
        ]
    })
}

/// Resources of one patient, of several kinds, numbered.
fn set() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec((0..4_u8, "[1-9][0-9]{0,3}\\.[0-9]{1,4}"), 0..12).prop_map(|all| {
        let of = |(n, (kind, value)): (usize, (u8, String))| {
            let subject = r#""subject":{"reference":"Patient/ann"}"#;
            match kind {
                0 => format!(r#"{{"resourceType":"Observation","id":"r{n}","status":"final","code":{{"text":"x"}},{subject},"valueQuantity":{{"value":{value}}}}}"#),
                1 => format!(r#"{{"resourceType":"Condition","id":"r{n}","code":{{"text":"x"}},{subject}}}"#),
                2 => format!(r#"{{"resourceType":"Basic","id":"r{n}",{subject},"amount":{value}}}"#),
                _ => format!(r#"{{"resourceType":"Observation","id":"r{n}",{subject}}}"#),
            }
        };
        all.into_iter().enumerate().map(of).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_read_is_written_again_letter_by_letter(text in text()) {
        let json = parse(&text).unwrap();
        prop_assert_eq!(json.to_text(), text.clone());
        let spaced = format!(" \n{text}\t ");
        prop_assert_eq!(&parse(&spaced).unwrap(), &json);
        prop_assert_eq!(parse(&json.canonical()).unwrap().hash(), json.hash());
    }

    #[test]
    fn the_order_of_members_changes_no_hash(values in prop::collection::vec(text(), 1..6), turn in 0..6_usize) {
        let mut members: Vec<_> =
            values.iter().enumerate().map(|(n, v)| format!("\"k{n}\":{v}")).collect();
        let one = parse(&format!("{{{}}}", members.join(","))).unwrap();
        let rotation = turn % members.len();
        members.rotate_left(rotation);
        let other = parse(&format!("{{{}}}", members.join(","))).unwrap();
        prop_assert_eq!(one.hash(), other.hash());
        prop_assert_eq!(one.canonical(), other.canonical());
    }

    #[test]
    fn a_set_as_bundle_or_line_by_line_makes_the_same_documents(resources in set(), kind in prop::sample::select(vec!["transaction", "batch", "collection", "document", "searchset"])) {
        let all: Vec<&str> = std::iter::once(ANN).chain(resources.iter().map(String::as_str)).collect();
        let packed = bundle(&all).replace("collection", kind);
        let one = map_text(&packed);
        let lines: Vec<_> = all.iter().map(|line| Input::read(line, "t.ndjson", "line ")).collect();
        let other = map(&Reading::new(lines, ""), &context(&Nobody));
        adds_up(&one);
        adds_up(&other);
        prop_assert_eq!(&one.documents, &other.documents);
        prop_assert_eq!(&one.outcomes, &other.outcomes);
        prop_assert_eq!(one.report.refused.len(), other.report.refused.len());
    }

    #[test]
    fn a_bad_line_costs_that_line_alone(resources in set(), at in any::<prop::sample::Index>(), noise in "[{}\\[\\]\",a-z]{0,30}") {
        let mut lines: Vec<String> = std::iter::once(ANN.to_owned()).chain(resources).collect();
        let fate = |lines: &[String]| {
            let inputs = lines.iter().map(|line| Input::read(line, "t", "")).collect();
            let mapping = map(&Reading::new(inputs, ""), &context(&Nobody));
            adds_up(&mapping);
            (mapping.documents, mapping.report.refused.len())
        };
        let (documents, refused) = fate(&lines);
        lines.insert(at.index(lines.len() + 1), format!("!{noise}"));
        let (with_noise, more) = fate(&lines);
        prop_assert_eq!(with_noise, documents);
        prop_assert_eq!(more, refused + 1);
    }
}
