import { describe, expect, it } from "vitest";
import type { Say } from "../../i18n/text";
import type { Conflict } from "../../rpc/gen";
import { byHarm, changeWord, decisionWords, placeOf } from "./waiting";

const say = ((id: string) => (id === "kit-or" ? "or" : id)) as Say;
const P = "0199c82c-c000-7000-8000-000000000001";
const I = "0199c82c-c000-7000-8000-000000000002";
const conflict = (path: string[], values: unknown[], decision = true): Conflict => ({
  doc: "d",
  patient: P,
  name: "Castellanos, Tomás",
  path,
  decision,
  rule: "two_values",
  body: { alternatives: values.map((value) => ({ value })) },
});

describe("what is not agreed", () => {
  const dose = (amount: string) => ({ product: { display: "Amlodipine 5 mg tablet" }, dose: amount, unit: "mg" });

  it("names medicine and doses where doses differ", () => {
    const words = decisionWords(say, conflict(["medicines", I, "regimen"], [dose("10"), dose("2.5")]));
    expect(words).toEqual({ what: "Amlodipine 5 mg tablet", doses: ["10\u00a0mg", "2.5\u00a0mg"] });
    // Three people, two of one mind: each dose is said once.
    const three = conflict(["medicines", I, "regimen"], [dose("10"), dose("2.5"), dose("10")]);
    expect(decisionWords(say, three)).toEqual(words);
  });

  it("says its kind where it is no dose, and that a review is one", () => {
    const what = (one: Conflict): string => decisionWords(say, one).what;
    const allergy = conflict(["allergies", I, "criticality"], ["high", "low"]);
    expect(what(allergy)).toBe("today-decision-allergy");
    expect(what({ ...allergy, body: { label: "Bee venom" } })).toBe("today-decision-allergy-to");
    expect(what(conflict(["person", "name"], [{}, {}]))).toBe("today-decision-identity");
    expect(what(conflict(["elsewhere"], []))).toBe("today-decision-other");
    expect(what(conflict(["problems", I, "clinical"], [], false))).toBe("today-decision-review");
    expect(what({ ...conflict(["medicines", I, "status"], []), body: null })).toBe("today-decision-medicine");
  });

  it("puts first what holds a medicine back, and last what is only to be looked at", () => {
    const held = { ...conflict(["medicines", I, "regimen"], []), body: { holds: true } };
    const chosen = conflict(["allergies", I, "criticality"], []);
    const seen = conflict(["problems", I, "clinical"], [], false);
    expect(byHarm([seen, chosen, held])).toEqual([held, chosen, seen]);
  });
});

describe("where a draft goes on", () => {
  it("is the form it was typed in", () => {
    expect(placeOf(`medicine-dose:${P}:${I}`)).toEqual({
      what: "today-draft-medicine-dose",
      patient: P,
      path: `/patients/${P}`,
      open: { kind: "medicine-dose", args: { patient: P, item: I } },
    });
    expect(placeOf(`vitals:${P}`)?.open).toEqual({ kind: "vitals", args: { patient: P } });
    expect(placeOf(`void:${P}:problems:${I}`)?.open).toEqual({ kind: "problem-void", args: { patient: P, item: I } });
    expect(placeOf("patient-register")?.path).toBe("/patients/new");
    expect(placeOf(`decide:${I}:x`)?.path).toBe(`/decisions/${I}`);
    expect(placeOf(`message:${I}`)?.path).toBe("/messages");
  });

  it("is nowhere for a name that no screen here made", () => {
    for (const key of ["", "x", "medicine-dose", "medicine-dose:1", `void:${P}:others:${I}`, `note:${I}`]) {
      expect(placeOf(key), key).toBeNull();
    }
  });
});

describe("what a change was about", () => {
  it("has a word for every command, known or not", () => {
    expect(changeWord("medicine_set_dose")).toBe("today-draft-medicine-dose");
    expect(changeWord("allergy_none_known")).toBe("today-draft-allergy");
    expect(changeWord("thread_start")).toBe("today-draft-message");
    expect(changeWord("")).toBe("today-change-other");
  });
});
