import { describe, expect, it } from "vitest";
import { askOf, type Filled, FRESH, faultsOf, filledFrom } from "./form";

const GOOD: Filled = { name: "Dr Ruth Adeyemi", role: "doctor", patient: "", days: "7" };
const fields = (more: Partial<Filled>): string[] => faultsOf({ ...GOOD, ...more }).map(({ field }) => field);

describe("an invitation", () => {
  it("needs a name and a role, and chooses none", () => {
    expect(faultsOf(FRESH).map(({ field }) => field)).toEqual(["name", "role"]);
    expect(fields({})).toEqual([]);
  });

  it.each([
    ["0", 1],
    ["1", 0],
    ["30", 0],
    ["31", 1],
    ["", 1],
    ["seven", 1],
    ["1.5", 1],
    ["-1", 1],
  ])("good for %j days has %i faults", (days, count) => {
    expect(fields({ days })).toHaveLength(count);
  });

  it("bounds the name by characters, not by units", () => {
    expect(fields({ name: "😀".repeat(200) })).toEqual([]);
    expect(fields({ name: "😀".repeat(201) })).toEqual(["name"]);
  });

  it("needs to know whose record a patient sees, and tells nobody else's", () => {
    expect(fields({ role: "patient" })).toEqual(["patient"]);
    expect(askOf({ ...GOOD, role: "patient", patient: "p1" })).toEqual({
      name: "Dr Ruth Adeyemi",
      role: "patient",
      patient: "p1",
      days: 7,
    });
    expect(askOf({ ...GOOD, role: "nurse", patient: "p1" })).not.toHaveProperty("patient");
  });

  it("is read back from a draft as far as it fits", () => {
    expect(filledFrom({ name: "Ada", days: 7, role: null })).toEqual({ ...FRESH, name: "Ada" });
    expect(filledFrom(null)).toEqual(FRESH);
  });
});
