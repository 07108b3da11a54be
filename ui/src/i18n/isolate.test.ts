import { expect, test } from "vitest";
import { hasControls, isolate, plain } from "./isolate";

test("a name loses what would turn or hide the text beside it, and nothing else", () => {
  expect(plain("Safe\u202Egnol")).toBe("Safegnol");
  expect(plain("A\u200Bmi\u2066na\u2069\uFEFF\u0007")).toBe("Amina");
  expect(plain("line one\nline two\tend")).toBe("line one\nline two\tend");
  expect(plain("D’Arcy-Ó Dónaill")).toBe("D’Arcy-Ó Dónaill");
  expect(plain("أمينة يوسف")).toBe("أمينة يوسف");
});

test("joined emoji and joined letters stay joined", () => {
  expect(plain("👩🏾‍⚕️")).toBe("👩🏾‍⚕️");
  expect(plain("می‌خواهم")).toBe("می‌خواهم");
});

test("whether something was removed can be asked", () => {
  expect(hasControls("Amina")).toBe(false);
  expect(hasControls("Amina\u202E")).toBe(true);
});

test("only text that runs against its surroundings is isolated", () => {
  expect(isolate("Amina", "ltr")).toBe("Amina");
  expect(isolate("10 mg", "ltr")).toBe("10 mg");
  expect(isolate("أمينة", "ltr")).toBe("\u2068أمينة\u2069");
  expect(isolate("أمينة", "rtl")).toBe("أمينة");
  expect(isolate("10 mg", "rtl")).toBe("\u206810 mg\u2069");
  expect(isolate("14:05", "rtl")).toBe("14:05");
});

test("an isolate that a person typed cannot close ours", () => {
  expect(isolate("أ\u2069b", "ltr")).toBe("\u2068أb\u2069");
});
