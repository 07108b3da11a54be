//! Turns `en/*.ftl` into one checked Rust function a message, in `OUT_DIR` alone, and refuses a language that lags behind.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement,
};

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const LANGUAGES: &[&str] = &["en", "fr", "ar"];

/// What code needs to know about a message.
#[derive(Default)]
pub(crate) struct Known {
    variables: BTreeSet<String>,
    next: bool,
    /// Variables by name with their kind, `String` or `Number`, as the comment of the English message tells.
    kinds: BTreeMap<String, String>,
    /// What each variable is, for the docs.
    about: BTreeMap<String, String>,
    english: String,
}

fn main() -> Outcome<()> {
    let here = PathBuf::from(environment("CARGO_MANIFEST_DIR")?);
    let mut all = BTreeMap::new();
    let mut sources = String::new();
    for language in LANGUAGES {
        let (messages, files) = read(&here.join(language))?;
        let listed: Vec<String> =
            files.iter().map(|file| format!("include_str!(r#\"{}\"#)", file.display())).collect();
        writeln!(sources, "        Lang::{} => &[{}],", title(language), listed.join(", "))?;
        all.insert(*language, messages);
    }
    let english = all.get("en").ok_or("no English messages")?;
    for (language, messages) in &all {
        compare(language, english, messages)?;
    }
    let path = Path::new(&environment("OUT_DIR")?).join("messages.rs");
    write(&path, &generated(english, &sources)?)
}

#[expect(
    clippy::disallowed_methods,
    reason = "cargo speaks to a build script through the environment"
)]
fn environment(name: &str) -> Outcome<String> {
    Ok(std::env::var(name)?)
}

#[expect(clippy::disallowed_methods, reason = "generated code in OUT_DIR, not state")]
fn write(path: &Path, text: &str) -> Outcome<()> {
    Ok(std::fs::write(path, text)?)
}

pub(crate) fn read(folder: &Path) -> Outcome<(BTreeMap<String, Known>, Vec<PathBuf>)> {
    // Tells cargo to run this script again when a file changes.
    std::io::Write::write_all(
        &mut std::io::stdout(),
        format!("cargo::rerun-if-changed={}\n", folder.display()).as_bytes(),
    )?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|end| end == "ftl"));
    files.sort();
    let mut messages = BTreeMap::new();
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        let resource = fluent_syntax::parser::parse(text.as_str())
            .map_err(|(_, errors)| format!("{}: {errors:?}", file.display()))?;
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            if messages.insert(message.id.name.to_owned(), known(message)).is_some() {
                return Err(format!("{}: {} stands twice", file.display(), message.id.name).into());
            }
        }
    }
    Ok((messages, files))
}

fn known(message: &Message<&str>) -> Known {
    let mut known = Known {
        next: message.attributes.iter().any(|attribute| attribute.id.name == "next"),
        ..Known::default()
    };
    if let Some(pattern) = &message.value {
        variables(pattern, &mut known.variables);
        known.english = fluent_syntax::serializer::serialize(&fluent_syntax::ast::Resource {
            body: vec![Entry::Message(message.clone())],
        });
    }
    for attribute in &message.attributes {
        variables(&attribute.value, &mut known.variables);
    }
    for line in message.comment.iter().flat_map(|comment| comment.content.iter()) {
        let Some((name, rest)) =
            line.trim().strip_prefix('$').and_then(|rest| rest.split_once(" ("))
        else {
            continue;
        };
        let Some((kind, about)) = rest.split_once(") ") else { continue };
        known.kinds.insert(name.to_owned(), kind.to_owned());
        known.about.insert(name.to_owned(), about.to_owned());
    }
    known
}

fn variables(pattern: &Pattern<&str>, into: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            expression_variables(expression, into);
        }
    }
}

fn expression_variables(expression: &Expression<&str>, into: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => inline_variables(inline, into),
        Expression::Select { selector, variants } => {
            inline_variables(selector, into);
            for variant in variants {
                variables(&variant.value, into);
            }
        }
    }
}

fn inline_variables(inline: &InlineExpression<&str>, into: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            into.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => expression_variables(expression, into),
        InlineExpression::FunctionReference {
            arguments: CallArguments { positional, .. }, ..
        } => {
            for one in positional {
                inline_variables(one, into);
            }
        }
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {}
    }
}

/// Every language has every message with the same variables and the same next step, and nothing else.
pub(crate) fn compare(
    language: &str,
    english: &BTreeMap<String, Known>,
    messages: &BTreeMap<String, Known>,
) -> Outcome<()> {
    for (id, known) in english {
        let other = messages.get(id).ok_or_else(|| format!("{language} lacks {id}"))?;
        if !other.variables.is_subset(&known.variables) || other.next != known.next {
            return Err(format!(
                "{language}: {id} has other variables or another next step than en"
            )
            .into());
        }
        if let Some(nameless) = known.variables.iter().find(|name| !known.kinds.contains_key(*name))
        {
            return Err(
                format!("en: {id} has no comment that tells the kind of ${nameless}").into()
            );
        }
    }
    match messages.keys().find(|id| !english.contains_key(*id)) {
        None => Ok(()),
        Some(extra) => Err(format!("{language}: {extra} is not in en").into()),
    }
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(crate) fn generated(messages: &BTreeMap<String, Known>, sources: &str) -> Outcome<String> {
    let mut out = String::from(
        "/// The Fluent sources of a language, built into the program.\npub(crate) const fn sources(lang: Lang) -> &'static [&'static str] {\n    match lang {\n",
    );
    write!(
        out,
        "{sources}    }}\n}}\n\n/// Every message with the variables it knows, in order of its id.\npub const MESSAGES: &[Known] = &[\n"
    )?;
    for (id, known) in messages {
        let names: Vec<&String> = known.variables.iter().collect();
        writeln!(out, "    Known {{ id: {id:?}, variables: &{names:?}, next: {} }},", known.next)?;
    }
    out.push_str("];\n\nimpl Texts {\n");
    for (id, known) in messages {
        function(&mut out, id, known)?;
    }
    out.push_str("}\n");
    Ok(out)
}

fn function(out: &mut String, id: &str, known: &Known) -> Outcome<()> {
    writeln!(out, "    /// ```text")?;
    for line in known.english.lines().filter(|line| !line.starts_with('#')) {
        writeln!(out, "    /// {line}")?;
    }
    writeln!(out, "    /// ```")?;
    for (name, about) in &known.about {
        writeln!(out, "    /// - `{name}`: {about}")?;
    }
    let kind = |name: &str| {
        if known.kinds.get(name).is_some_and(|kind| kind == "Number") { "i64" } else { "&str" }
    };
    let parameters: String = known
        .variables
        .iter()
        .fold(String::new(), |all, name| format!("{all}, {name}: {}", kind(name)));
    let arguments: Vec<String> =
        known.variables.iter().map(|name| format!("({name:?}, Arg::from({name}))")).collect();
    writeln!(
        out,
        "    #[must_use]\n    pub fn {}(&self{parameters}) -> String {{",
        id.replace('-', "_")
    )?;
    writeln!(out, "        self.text({id:?}, &[{}])\n    }}\n", arguments.join(", "))?;
    Ok(())
}
