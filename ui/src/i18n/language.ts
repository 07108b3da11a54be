/** The languages of the product and what a browser needs to know about each. */

/** `pseudo` is English made longer and accented at run time, to find texts that do not fit or were never translated. */
export type Language = "en" | "fr" | "ar" | "pseudo";

/** In the order settings list them. */
export const LANGUAGES: readonly Language[] = ["en", "fr", "ar", "pseudo"];

export const directionOf = (language: Language): "ltr" | "rtl" => (language === "ar" ? "rtl" : "ltr");

/** The tag for `lang` and for `Intl`. Figures stay Western in Arabic: doses are read beside paper that prints them so. */
export const localeOf = (language: Language): string => {
  switch (language) {
    case "en":
      return "en-GB";
    case "fr":
      return "fr-FR";
    case "ar":
      return "ar-u-nu-latn";
    case "pseudo":
      return "en-XA";
  }
};

/** For the `lang` attribute, which wants no extension. */
export const tagOf = (language: Language): string => (language === "pseudo" ? "en-XA" : language);

export const isLanguage = (word: unknown): word is Language =>
  typeof word === "string" && (LANGUAGES as readonly string[]).includes(word);

/** The first of the reader's own languages that is spoken here, English when none is. */
export const negotiate = (wanted: readonly string[]): Language => {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split("-")[0];
    if (primary === "en" || primary === "fr" || primary === "ar") return primary;
  }
  return "en";
};
