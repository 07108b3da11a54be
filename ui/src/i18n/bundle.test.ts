import { expect, test } from "vitest";
import { say, voiceOf } from "./bundle";
import { directionOf, isLanguage, localeOf, negotiate, tagOf } from "./language";
import { pseudo } from "./pseudo";

const english = {
  "a.ftl":
    "a-hello = Hello { $name }\na-only = English only\na-count = { $count ->\n    [one] one\n   *[other] { $count } things\n}\na-error = Wrong\n    .next = Mend it\n",
};
const french = { "a.ftl": "a-hello = Bonjour { $name }\n" };

test("a text is said with its arguments", () => {
  const voice = voiceOf("en", english, english);
  expect(say(voice, "a-hello", { name: "Amina" })).toBe("Hello Amina");
  expect(say(voice, "a-count", { count: 1 })).toBe("one");
  expect(say(voice, "a-count", { count: 3800 })).toBe("3,800 things");
  expect(say(voice, "a-error.next")).toBe("Mend it");
});

test("what a language lacks is said in English, what nobody has is told apart", () => {
  const voice = voiceOf("fr", french, english);
  expect(say(voice, "a-hello", { name: "Amina" })).toBe("Bonjour Amina");
  expect(say(voice, "a-only")).toBe("English only");
  expect(say(voice, "a-none")).toBeNull();
  expect(say(voice, "a-hello.next")).toBeNull();
});

test("a name in another direction cannot turn the sentence round", () => {
  const voice = voiceOf("en", english, english);
  expect(say(voice, "a-hello", { name: "أمينة" })).toBe("Hello \u2068أمينة\u2069");
  expect(say(voice, "a-hello", { name: "Am\u202Eina" })).toBe("Hello Amina");
});

test("pseudo text is longer and accented, with its arguments as they are", () => {
  const voice = voiceOf("pseudo", english, english);
  expect(say(voice, "a-hello", { name: "Amina" })).toBe("Ĥééļļöö Amina");
  expect(pseudo("a 1, b")).toBe("åå 1, ƀ");
});

test("a text that is broken keeps the others readable", () => {
  const voice = voiceOf("en", { "a.ftl": "a-broken = { $x\na-fine = Fine\n" }, {});
  expect(say(voice, "a-fine")).toBe("Fine");
});

test("the reader's own languages choose, in their order", () => {
  expect(negotiate(["de-DE", "fr-CA", "en"])).toBe("fr");
  expect(negotiate(["AR-eg"])).toBe("ar");
  expect(negotiate([])).toBe("en");
  expect(negotiate(["sw"])).toBe("en");
});

test("Arabic runs right to left with Western figures", () => {
  expect(directionOf("ar")).toBe("rtl");
  expect(directionOf("pseudo")).toBe("ltr");
  expect(new Intl.NumberFormat(localeOf("ar")).format(1234)).toMatch(/^1.234$/);
  expect([tagOf("ar"), tagOf("pseudo")]).toEqual(["ar", "en-XA"]);
  expect([isLanguage("fr"), isLanguage("de"), isLanguage(null)]).toEqual([true, false, false]);
});

test("a text chooses by a word in every language, and a name inside it is still held apart", () => {
  const arabic = { "a.ftl": "a-take =\n    { $route ->\n        [oral] فم { $dose }\n       *[other] غير\n    }\n" };
  const voice = voiceOf("ar", arabic, english);
  expect(say(voice, "a-take", { route: "oral", dose: "5 mg" })).toBe("فم \u20685 mg\u2069");
});
