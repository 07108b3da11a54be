/** Fluent bundles and how a text is found in them. */
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { isolate } from "./isolate";
import { directionOf, type Language, localeOf } from "./language";
import { pseudo } from "./pseudo";
import type { Files } from "./source";

export type Args = Record<string, string | number>;

/** One language, ready to speak. */
export interface Voice {
  language: Language;
  bundles: readonly FluentBundle[];
}

const bundleOf = (language: Language, files: Files): FluentBundle => {
  // Fluent isolates every argument, which would put unseen characters into names of buttons; `isolate` does it on need.
  const bundle = new FluentBundle(localeOf(language === "pseudo" ? "en" : language), {
    useIsolating: false,
    ...(language === "pseudo" ? { transform: pseudo } : {}),
  });
  for (const path of Object.keys(files).sort()) {
    // A text that stands twice keeps its first words; the lint of texts names it.
    bundle.addResource(new FluentResource(files[path] ?? ""));
  }
  return bundle;
};

/** A voice for `language`; what `files` lack is said in English. */
export const voiceOf = (language: Language, files: Files, english: Files): Voice => ({
  language,
  bundles:
    language === "en" || language === "pseudo"
      ? [bundleOf(language, files)]
      : [bundleOf(language, files), bundleOf("en", english)],
});

/** A word that a text may choose by, `none` or `oral`: wrapped, it would match no choice; alone it turns nothing round. */
const KEYWORD = /^[a-z][a-z_-]*$/;

/** The words for `id`, or for its attribute when it is written `id.attribute`; null when there are none. */
export const say = (voice: Voice, id: string, args?: Args): string | null => {
  const [name = id, attribute] = id.split(".");
  const direction = directionOf(voice.language);
  const variables: Record<string, FluentVariable> = {};
  for (const [key, value] of Object.entries(args ?? {})) {
    variables[key] = typeof value === "string" && !KEYWORD.test(value) ? isolate(value, direction) : value;
  }
  for (const bundle of voice.bundles) {
    const message = bundle.getMessage(name);
    const pattern = attribute === undefined ? message?.value : message?.attributes[attribute];
    if (pattern) return bundle.formatPattern(pattern, variables, []);
  }
  return null;
};
