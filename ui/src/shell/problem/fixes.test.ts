import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { say, voiceOf } from "../../i18n/bundle";
import { files as ar } from "../../i18n/texts/all.ar";
import { files as en } from "../../i18n/texts/all.en";
import { files as fr } from "../../i18n/texts/all.fr";
import type { ErrorCode } from "../../rpc/gen";
import { fixLabel, fixOf, fixPlace } from "./fixes";
import { reportText } from "./report";
import { errorNext, errorText, NO_ARGS } from "./words";

const VOICES = [
  ["en", voiceOf("en", en, en)],
  ["fr", voiceOf("fr", fr, {})],
  ["ar", voiceOf("ar", ar, {})],
] as const;

/** The codes, from the core's own table: a new one that has no words fails here. */
const CODES = [
  ...readFileSync("../core/protocol/src/problem.rs", "utf8").matchAll(/^ {4}\w+ = \d+, "(\w+)", \d+/gm),
].map((found) => found[1] as ErrorCode);

describe("every error code of the core", () => {
  it("is looked at", () => {
    expect(CODES.length).toBeGreaterThan(70);
    expect(CODES).toContain("storage_full");
  });

  it.each(CODES)("%s says what happened and what to do, and has one button, in each language", (code) => {
    for (const [language, voice] of VOICES) {
      const what = say(voice, errorText(code), NO_ARGS);
      const next = say(voice, errorNext(code), NO_ARGS);
      const button = say(voice, fixLabel(fixOf(code)));
      for (const said of [what, next, button]) {
        expect(said, `${language} ${code}`).toMatch(/\S{2}/u);
        expect(said, `${language} ${code}`).not.toContain("{");
      }
    }
  });
});

describe("the act", () => {
  it.each([
    ["not_agreed", "/decisions"],
    ["unauthenticated", "/sign-in"],
    ["storage_full", "/help/space"],
    ["offline", "/sync"],
    ["wrong_server_key", "/settings"],
  ] as const)("for %s leads to %s", (code, place) => {
    expect(fixPlace(fixOf(code))).toBe(place);
  });

  it("that only the asking screen can do leads nowhere by itself", () => {
    for (const code of ["invalid", "timeout", "stale", "finalised"] as const) {
      expect(fixPlace(fixOf(code))).toBeNull();
    }
  });
});

it("a report for IT leaves out what is not known", () => {
  expect(
    reportText([
      ["code", "io"],
      ["incident", undefined],
      ["unsent", 0],
      ["x", ""],
    ]),
  ).toBe("code: io\nunsent: 0");
});
