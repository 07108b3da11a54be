import { expect, it } from "vitest";
import { decidersOf, disputeOf, docTypeOf, isCalled, keyOf, letterOf, openSince, sorted } from "./dispute";
import { alternative, DECIDED, LINE, SECOND, twoDoses } from "./sample";

const HOUR = 3_600_000;

it("reads the values in the order in which they were decided, with who stands behind each", () => {
  const { alternatives, base, label, holds, field } = disputeOf(twoDoses());
  expect(alternatives.map((one) => [one.name, one.reason])).toEqual([
    ["Anna Okoth", "pressure still high"],
    ["Ben Nair", "both ankles swollen"],
  ]);
  expect(base?.stored).toContain('"dose":"5"');
  expect([label, holds, field]).toEqual(["Amlodipine", true, "regimen"]);
  expect(alternatives.map((_, at) => letterOf(at))).toEqual(["A", "B"]);
});

it("reads a body it does not know without falling over", () => {
  for (const body of [null, 7, "text", [], { alternatives: [1, null], base: 3, related: "x", earlier: [{}] }]) {
    const dispute = disputeOf({ ...twoDoses(), body });
    expect(dispute.alternatives).toEqual([]);
    expect(dispute.base).toBeNull();
  }
});

it("puts most harm first and then the oldest", () => {
  const name = (rule: string, path: string[], more: object = {}): ReturnType<typeof disputeOf> =>
    disputeOf({ ...twoDoses(more), rule, path, decision: rule === "two_values" });
  const young = {
    alternatives: [alternative("10"), alternative("2.5", { ...SECOND, not_after: DECIDED + 90 * HOUR })],
  };
  const list = sorted([
    name("two_values", ["person", "name"], { holds: false }),
    name("duplicate_therapy", ["medicines", LINE, "regimen"], { holds: false }),
    name("two_values", ["medicines", LINE, "regimen"], young),
    name("two_values", ["medicines", LINE, "status"]),
    name("allergy_match", ["medicines", LINE, "regimen"]),
  ]);
  expect(list.map((one) => `${one.rule} ${one.field}`)).toEqual([
    "allergy_match regimen",
    "two_values status",
    "two_values regimen",
    "duplicate_therapy regimen",
    "two_values name",
  ]);
});

it("is open since the last of its values arrived, and a rule has no such moment", () => {
  expect(openSince(disputeOf(twoDoses()))).toBe(DECIDED + 40 * HOUR);
  expect(openSince(disputeOf(twoDoses({ alternatives: [alternative("10")] })))).toBeNull();
});

it("is called by its key, its path, its item or its document alone", () => {
  const dispute = disputeOf(twoDoses());
  expect(keyOf(dispute)).toBe(`medicines.${LINE}.regimen!two_values`);
  for (const key of [keyOf(dispute), `medicines/${LINE}/regimen`, LINE, undefined]) {
    expect(isCalled(dispute, key)).toBe(true);
  }
  expect(isCalled(dispute, "other")).toBe(false);
});

it("knows who may decide and which document it lies in", () => {
  const of = (path: string[]): ReturnType<typeof disputeOf> => disputeOf({ ...twoDoses(), path });
  expect(decidersOf(of(["medicines", LINE, "regimen"]))).toEqual(["doctor"]);
  expect(decidersOf(of(["allergies", LINE, "criticality"]))).toEqual(["nurse", "doctor"]);
  expect(decidersOf(of(["person", "birth"]))).toContain("reception");
  expect(docTypeOf(of(["person", "birth"]))).toBe("admin");
  expect(docTypeOf(of(["encounter", "start"]))).toBe("encounter");
  expect(docTypeOf(of(["facts", "dosing_weight"]))).toBe("chart");
});
