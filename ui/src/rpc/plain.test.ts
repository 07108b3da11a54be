import { describe, expect, it } from "vitest";
import type { Row } from "./clinical";
import { plainAllergies, plainMedicines, plainProblems, withoutNumbers } from "./plain";

const row = (list: string, item: string, body: object): Row => ({ doc: "d", list, item, at: 1, body });
const amlodipine = (dose: string) => ({
  product: { text: `Amlodipine ${dose} mg tablet` },
  dose,
  unit: "mg",
  route: "oral",
  frequency: "1/d",
});
const line = (item: string, body: object): Row =>
  row("medicines", item, { regimen: amlodipine("5"), status: "active", ...body });
const both = (a: unknown, b: unknown) => ({
  disputed: [
    { value: a, change: "1" },
    { value: b, change: "2" },
  ],
});

describe("medicines as their patient reads them", () => {
  it("keeps the name and no number at all while two doses stand", () => {
    const disputed = line("m", {
      regimen: both(amlodipine("10"), amlodipine("2.5")),
      note: "5 mg since May",
      indication: "pressure over 140",
      start: "2026-03-01",
    });
    const [only] = plainMedicines([disputed], []);
    expect(only).toMatchObject({ name: "Amlodipine", checking: true, regimen: null, note: null, start: null });
    expect(JSON.stringify({ ...only, item: "" })).not.toMatch(/\p{N}/u);
  });

  it("keeps the number back too while a rule waits for a decision about the line", () => {
    const rows = [line("m", {}), line("n", {})];
    const conflict = (path: string[], body: unknown, decision = true) => ({ path, decision, body });
    const about = (...conflicts: ReturnType<typeof conflict>[]) =>
      plainMedicines(rows, conflicts).map(({ item, checking }) => [item, checking]);
    expect(about(conflict(["medicines", "m", "stop"], {}))).toContainEqual(["m", true]);
    expect(about(conflict(["medicines", "m"], { related: [["medicines", "n"]] }))).toContainEqual(["n", true]);
    expect(about(conflict(["medicines", "m"], {}, false))).toEqual([
      ["m", false],
      ["n", false],
    ]);
  });

  it("shows a line that one stopped and another went on with as not agreed, not as stopped", () => {
    expect(plainMedicines([line("m", { status: both("stopped", "active") })], [])[0]).toMatchObject({
      checking: true,
      state: "current",
    });
  });

  it("leaves out what was entered in error and puts stopped ones last", () => {
    const rows = [
      line("a", { status: "stopped", stop: { date: "2026-11-12" } }),
      line("b", { entry: { reason: "wrong patient", by: "u", at: 1 } }),
      line("c", { status: "on-hold" }),
      line("d", {}),
      line("e", { status: "intended" }),
    ];
    expect(plainMedicines(rows, []).map(({ item, state, stop }) => [item, state, stop])).toEqual([
      ["d", "current", null],
      ["c", "held", null],
      ["a", "stopped", "2026-11-12"],
    ]);
  });
});

describe("the name of a medicine that is not agreed", () => {
  it.each([
    ["Amlodipine 5 mg tablet", "Amlodipine"],
    ["Hydrocortisone 1 % cream", "Hydrocortisone"],
    ["Insulin glargine (100 units)", "Insulin glargine"],
    ["ميتفورمين ٥٠٠ ملغ", "ميتفورمين"],
    ["Warfarin", "Warfarin"],
    ["5-ASA", ""],
    ["B12 vitamin", ""],
  ])("has no number: %s", (name, want) => {
    expect(withoutNumbers(name)).toBe(want);
  });
});

describe("allergies and problems", () => {
  it("tells none known from nobody asked", () => {
    const none = row("allergies", "n", { kind: "none_known", code: { text: "None known" } });
    const nut = row("allergies", "p", { kind: "allergy", code: { text: "Peanut" }, criticality: "high" });
    expect(plainAllergies([])).toEqual({ allergies: [], noneKnown: false });
    expect(plainAllergies([none])).toEqual({ allergies: [], noneKnown: true });
    // Somebody wrote an allergy after all: the older statement does not comfort anybody.
    expect(plainAllergies([none, nut])).toMatchObject({
      allergies: [{ name: "Peanut", serious: true }],
      noneKnown: false,
    });
  });

  it("shows problems of today first, and none that was refuted or in error", () => {
    const problem = (item: string, more: object): Row =>
      row("problems", item, { code: { text: item }, clinical: "active", ...more });
    const rows = [
      problem("Ankle sprain", { clinical: "resolved" }),
      problem("Hypertension", { onset: "2020-01" }),
      problem("Typo", { entry: { reason: "error", by: "u", at: 1 } }),
      problem("Gout", { verification: "refuted" }),
      problem("Asthma", { clinical: both("active", "resolved") }),
    ];
    expect(plainProblems(rows).map(({ name, past, checking }) => [name, past, checking])).toEqual([
      ["Asthma", false, true],
      ["Hypertension", false, false],
      ["Ankle sprain", true, false],
    ]);
  });
});
