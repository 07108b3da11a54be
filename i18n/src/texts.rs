//! Loading a language and asking it for a message.

use fluent::concurrent::FluentBundle;
use fluent::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::messages;

/// A language the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lang {
    /// English, the source of all others.
    En,
    /// French.
    Fr,
    /// Arabic, written right to left.
    Ar,
}

impl Lang {
    /// Every language, the source first.
    pub const ALL: &'static [Self] = &[Self::En, Self::Fr, Self::Ar];

    /// The language tag, `en`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
            Self::Ar => "ar",
        }
    }

    /// The language of a tag such as `fr-CA`; none where the product does not speak it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_', '.']).next().unwrap_or_default();
        Self::ALL.iter().copied().find(|lang| lang.tag().eq_ignore_ascii_case(first))
    }

    /// Whether text runs from right to left.
    #[must_use]
    pub const fn is_right_to_left(self) -> bool {
        matches!(self, Self::Ar)
    }
}

/// A value inside a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Text, shown as it is.
    Text(&'a str),
    /// A count, which chooses the plural.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// A message as code knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its id, `<feature>-<thing>`.
    pub id: &'static str,
    /// The variables it uses, in order of name.
    pub variables: &'static [&'static str],
    /// Whether it says what to do next.
    pub next: bool,
}

/// What an error code says to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorText {
    /// What happened.
    pub text: String,
    /// What to do.
    pub next: String,
}

/// Every message of one language. Loading parses a few kilobytes: do it once for each language in use.
pub struct Texts {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The messages of `lang`.
    #[must_use]
    pub fn load(lang: Lang) -> Self {
        let tag: Option<LanguageIdentifier> = lang.tag().parse().ok();
        let mut bundle = FluentBundle::new_concurrent(tag.into_iter().collect());
        // Marks around values keep a Latin name from tearing an Arabic line; terminals and logs in the others need none.
        bundle.set_use_isolating(lang.is_right_to_left());
        for source in messages::sources(lang) {
            // The build script has parsed the same text: what is left here cannot fail.
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(resource, _)| resource);
            bundle.add_resource_overriding(resource);
        }
        Self { lang, bundle }
    }

    /// The language of these messages.
    #[must_use]
    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The words of the error code `word`, such as `too_large`; none for a word that is no code.
    ///
    /// `args` are those of the problem; one that the message wants and the problem lacks makes a more general sentence.
    #[must_use]
    pub fn error(&self, word: &str, args: &[(&str, Arg<'_>)]) -> Option<ErrorText> {
        let id = format!("error-{}", word.replace('_', "-"));
        let known = messages::MESSAGES.iter().find(|known| known.id == id)?;
        let lacking = known
            .variables
            .iter()
            .filter(|name| !args.iter().any(|(given, _)| given == *name))
            .map(|name| (*name, Arg::from("none")));
        let all: Vec<(&str, Arg<'_>)> = args.iter().copied().chain(lacking).collect();
        Some(ErrorText { text: self.text(&id, &all), next: self.attribute(&id, "next", &all)? })
    }

    /// The text of the message `id`, which the build script has seen; its id stands in for it should it be gone.
    pub(crate) fn text(&self, id: &str, args: &[(&str, Arg<'_>)]) -> String {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        pattern.map_or_else(
            || id.to_owned(),
            |pattern| {
                self.bundle
                    .format_pattern(pattern, Some(&values(args)), &mut Vec::new())
                    .into_owned()
            },
        )
    }

    fn attribute(&self, id: &str, name: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        let message = self.bundle.get_message(id)?;
        let pattern = message.get_attribute(name)?.value();
        Some(self.bundle.format_pattern(pattern, Some(&values(args)), &mut Vec::new()).into_owned())
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Texts").field(&self.lang).finish()
    }
}

fn values<'a>(args: &[(&'a str, Arg<'a>)]) -> FluentArgs<'a> {
    args.iter()
        .map(|(name, arg)| {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(*text),
                Arg::Number(number) => FluentValue::from(*number),
            };
            (*name, value)
        })
        .collect()
}

#[cfg(test)]
mod tests;
