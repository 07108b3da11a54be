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

/// The arguments of a message, each with the value made for it.
fn filled(
    known: &crate::Known,
    of: impl Fn(&str) -> Arg<'static>,
) -> Vec<(&'static str, Arg<'static>)> {
    known.variables.iter().map(|name| (*name, of(name))).collect()
}

const RIGHT_TO_LEFT: char = '\u{2067}';
const FIRST_STRONG: char = '\u{2068}';
const END_ISOLATE: char = '\u{2069}';

#[test]
fn ids_stand_once_and_in_order() {
    let ids: Vec<_> = MESSAGES.iter().map(|known| known.id).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    for known in MESSAGES {
        assert!(known.variables.windows(2).all(|pair| pair[0] < pair[1]), "{}", known.id);
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        assert!(known.id.bytes().all(plain), "{}", known.id);
    }
}

#[test]
fn a_value_stands_in_each_language_that_has_a_place_for_it() {
    for lang in Lang::ALL {
        let texts = Texts::load(*lang);
        for known in MESSAGES.iter().filter(|known| !known.variables.is_empty()) {
            let text = texts.text(known.id, &filled(known, |_| Arg::from("Zq7")));
            // A count chooses a form; the Arabic words for one and two say it without a digit.
            let counts = known.variables.iter().all(|name| matches!(*name, "count" | "entries"));
            assert!(counts || text.contains("Zq7"), "{lang:?} {}: {text}", known.id);
        }
    }
}

#[test]
fn a_missing_value_is_never_filled_with_something_else() {
    for lang in Lang::ALL {
        let texts = Texts::load(*lang);
        for known in MESSAGES.iter().filter(|known| known.id.starts_with("error-")) {
            let word = known.id.trim_start_matches("error-").replace('-', "_");
            let said = texts.error(&word, &[]).unwrap();
            for text in [&said.text, &said.next] {
                assert!(!text.contains('$') && !text.contains('{'), "{lang:?} {word}: {text}");
                assert!(!text.contains("none"), "{lang:?} {word}: {text}");
                assert!(!text.trim().is_empty(), "{lang:?} {word}");
            }
        }
    }
}

#[test]
fn each_language_has_the_plural_forms_of_its_grammar() {
    let forms = |lang: Lang, say: &dyn Fn(&Texts, i64) -> String| {
        let texts = Texts::load(lang);
        let bare = |text: String| -> String {
            text.chars()
                .filter(|c| !c.is_numeric() && !"\u{2068}\u{2069}\u{202f}\u{a0},.".contains(*c))
                .collect()
        };
        let all: std::collections::BTreeSet<String> =
            (0..=120).map(|count| bare(say(&texts, count))).collect();
        all.len()
    };
    let waiting = |texts: &Texts, count| texts.sync_waiting(count);
    assert_eq!(forms(Lang::En, &waiting), 2);
    assert_eq!(forms(Lang::Fr, &waiting), 2);
    assert_eq!(forms(Lang::Ar, &waiting), 6);
    let intact = |texts: &Texts, entries| texts.cli_audit_intact(entries);
    assert_eq!(forms(Lang::En, &intact), 2);
}

#[test]
fn plurals_change_where_each_grammar_says() {
    let english = Texts::load(Lang::En);
    for (count, word) in
        [(0, "changes"), (1, "change "), (2, "changes"), (11, "changes"), (21, "changes")]
    {
        assert!(english.sync_waiting(count).contains(word), "{count}");
    }
    let french = Texts::load(Lang::Fr);
    for (count, word) in [(0, "modification "), (1, "modification "), (2, "modifications ")] {
        let text = french.sync_waiting(count);
        assert!(text.contains(word), "{count}: {text}");
    }
    let arabic = Texts::load(Lang::Ar);
    let says = |count: i64, word: &str| {
        let text = arabic.sync_waiting(count);
        assert!(text.contains(word), "{count}: {text}");
    };
    says(0, "لا تغييرات");
    says(1, "تغيير واحد");
    says(2, "تغييران");
    for count in [3, 10] {
        says(count, "تغييرات محفوظة");
    }
    for count in [11, 99] {
        says(count, "تغييرًا محفوظًا");
    }
    for count in [100, 200] {
        says(count, "تغيير محفوظ");
    }
}

#[test]
fn every_value_in_an_arabic_line_is_isolated_and_none_elsewhere() {
    let arabic = Texts::load(Lang::Ar);
    for known in MESSAGES {
        let text = arabic.text(known.id, &filled(known, |_| Arg::from("Dr Bo (2)")));
        let (opened, closed) =
            (text.matches(FIRST_STRONG).count(), text.matches(END_ISOLATE).count());
        assert_eq!(opened, closed, "{}: {text}", known.id);
        assert_eq!(opened, text.matches("Dr Bo (2)").count(), "{}: {text}", known.id);
        assert!(
            !text.contains(RIGHT_TO_LEFT),
            "{}: the language needs no mark of its own",
            known.id
        );
    }
    for lang in [Lang::En, Lang::Fr] {
        let texts = Texts::load(lang);
        for known in MESSAGES {
            let text = texts.text(known.id, &filled(known, |_| Arg::from("د. بو")));
            assert!(
                !text.contains(FIRST_STRONG) && !text.contains(END_ISOLATE),
                "{lang:?} {}",
                known.id
            );
        }
    }
}

#[test]
fn what_a_value_says_is_never_read_as_a_message() {
    let texts = Texts::load(Lang::En);
    for hostile in
        ["{ $time }", "{error-internal}", "*[other] x", "\u{2068}", "\n.next = x", "%s", "<b>"]
    {
        assert_eq!(texts.durability_elsewhere(hostile), format!("On {hostile}"));
    }
}

#[test]
fn arabic_is_written_in_arabic_and_the_others_in_latin() {
    let is_arabic = |c: char| ('\u{600}'..='\u{6ff}').contains(&c);
    for lang in Lang::ALL {
        let texts = Texts::load(*lang);
        for known in MESSAGES {
            let text = texts.text(known.id, &filled(known, |_| Arg::from("7")));
            assert_eq!(
                text.chars().any(is_arabic),
                lang.is_right_to_left(),
                "{lang:?} {}: {text}",
                known.id
            );
        }
        assert_eq!(Lang::from_tag(lang.tag()), Some(*lang));
    }
}

#[test]
fn a_translation_is_not_the_english_text_again() {
    let (english, french) = (Texts::load(Lang::En), Texts::load(Lang::Fr));
    let mut same = Vec::new();
    for known in MESSAGES {
        let args = filled(known, |_| Arg::from(7));
        let text = english.text(known.id, &args);
        if text == french.text(known.id, &args) && text.chars().any(char::is_alphabetic) {
            same.push(known.id);
        }
    }
    assert!(same.len() <= 2, "left in English: {same:?}");
}

#[test]
fn an_unknown_id_stands_for_itself_instead_of_failing() {
    for lang in Lang::ALL {
        assert_eq!(Texts::load(*lang).text("no-such-message", &[]), "no-such-message");
        assert_eq!(Texts::load(*lang).attribute("durability-saved", "next", &[]), None);
        assert_eq!(Texts::load(*lang).attribute("no-such-message", "next", &[]), None);
    }
}

#[test]
fn tags_are_matched_by_their_language_and_by_nothing_less() {
    for (tag, want) in [
        ("en-US", Some(Lang::En)),
        ("EN_gb", Some(Lang::En)),
        ("ar", Some(Lang::Ar)),
        ("ar-Latn-EG", Some(Lang::Ar)),
        ("fr.UTF-8", Some(Lang::Fr)),
        ("fra", None),
        ("e", None),
        ("-en", None),
        (" en", None),
        ("C", None),
        ("en\u{301}", None),
    ] {
        assert_eq!(Lang::from_tag(tag), want, "{tag}");
    }
}
