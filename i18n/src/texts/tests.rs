use super::{Arg, Lang, Texts};
use crate::MESSAGES;

#[test]
fn the_three_words_of_durability_differ_in_every_language() {
    for lang in Lang::ALL {
        let texts = Texts::load(*lang);
        let words = [
            texts.durability_saved(),
            texts.durability_sent("14:05"),
            texts.durability_elsewhere("X"),
        ];
        assert_ne!(words[0], words[1]);
        assert_ne!(words[1], words[2]);
        assert_ne!(words[0], words[2]);
    }
}

#[test]
fn english_words_are_the_agreed_ones() {
    let texts = Texts::load(Lang::En);
    assert_eq!(texts.durability_saved(), "Saved on this device");
    assert_eq!(texts.durability_sent("14:05"), "Sent, 14:05");
    assert_eq!(texts.sync_waiting(1), "1 change saved on this device");
    assert_eq!(texts.sync_waiting(2), "2 changes saved on this device");
}

#[test]
fn arabic_counts_have_six_forms_and_isolated_values() {
    let texts = Texts::load(Lang::Ar);
    let forms: std::collections::BTreeSet<String> =
        [0, 1, 2, 3, 11, 100].map(|count| texts.sync_waiting(count)).into();
    assert_eq!(forms.len(), 6);
    assert_eq!(texts.durability_elsewhere("Dr Ali"), "على \u{2068}Dr Ali\u{2069}");
}

#[test]
fn every_message_can_be_shown_in_every_language() {
    for lang in Lang::ALL {
        let texts = Texts::load(*lang);
        for known in MESSAGES {
            let args: Vec<(&str, Arg<'_>)> =
                known.variables.iter().map(|name| (*name, Arg::from(7))).collect();
            let text = texts.text(known.id, &args);
            assert!(
                !text.is_empty() && text != known.id && !text.contains('{'),
                "{lang:?} {}: {text}",
                known.id
            );
        }
    }
}

#[test]
fn an_error_without_its_value_is_still_a_sentence() {
    let texts = Texts::load(Lang::En);
    let with = texts.error("invalid", &[("field", Arg::from("dose"))]).unwrap();
    assert_eq!(with.text, "“dose” has a value that cannot be used.");
    let without = texts.error("invalid", &[]).unwrap();
    assert_eq!(without.text, "One of the values cannot be used.");
    assert_eq!(without.next, "Correct the marked value.");
}

#[test]
fn arguments_a_message_does_not_know_change_nothing() {
    let texts = Texts::load(Lang::Fr);
    assert_eq!(texts.error("locked", &[("x", Arg::from(1))]), texts.error("locked", &[]));
}

#[test]
fn a_word_that_is_no_code_has_no_text() {
    assert_eq!(Texts::load(Lang::En).error("no_such_code", &[]), None);
    assert_eq!(Texts::load(Lang::En).error("", &[]), None);
}

#[test]
fn every_error_says_what_to_do() {
    for known in MESSAGES.iter().filter(|known| known.id.starts_with("error-")) {
        assert!(known.next, "{} has no next step", known.id);
    }
}

#[test]
fn the_glossary_keeps_banned_words_out() {
    const BANNED: &[&str] =
        &["synced", "dirty", "queued", "merge error", "unknown error", "dedupe", "2fa", "proxy"];
    let texts = Texts::load(Lang::En);
    for known in MESSAGES {
        let args: Vec<(&str, Arg<'_>)> =
            known.variables.iter().map(|name| (*name, Arg::from("x"))).collect();
        let text = texts.text(known.id, &args).to_lowercase();
        assert!(!BANNED.iter().any(|word| text.contains(word)), "{}: {text}", known.id);
    }
}

#[test]
fn tags_of_regions_find_their_language() {
    assert_eq!(Lang::from_tag("fr-CA"), Some(Lang::Fr));
    assert_eq!(Lang::from_tag("ar_EG.UTF-8"), Some(Lang::Ar));
    assert_eq!(Lang::from_tag("EN"), Some(Lang::En));
    assert_eq!(Lang::from_tag("de"), None);
    assert_eq!(Lang::from_tag(""), None);
}

#[test]
fn texts_are_printed_without_their_messages() {
    assert_eq!(format!("{:?}", Texts::load(Lang::Ar)), "Texts(Ar)");
    assert_eq!(Texts::load(Lang::Fr).lang(), Lang::Fr);
}
