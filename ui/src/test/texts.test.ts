// @vitest-environment node
import { FluentBundle, FluentResource } from "@fluent/bundle";
import { describe, expect, test } from "vitest";
import { messagesOf } from "./messages";
import { type Source, shipped, TONGUES, type Tongue, texts } from "./sources";

const all = (tongue: Tongue): Source[] => [...texts("ui", tongue), ...texts("shared", tongue)];
const listed = (tongue: Tongue) => all(tongue).flatMap((source) => messagesOf(source).messages);

/** Words that blur what is true, or that only programmers use. Each has its own word in the table of words. */
const BANNED: Record<Tongue, RegExp> = {
  en: /\b(un)?sync(ed|ing|hronised|hronized)\b|\bupload(s|ed|ing)?\b|\bdirty\b|\bqueued\b|\bconflicts?\b|\bmerge error\b|\boverrid(e|es|den)\b|\bprox(y|ies)\b|\bde-?dupe\b|\bfinalised?\b|\bsubmit(s|ted)?\b|\bOK\b|\b2FA\b|\btokens?\b|\bfulfilled\b|\bpending\b|\bdelete\b/i,
  fr: /(?<!\p{L})(?:(dé)?synchronis(é|ée|és|ées|er|ation)|télévers\p{L}*|conflits?|soumettre|soumis(e|es)?|OK|2FA|jetons?|outrepasser)(?!\p{L})/iu,
  ar: /مزامن|تزامن|(?<!\p{L})(?:ال)?تعارض|(?<!\p{L})(?:ال)?تضارب|موافق(?!ة|ت|\p{L})|رمز مميز/u,
};

/** Words of the trade that a patient does not use. */
const NOT_FOR_PATIENTS = /\b(drugs?|encounters?|observations?|medications?|symptomatic|adverse|administer(ed)?)\b/i;

const SENTENCE_MAX = 22;

describe.each(TONGUES)("the texts in %s", (tongue) => {
  test("hold no line that belongs to no message, and the parser takes each", () => {
    for (const source of all(tongue)) {
      const { messages, junk } = messagesOf(source);
      expect.soft(junk, source.path).toEqual([]);
      const bundle = new FluentBundle("en");
      expect.soft(bundle.addResource(new FluentResource(source.text)), source.path).toEqual([]);
      for (const { id } of messages) expect.soft(bundle.hasMessage(id), `${source.path}: ${id}`).toBe(true);
    }
  });

  test("say each thing once", () => {
    const ids = listed(tongue).map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  test("have every message and variable that English has, and no other", () => {
    const english = new Map(listed("en").map((message) => [message.id, message]));
    const here = new Map(listed(tongue).map((message) => [message.id, message]));
    expect([...english.keys()].filter((id) => !here.has(id))).toEqual([]);
    expect([...here.keys()].filter((id) => !english.has(id))).toEqual([]);
    for (const [id, message] of here) {
      const wanted = english.get(id)?.variables ?? [];
      // A language may say a count in words; it must not ask for what nobody gives.
      expect
        .soft(
          message.variables.filter((name) => !wanted.includes(name)),
          `${tongue} ${id}`,
        )
        .toEqual([]);
      const dropped = wanted.filter((name) => !message.variables.includes(name) && name !== "count");
      expect.soft(dropped, `${tongue} ${id} leaves out a variable`).toEqual([]);
    }
  });

  test("use none of the words that blur what is true", () => {
    for (const { id, words } of listed(tongue)) {
      expect.soft(BANNED[tongue].exec(words)?.[0], `${tongue} ${id}: ${words.trim()}`).toBeUndefined();
    }
  });
});

test("ids begin with the name of their file", () => {
  for (const source of texts("ui", "en")) {
    const feature = source.path.replace(/\.ftl$/, "");
    const strangers = messagesOf(source).messages.filter(({ id }) => !id.startsWith(`${feature}-`));
    expect
      .soft(
        strangers.map(({ id }) => id),
        source.path,
      )
      .toEqual([]);
  }
});

test("patients read plain words in short sentences", () => {
  for (const source of texts("ui", "en").filter(({ path }) => path.startsWith("patient-"))) {
    for (const { id, words } of messagesOf(source).messages) {
      expect.soft(NOT_FOR_PATIENTS.exec(words)?.[0], `${id}: ${words.trim()}`).toBeUndefined();
      for (const sentence of words.split(/[.?!:\n]+\s*/)) {
        const count = sentence.trim().split(/\s+/).length;
        expect.soft(count, `${id}: ${sentence.trim()}`).toBeLessThanOrEqual(SENTENCE_MAX);
      }
    }
  }
});

test("every text is used, and every id that is used has a text", () => {
  const code = shipped()
    .map(({ text }) => text)
    .join("\n");
  const ids = new Set(listed("en").map(({ id }) => id));
  const screens = texts("ui", "en").flatMap((source) => messagesOf(source).messages.map(({ id }) => id));
  const named = new Set(
    [...code.matchAll(/["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)(?:\.[a-z]+)?["'`]/g)].map(([, id]) => id),
  );
  const begun = [...code.matchAll(/`([a-z][a-z0-9]*(?:-[a-z0-9]+)*-)\$\{/g)].map(([, start = ""]) => start);
  expect(screens.filter((id) => !named.has(id) && !begun.some((start) => id.startsWith(start)))).toEqual([]);
  const features = new Set(texts("ui", "en").map(({ path }) => path.replace(/\.ftl$/, "")));
  const asked = [...code.matchAll(/(?:text\(\s*|\bid=)"([a-z][a-z0-9-]+)(?:\.[a-z]+)?"/g)].map(([, id = ""]) => id);
  const mine = asked.filter((id) => [...features].some((feature) => id.startsWith(`${feature}-`)));
  expect(mine.filter((id) => !ids.has(id))).toEqual([]);
});

test("the lint of texts sees what it is for", () => {
  const source = { path: "x.ftl", text: "a-b = { $n ->\n    [one] Synced { $n }\n   *[other] OK\n}\nnonsense\n" };
  const { messages, junk } = messagesOf(source);
  expect(junk).toEqual(["nonsense"]);
  expect(messages[0]?.variables).toEqual(["n"]);
  expect(BANNED.en.test("All synced")).toBe(true);
  expect(BANNED.en.test("Press OK")).toBe(true);
  expect(BANNED.fr.test("Tout est synchronisé")).toBe(true);
  expect(BANNED.ar.test("تمت المزامنة")).toBe(true);
  expect(BANNED.en.test("All sent, 14:05")).toBe(false);
});
