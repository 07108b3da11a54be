import { expect, test } from "vitest";
import { parseDate } from "./parseDate";

test.each([
  ["23-Nov-2026", "2026-11-23"],
  ["3 mar 1981", "1981-03-03"],
  ["03/03/1981", "1981-03-03"],
  ["3.3.1981", "1981-03-03"],
  ["1981-03-03", "1981-03-03"],
  ["14 juillet 1964", "1964-07-14"],
  ["14-juil-1964", "1964-07-14"],
  ["1 août 2026", "2026-08-01"],
  ["14-يوليو-1964", "1964-07-14"],
  ["١٤-يوليو-١٩٦٤", "1964-07-14"],
  ["  29 February 2024 ", "2024-02-29"],
  ["7 September 2026", "2026-09-07"],
])("%s is read as %s", (typed, date) => {
  expect(parseDate(typed)).toBe(date);
});

test("day comes before month, as it is shown", () => {
  expect(parseDate("04/03/1981")).toBe("1981-03-04");
});

test.each([
  "",
  "30-Feb-2026",
  "29-Feb-2026",
  "32-Jan-2026",
  "00-Jan-2026",
  "3 xyz 1981",
  "3-Mar",
  "1981",
  "1 2 3 4",
  "3/13/1981",
  "0000-01-01",
])("%j is not guessed at", (typed) => {
  expect(parseDate(typed)).toBeNull();
});

test("two figures are no year: the wrong century is another patient", () => {
  expect(parseDate("3-Mar-81")).toBeNull();
  expect(parseDate("3/3/26")).toBeNull();
});

test("a part of a date is taken only where that is asked for", () => {
  expect(parseDate("Mar-1981")).toBeNull();
  expect(parseDate("Mar-1981", true)).toBe("1981-03");
  expect(parseDate("03/1981", true)).toBe("1981-03");
  expect(parseDate("1981", true)).toBe("1981");
  expect(parseDate("13/1981", true)).toBeNull();
  expect(parseDate("81", true)).toBeNull();
  expect(parseDate("3-Mar-1981", true)).toBe("1981-03-03");
});
