import { describe, expect, it } from "vitest";
import { score, slips } from "./match";

describe("what was typed fits", () => {
  it.each([
    ["vit", "Add vitals"],
    ["vitlas", "Add vitals"],
    ["ad vitals", "Add vitals"],
    ["setings", "Settings"],
    ["deceisons", "Open Decisions"],
    ["reglages", "Réglages"],
    ["الإعدادات", "فتح الإعدادات"],
  ])("%s → %s", (query, text) => {
    expect(score(query, text)).toBeGreaterThan(0);
  });

  it.each([
    ["vit", "Settings"],
    ["xyz", "Add vitals"],
    ["add settings", "Add vitals"],
    ["vs", "Add vitals"],
  ])("not %s → %s", (query, text) => {
    expect(score(query, text)).toBe(0);
  });

  it("a beginning better than a middle, a whole word better than a beginning", () => {
    expect(score("lock", "Lock this device")).toBeGreaterThan(score("lock", "Unlock it"));
    expect(score("lock", "Lock")).toBeGreaterThan(score("lock", "Locked"));
  });
});

describe("slips", () => {
  it("counts a change, a lack, an addition and a turn as one each", () => {
    expect([
      slips("dose", "dosa", 2),
      slips("dose", "dse", 2),
      slips("dose", "dosse", 2),
      slips("dose", "dsoe", 2),
    ]).toEqual([1, 1, 1, 1]);
  });
  it("stops where the lengths alone say too much", () => {
    expect(slips("a", "abcdef", 2)).toBe(3);
  });
});
