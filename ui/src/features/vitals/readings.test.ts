import { expect, it } from "vitest";
import {
  adultSince,
  directionOf,
  flagOf,
  groupsOf,
  lastOf,
  newerAtHome,
  readingOf,
  readingsOf,
  wasNotTaken,
} from "./readings";
import { SIGNS, type Sign } from "./signs";

const row = (item: string, at: number, body: unknown): Parameters<typeof readingOf>[0] => ({
  doc: "doc",
  list: "observations",
  item,
  at,
  body,
});
const quantity = (value: unknown, unit: string): object => ({ valueQuantity: { code: unit, unit, value } });
const pulse = (item: string, at: number, value: unknown, more: object = {}): ReturnType<typeof row> =>
  row(item, at, {
    code: { code: "8867-4", display: "Heart rate" },
    value: quantity(value, "/min"),
    by: "anna",
    ...more,
  });

it("reads a number, two numbers and words", () => {
  expect(readingOf(pulse("a", 5, 72)).amount).toEqual({ value: "72", unit: "/min" });
  const parts = [
    { code: { code: "8480-6" }, ...quantity("138", "mm[Hg]") },
    { code: { coding: [{ code: "8462-4", display: "Lower" }] }, ...quantity(86, "mm[Hg]") },
  ];
  const pressure = readingOf(row("b", 5, { code: { code: "85354-9" }, components: parts }));
  expect(pressure.parts.map((part) => [part.code, part.amount.value])).toEqual([
    ["8480-6", "138"],
    ["8462-4", "86"],
  ]);
  const words = readingOf(
    row("c", 5, { code: { text: "Smoking" }, value: { valueCodeableConcept: { text: "Never" } } }),
  );
  expect([words.label, words.words, words.amount]).toEqual(["Smoking", "Never", null]);
});

it("reads a body it does not know as nothing taken", () => {
  for (const body of [null, 3, "x", [], { code: 7, value: [], components: "x" }]) {
    expect(wasNotTaken(readingOf(row("a", 1, body)))).toBe(true);
  }
});

it("shows the newest value that was taken and is not in error", () => {
  const sign = SIGNS.find((one) => one.id === "pulse") as Sign;
  const readings = readingsOf([
    pulse("old", 1, 60),
    pulse("wrong", 4, 600, { entry: { reason: "typo" } }),
    row("none", 3, { code: { code: "8867-4" }, note: "refused" }),
    pulse("last", 2, 72),
  ]);
  expect(readings.map((one) => one.item)).toEqual(["wrong", "none", "last", "old"]);
  expect(lastOf(readings, sign)?.item).toBe("last");
});

it("groups readings by what was measured, the signs first", () => {
  const rows = [
    row("h", 9, { code: { text: "HbA1c" } }),
    pulse("p", 1, 60),
    row("b", 2, { code: { code: "85354-9" } }),
  ];
  expect(groupsOf(readingsOf(rows)).map((group) => group.code || group.label)).toEqual(["85354-9", "8867-4", "HbA1c"]);
});

it("marks what lies outside the usual range of adults, and nothing where there is none or for a child", () => {
  const flag = (code: string, value: string, at = 9): "high" | "low" | null => flagOf(code, value, at, 5);
  expect([flag("8480-6", "141"), flag("8480-6", "140"), flag("2708-6", "93"), flag("29463-7", "300")]).toEqual([
    "high",
    null,
    "low",
    null,
  ]);
  expect([flag("8867-4", "130", 4), flagOf("8867-4", "130", 9, null)]).toEqual([null, null]);
});

it("counts somebody as grown from the latest birthday that may be theirs", () => {
  expect(adultSince(["2008-11-23"])).toBe(Date.UTC(2026, 10, 23));
  expect(adultSince(["2008"])).toBe(Date.UTC(2026, 11, 31));
  expect(adultSince(["1980-01-01", "2010-05"])).toBe(Date.UTC(2028, 4, 31));
  expect([adultSince([]), adultSince(["unknown"]), adultSince(["1980", ""])]).toEqual([null, null, null]);
});

it("says which way three readings go and nothing of two", () => {
  expect([directionOf([1, 2, 3]), directionOf([9, 3, 2, 1]), directionOf([1, 3, 2]), directionOf([1, 2])]).toEqual([
    "up",
    "down",
    "level",
    null,
  ]);
});

it("takes a blood pressure of home before the clinic's only where it is newer", () => {
  const pressure = (at: number, more: object = {}): ReturnType<typeof readingOf> => {
    const components = [
      { code: { code: "8480-6" }, ...quantity(147, "mm[Hg]") },
      { code: { code: "8462-4" }, ...quantity(93, "mm[Hg]") },
    ];
    return readingOf(row(`p${at}`, at, { code: { code: "85354-9" }, components, ...more }));
  };
  expect(newerAtHome([pressure(9)], [pressure(8)])?.at).toBe(9);
  expect(newerAtHome([pressure(8)], [pressure(9)])).toBeUndefined();
  expect(newerAtHome([pressure(9), pressure(5)], [pressure(9)])).toBeUndefined();
  expect(newerAtHome([pressure(9, { entry: { status: "entered-in-error" } })], [])).toBeUndefined();
  expect(newerAtHome([pressure(0)], [])).toBeUndefined();
});
