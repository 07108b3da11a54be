import { expect, test } from "vitest";
import { decimal, quantity, unit } from "./decimal";

test("MEDi-016 a dose has no zero after its last figure", () => {
  expect(decimal("5.0")).toBe("5");
  expect(decimal("2.50")).toBe("2.5");
  expect(decimal("10.")).toBe("10");
  expect(decimal("100")).toBe("100");
});

test("MEDi-017 a dose below one has a zero before its point", () => {
  expect(decimal(".5")).toBe("0.5");
  expect(decimal("-.5")).toBe("\u22120.5");
  expect(decimal("0.05")).toBe("0.05");
});

test("MEDi-018 thousands have a comma", () => {
  expect(decimal("999")).toBe("999");
  expect(decimal("1000")).toBe("1,000");
  expect(decimal("1234567.890")).toBe("1,234,567.89");
});

test("a decimal is never rounded on its way to the screen", () => {
  expect(decimal("0.1000000000000000055511151231257827")).toBe("0.1000000000000000055511151231257827");
  expect(decimal("12345678901234567890123456789.1")).toBe("12,345,678,901,234,567,890,123,456,789.1");
});

test("leading zeros go, the number stays", () => {
  expect(decimal("007")).toBe("7");
  expect(decimal("0")).toBe("0");
  expect(decimal("000.0")).toBe("0");
});

test.each(["", ".", "-", "1e5", "1,5", "NaN", "Infinity", "1.2.3", "ten"])(
  "%j is no decimal and is shown as it is",
  (text) => {
    expect(decimal(text)).toBe(text);
  },
);

test.each([
  ["ug", "micrograms"],
  ["mcg", "micrograms"],
  ["µg", "micrograms"],
  ["ng", "nanograms"],
  ["IU", "units"],
  ["[iU]", "units"],
])("MEDi-019 %s is written out", (code, words) => {
  expect(unit(code)).toBe(words);
});

test("a value stays beside its unit when the line breaks", () => {
  expect(quantity("500", "mg")).toBe("500\u00A0mg");
  expect(quantity("200.0", "ug")).toBe("200\u00A0micrograms");
  expect(quantity("152", "mm[Hg]")).toBe("152\u00A0mmHg");
  expect(quantity("97", "%")).toBe("97%");
  expect(quantity("78", "/min")).toBe("78/min");
  expect(quantity("3", "1")).toBe("3");
  expect(quantity("3")).toBe("3");
  expect(quantity("3", "")).toBe("3");
});
