import { expect, test } from "vitest";
import { ageOf } from "./age";

const words = (born: string, now: string): string | null =>
  ageOf(born, now)
    ?.map(({ value, unit }) => `${value}${unit}`)
    .join(" ") ?? null;

test("PAB-0046 the younger, the finer", () => {
  expect(words("2026-11-23", "2026-11-23")).toBe("0d");
  expect(words("2026-10-27", "2026-11-23")).toBe("27d");
  expect(words("2026-10-26", "2026-11-23")).toBe("4w");
  expect(words("2026-10-20", "2026-11-23")).toBe("4w 6d");
  expect(words("2025-11-24", "2026-11-23")).toBe("52w");
  expect(words("2025-11-23", "2026-11-23")).toBe("12m");
  expect(words("2025-10-20", "2026-11-23")).toBe("13m 3d");
  expect(words("2024-11-24", "2026-11-23")).toBe("23m 30d");
  expect(words("2024-11-23", "2026-11-23")).toBe("2y");
  expect(words("2019-09-27", "2026-11-23")).toBe("7y 1m");
  expect(words("2008-11-24", "2026-11-23")).toBe("17y 11m");
  expect(words("2008-11-23", "2026-11-23")).toBe("18y");
  expect(words("1981-03-03", "2026-11-23")).toBe("45y");
});

test("a birthday counts from its day, a leap day from the 28th of other years on", () => {
  expect(words("1981-11-23", "2026-11-22")).toBe("44y");
  expect(words("1981-11-23", "2026-11-23")).toBe("45y");
  expect(words("2000-02-29", "2026-02-28")).toBe("25y");
  expect(words("2000-02-29", "2026-03-01")).toBe("26y");
});

test("a year or a month alone gives years alone", () => {
  expect(words("1958", "2026-11-23")).toBe("68y");
  expect(words("~1958", "2026-11-23")).toBe("68y");
  expect(words("1981-12", "2026-11-23")).toBe("44y");
});

test("nobody is of an age before being born, nor of one that is not known", () => {
  expect(words("2026-11-24", "2026-11-23")).toBeNull();
  expect(words("2027", "2026-11-23")).toBeNull();
  expect(words("soon", "2026-11-23")).toBeNull();
});
