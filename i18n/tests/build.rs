//! The build script refuses a language that lags behind, and says which message of which language.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test that cannot go on says so and stops; languages of tests are files in a folder of their own"
)]
#[expect(dead_code, reason = "the script's own entry is not called here")]
#[path = "../build.rs"]
mod script;

use script::{compare, generated, read};

/// One language as a folder of one file.
struct Language(tempfile::TempDir);

impl Language {
    fn of(text: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.ftl"), text).unwrap();
        Self(folder)
    }

    fn and(self, file: &str, text: &str) -> Self {
        std::fs::write(self.0.path().join(file), text).unwrap();
        self
    }

    fn refusal(&self) -> String {
        read(self.0.path()).err().expect("a refusal").to_string()
    }
}

/// What the script says of `other` beside `english`; nothing if both are fit.
fn verdict(english: &str, other: &str) -> Option<String> {
    let (english, other) = (Language::of(english), Language::of(other));
    let (known, _) = read(english.0.path()).unwrap();
    let (messages, _) = read(other.0.path()).unwrap();
    compare("fr", &known, &messages).err().map(|error| error.to_string())
}

const ENGLISH: &str = "
# $count (Number) how many
# $name (String) whose
mail-new =
    { $count ->
        [one] { $name } has one letter
       *[other] { $name } has { $count } letters
    }
error-late = Too late.
    .next = Try again.
";

#[test]
fn a_language_with_every_message_is_taken() {
    let french = "mail-new = { $count } lettres pour { $name }\nerror-late = Trop tard.\n    .next = Encore.\n";
    assert_eq!(verdict(ENGLISH, french), None);
    assert_eq!(verdict(ENGLISH, ENGLISH), None);
}

#[test]
fn a_form_may_leave_a_value_out_but_not_name_one_that_nobody_gives() {
    let short = "mail-new = lettres pour { $name }\nerror-late = Trop tard.\n    .next = Encore.\n";
    assert_eq!(verdict(ENGLISH, short), None);
    let long = short.replace("$name", "$nom");
    let said = verdict(ENGLISH, &long).unwrap();
    assert_eq!(said, "fr: mail-new has other variables or another next step than en");
}

#[test]
fn variables_are_found_wherever_they_stand() {
    let frame = |value: &str| format!("x = {value}\n");
    for value in [
        "{ $stray }",
        "{ NUMBER($stray) }",
        "{ NUMBER($stray, minimumFractionDigits: 2) }",
        "{ { $stray } }",
        "{ $stray ->\n        [one] a\n       *[other] b\n    }",
        "{ 1 ->\n        [one] a\n       *[other] { $stray }\n    }",
    ] {
        let said = verdict("x = plain\n", &frame(value));
        assert!(said.is_some_and(|s| s.contains("other variables")), "{value}");
    }
    let in_attribute = verdict("x = a\n    .next = b\n", "x = a\n    .next = { $stray }\n");
    assert!(in_attribute.is_some());
}

#[test]
fn a_message_that_is_missing_or_too_many_is_named() {
    let lacks = verdict(ENGLISH, "error-late = Trop tard.\n    .next = Encore.\n");
    assert_eq!(lacks.as_deref(), Some("fr lacks mail-new"));
    let extra = format!("{ENGLISH}\nerror-early = Trop tôt.\n");
    assert_eq!(verdict(ENGLISH, &extra).as_deref(), Some("fr: error-early is not in en"));
}

#[test]
fn a_next_step_is_there_in_all_languages_or_in_none() {
    let said = verdict("error-late = Late.\n    .next = Again.\n", "error-late = Tard.\n");
    assert!(said.unwrap().contains("another next step"));
    let said = verdict("error-late = Late.\n", "error-late = Tard.\n    .next = Encore.\n");
    assert!(said.unwrap().contains("another next step"));
}

#[test]
fn a_value_without_a_kind_is_refused_in_english() {
    for comment in ["", "# $name\n", "# $name String whose\n", "# $other (String) whose\n"] {
        let text = format!("{comment}mail-from = From {{ $name }}\n");
        let said = verdict(&text, &text);
        let want = "en: mail-from has no comment that tells the kind of $name";
        assert_eq!(said.as_deref(), Some(want), "{comment}");
    }
}

#[test]
fn a_message_that_stands_twice_is_refused_even_across_files() {
    let twice = Language::of("x = a\nx = b\n").refusal();
    assert!(twice.ends_with("x stands twice"), "{twice}");
    let across = Language::of("x = a\n").and("b.ftl", "x = b\n").refusal();
    assert!(across.contains("b.ftl") && across.ends_with("x stands twice"), "{across}");
}

#[test]
fn a_file_that_is_no_fluent_is_refused_by_its_name_and_others_are_left_alone() {
    let said = Language::of("x = { $unclosed\n").refusal();
    assert!(said.contains("a.ftl"), "{said}");
    let beside = Language::of("x = a\n").and("notes.txt", "= no fluent =");
    let (messages, files) = read(beside.0.path()).unwrap();
    assert_eq!((messages.len(), files.len()), (1, 1));
}

#[test]
fn each_message_becomes_one_function_with_typed_arguments() {
    let (messages, _) = read(Language::of(ENGLISH).0.path()).unwrap();
    let code = generated(&messages, "SOURCES").unwrap();
    assert!(code.contains("SOURCES"));
    assert!(code.contains("pub fn mail_new(&self, count: i64, name: &str) -> String {"), "{code}");
    assert!(code.contains("pub fn error_late(&self) -> String {"), "{code}");
    assert!(code.contains(r#"Known { id: "error-late", variables: &[], next: true }"#), "{code}");
    let args = r#"&[("count", Arg::from(count)), ("name", Arg::from(name))]"#;
    assert!(code.contains(args), "{code}");
    assert!(code.contains("/// - `name`: whose"), "what a value is stands in the docs");
    assert_eq!(code.matches("pub fn ").count(), 2);
}

#[test]
fn the_product_speaks_each_language_of_its_folders_and_no_other() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let (english, files) = read(&here.join("en")).unwrap();
    assert_eq!(english.len(), satchel_i18n::MESSAGES.len());
    for lang in satchel_i18n::Lang::ALL {
        let (messages, own) = read(&here.join(lang.tag())).unwrap();
        compare(lang.tag(), &english, &messages).unwrap();
        let names = |all: &[std::path::PathBuf]| -> Vec<_> {
            all.iter().map(|file| file.file_name().unwrap().to_owned()).collect()
        };
        assert_eq!(names(&own), names(&files), "{lang:?} has the same files");
    }
}
