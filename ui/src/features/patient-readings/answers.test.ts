import { describe, expect, it } from "vitest";
import { type Answers, alarmOf, answersFrom, faultsOf, firstOpen, itemsOf, momentOf, NO_ANSWERS } from "./answers";

const NOW = new Date(2026, 10, 24, 9, 30).getTime();
const GOOD: Answers = { upper: "128", lower: "82", pulse: "70", when: "now", at: "", day: "", time: "" };
const ids = (step: Parameters<typeof faultsOf>[0], answers: Partial<Answers>): string[] =>
  faultsOf(step, { ...GOOD, ...answers }, NOW).map(({ id }) => id);

describe("answers of a blood pressure", () => {
  it.each([
    ["", "patient-readings-error-number"],
    ["12.5", "patient-readings-error-number"],
    ["-120", "patient-readings-error-number"],
    ["1e2", "patient-readings-error-number"],
    ["hundred", "patient-readings-error-number"],
    ["49", "patient-readings-error-range"],
    ["281", "patient-readings-error-range"],
  ])("refuses %j as an upper number", (upper, want) => {
    expect(ids("upper", { upper })).toEqual([want]);
  });

  it.each(["50", "280", " 120 ", "١٢٨"])("takes %j as an upper number", (upper) => {
    expect(ids("upper", { upper })).toEqual([]);
  });

  it("refuses a lower number that is not smaller", () => {
    expect(ids("lower", { lower: "128" })).toEqual(["patient-readings-error-order"]);
    expect(ids("lower", { lower: "127" })).toEqual([]);
  });

  it("needs no pulse, but a right one where there is one", () => {
    expect(ids("pulse", { pulse: "  " })).toEqual([]);
    expect(ids("pulse", { pulse: "251" })).toEqual(["patient-readings-error-range"]);
  });

  it("chooses no moment for the person", () => {
    expect(faultsOf("when", NO_ANSWERS, NOW).map(({ id }) => id)).toEqual(["patient-readings-error-when"]);
  });

  it.each([
    ["24-11-2026", "8:30", new Date(2026, 10, 24, 8, 30)],
    ["1/2/2026", "5:45pm", new Date(2026, 1, 1, 17, 45)],
    ["٢٣.١١.٢٠٢٦", "١٢:٠٥", new Date(2026, 10, 23, 12, 5)],
    ["23-11-2026", "12:05am", new Date(2026, 10, 23, 0, 5)],
  ])("reads %s %s as the clock of the phone", (day, time, want) => {
    const answers: Answers = { ...GOOD, when: "earlier", day, time };
    expect(momentOf(answers, NOW)).toBe(want.getTime());
    expect(faultsOf("when", answers, NOW)).toEqual([]);
  });

  it.each([
    ["31-02-2026", "8:30", "day"],
    ["24-11-26", "8:30", "day"],
    ["24-11-2026", "25:00", "time"],
    ["24-11-2026", "13:00pm", "time"],
    ["24-11-2026", "9:31", "day"],
  ])("refuses %s %s", (day, time, field) => {
    expect(faultsOf("when", { ...GOOD, when: "earlier", day, time }, NOW).map((one) => one.field)).toEqual([field]);
  });

  it("keeps the moment at which just now was chosen", () => {
    const chosen = NOW - 86_400_000;
    expect(momentOf({ ...GOOD, at: String(chosen) }, NOW)).toBe(chosen);
    expect(momentOf({ ...GOOD, at: "yesterday" }, NOW)).toBe(NOW);
  });

  it("cannot be jumped over: the first open question comes first", () => {
    expect(firstOpen(NO_ANSWERS, NOW)).toBe("upper");
    expect(firstOpen({ ...GOOD, lower: "900" }, NOW)).toBe("lower");
    expect(firstOpen({ ...GOOD, when: "" }, NOW)).toBe("when");
    expect(firstOpen(GOOD, NOW)).toBe("check");
  });

  it.each([
    ["180", "80", "high"],
    ["179", "119", null],
    ["150", "120", "high"],
    ["89", "60", "low"],
    ["90", "60", null],
  ])("says of %s over %s: %s", (upper, lower, want) => {
    expect(alarmOf({ ...GOOD, upper, lower })).toBe(want);
  });

  it("writes the numbers as decimal text with their units and one moment for both", () => {
    const items = itemsOf({ ...GOOD, upper: "١٢٨" }, Date.UTC(2026, 10, 24, 9, 30), ["a", "b"]);
    expect(items).toMatchObject([
      {
        item: "a",
        code: { system: "http://loinc.org", code: "85354-9" },
        parts: [{ measure: { value: "128", unit: "mm[Hg]" } }, { measure: { value: "82", unit: "mm[Hg]" } }],
        effective: "2026-11-24T09:30:00Z",
      },
      { item: "b", measure: { value: "70", unit: "/min" }, parts: [], effective: "2026-11-24T09:30:00Z" },
    ]);
    expect(itemsOf({ ...GOOD, pulse: "" }, NOW, ["a", "b"])).toHaveLength(1);
  });

  it("reads a draft of another form as far as it fits", () => {
    expect(answersFrom({ upper: "128", when: "never", lower: 82 })).toEqual({ ...NO_ANSWERS, upper: "128" });
    expect(answersFrom("text")).toEqual(NO_ANSWERS);
    expect(answersFrom(null)).toEqual(NO_ANSWERS);
  });
});
