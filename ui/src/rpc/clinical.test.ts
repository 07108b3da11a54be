import { describe, expect, it } from "vitest";
import {
  allergiesOf,
  isDisputed,
  isPast,
  medicinesOf,
  problemsOf,
  said,
  settled,
  stateOf,
  summaryOf,
} from "./clinical";

const row = (list: string, body: unknown, item = "i1") => ({ doc: "d1", list, item, at: 5, body });
const regimen = (dose: string) => ({ product: { text: "metformin" }, dose, unit: "mg" });
const two = (one: unknown, other: unknown) => ({
  disputed: [
    { value: one, change: "c1", user: "u1", name: "Anna", role: 5, claimed_at: 1000, not_before: 500, not_after: 5000 },
    { value: other, change: "c2", user: "u2" },
  ],
});

describe("fields", () => {
  const words = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

  it("a plain value is settled", () => {
    expect(said("active", words)).toEqual({ values: ["active"], both: null });
    expect(settled(said("active", words))).toBe("active");
  });

  it("two values are both kept with who wrote them, and none is settled", () => {
    const found = said(two("a", "b"), words);
    expect(found?.values).toEqual(["a", "b"]);
    expect(found?.both?.[0]).toEqual({
      value: "a",
      change: "c1",
      user: "u1",
      name: "Anna",
      role: 5,
      claimed_at: 1000,
      not_before: 500,
      not_after: 5000,
    });
    expect(settled(found)).toBeNull();
  });

  it("what is absent or of another kind is nothing", () => {
    for (const value of [undefined, null, 3, {}, { disputed: [] }, { disputed: ["x"] }]) {
      expect(said(value, words)).toBeNull();
    }
  });
});

describe("medicines", () => {
  const line = (fields: object) =>
    medicinesOf([row("medicines", { by: "u", regimen: regimen("5"), ...fields })]).rows[0];

  it("keep a dose as it was written", () => {
    const found = line({ status: "active", regimen: { ...regimen("1.50"), taper: "x" } });
    expect(found?.regimen.values[0]).toEqual({ ...regimen("1.50"), taper: "x" });
  });

  it("are told apart by status, and of two statuses the careful one holds", () => {
    const state = (status: unknown) => {
      const found = line({ status });
      return found && stateOf(found);
    };
    expect(state("active")).toBe("current");
    expect(state("on-hold")).toBe("held");
    expect(state("stopped")).toBe("stopped");
    expect(state("completed")).toBe("stopped");
    expect(state("intended")).toBe("other");
    // A line of which one person says that it is stopped stays in sight with both words.
    expect(state(two("stopped", "active"))).toBe("current");
  });

  it("are disputed when any of dose, status, start or end has two values", () => {
    const disputed = (fields: object) => {
      const found = line({ status: "active", ...fields });
      return found && isDisputed(found);
    };
    expect(disputed({})).toBe(false);
    expect(disputed({ regimen: two(regimen("5"), regimen("10")) })).toBe(true);
    expect(disputed({ status: two("active", "stopped") })).toBe(true);
    expect(disputed({ start: two("2026", "2025") })).toBe(true);
    expect(disputed({ stop: two({ date: "2026" }, { date: "2025" }) })).toBe(true);
  });

  it("that cannot be read are counted, not dropped in silence", () => {
    const rows = [row("medicines", { by: "u", status: "active" }), row("medicines", "x"), row("problems", {})];
    expect(medicinesOf(rows)).toEqual({ rows: [], unreadable: 2 });
  });
});

describe("allergies", () => {
  const all = (...bodies: object[]) =>
    summaryOf(
      allergiesOf(bodies.map((body, at) => row("allergies", { by: "u", kind: "allergy", at, ...body }, `i${at}`))).rows,
    );
  const named = (display: string, fields: object = {}) => ({ code: { display }, clinical: "active", ...fields });

  it("those of high risk stand first, refuted and past ones apart", () => {
    const found = all(
      named("latex", { criticality: "low" }),
      named("penicillin", { criticality: "high" }),
      named("dust", { verification: "refuted" }),
      named("egg", { clinical: "resolved" }),
    );
    expect(found.standing.map((one) => one.item)).toEqual(["i1", "i0"]);
    expect(found.past.map((one) => one.item)).toEqual(["i2", "i3"]);
    expect(found.noneKnown).toBeNull();
  });

  it("a disputed risk counts as the higher one, a disputed activity as active", () => {
    const found = all(named("latex", { clinical: two("inactive", "active"), criticality: two("low", "high") }));
    expect(found.standing).toHaveLength(1);
  });

  it("nothing recorded is not the statement that none is known", () => {
    expect(all()).toEqual({ standing: [], noneKnown: null, past: [], void: [] });
    expect(all({ kind: "none_known", code: {}, clinical: "active" }).noneKnown?.item).toBe("i0");
    expect(all({ kind: "none_known", code: {}, clinical: "inactive" }).noneKnown).toBeNull();
  });

  it("what was entered in error stands nowhere", () => {
    const found = all(named("latex", { entry: { reason: "wrong patient", by: "u", at: 7 } }));
    expect(found.standing).toEqual([]);
    expect(found.void[0]?.entry).toEqual({ reason: "wrong patient", by: "u", at: 7 });
  });
});

describe("problems", () => {
  it("are past only when every value says so", () => {
    const past = (clinical: unknown) => {
      const found = problemsOf([row("problems", { by: "u", code: { text: "asthma" }, clinical })]).rows[0];
      return found && isPast(found);
    };
    expect(past("resolved")).toBe(true);
    expect(past("active")).toBe(false);
    expect(past(two("resolved", "active"))).toBe(false);
    expect(past(two("resolved", "remission"))).toBe(true);
  });
});
