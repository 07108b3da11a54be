import { readFileSync } from "node:fs";
import { beforeEach, expect, test, vi } from "vitest";
import { applyLook, parseLook } from "./look";

const script = readFileSync("public/first.js", "utf8");

const run = (stored: string | null, matching: readonly string[], languages: readonly string[] = ["en"]): void => {
  localStorage.clear();
  if (stored !== null) localStorage.setItem("s-look", stored);
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: matching.some((one) => query.includes(one)) }));
  vi.spyOn(navigator, "languages", "get").mockReturnValue([...languages]);
  new Function(script)();
};

beforeEach(() => {
  for (const name of ["data-theme", "data-contrast", "style", "lang", "dir"]) {
    document.documentElement.removeAttribute(name);
  }
});

const shown = (root: HTMLElement) => [root.dataset["theme"], root.dataset["contrast"], root.style.fontSize];

test.each([
  [null, []],
  [null, ["dark"]],
  ['{"scheme":"dark"}', []],
  ['{"scheme":"light"}', ["dark", "contrast"]],
  ['{"scheme":"pink","text":150}', ["dark"]],
  ['{"contrast":"more","text":200}', []],
  ['{"text":900}', []],
  ["{", ["dark"]],
  ["null", []],
])("before the first paint %j with %j looks as the app will make it", (stored, matching) => {
  run(stored, matching);
  const later = document.createElement("html");
  applyLook(parseLook(stored), later);
  const text = parseLook(stored).text;
  // A size out of bounds is left alone until the app mends it: the page must not jump for a damaged value.
  expect(shown(document.documentElement).slice(0, 2)).toEqual(shown(later).slice(0, 2));
  if (stored !== '{"text":900}') expect(document.documentElement.style.fontSize).toBe(text === 100 ? "" : `${text}%`);
});

test("language and direction stand before the first paint", () => {
  run('{"language":"ar"}', []);
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["ar", "rtl"]);
  run(null, [], ["sw", "fr-FR"]);
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(["fr", "ltr"]);
  run('{"language":"de"}', [], ["sw"]);
  expect(document.documentElement.lang).toBe("en");
});
