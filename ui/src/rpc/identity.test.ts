import { describe, expect, it } from "vitest";
import { identityOf } from "./identity";

const row = (list: string, body: unknown, item = "i") => ({ doc: "d", list, item, at: 0, body });
const two = (one: unknown, other: unknown) => ({
  disputed: [
    { value: one, change: "c1" },
    { value: other, change: "c2" },
  ],
});

describe("who a patient is", () => {
  it("is what was written, and nothing where nothing was", () => {
    expect(identityOf([])).toEqual({ name: null, birth: null, gender: null, died: null, identifiers: [] });
    const found = identityOf([
      row("person", {
        name: { family: "Yusuf", given: "Amina", prefix: "Mrs" },
        birth: { date: "1964-07-14", estimated: true },
        gender: "female",
      }),
      row("identifiers", { value: { system: "s", value: "481", kind: "Record number" } }, "n1"),
    ]);
    expect(found.name?.values).toEqual([{ family: "Yusuf", given: "Amina", prefix: "Mrs" }]);
    expect(found.birth?.values).toEqual([{ date: "1964-07-14", estimated: true }]);
    expect(found.identifiers[0]?.value.values[0]?.value).toBe("481");
  });

  it("keeps both values of what is disputed", () => {
    const found = identityOf([
      row("person", {
        name: two({ family: "Yusuf", given: "Amina" }, { family: "Yussef", given: "Amine" }),
        gender: two("female", "male"),
      }),
    ]);
    expect(found.name?.both).toHaveLength(2);
    expect(found.gender?.values).toEqual(["female", "male"]);
  });

  it("a death that one of two people noted is shown, with its date if there is one", () => {
    const died = (deceased: unknown) => identityOf([row("person", { deceased })]).died;
    expect(died({ deceased: true, date: "2026-01-02" })).toBe("2026-01-02");
    expect(died({ deceased: true })).toBe("");
    expect(died({ deceased: false })).toBeNull();
    expect(died(two({ deceased: false }, { deceased: true, date: "2026" }))).toBe("2026");
  });

  it("numbers that were entered in error are left out, unreadable ones too", () => {
    const rows = [
      row("identifiers", { value: { system: "s", value: "1" }, entry: { status: "entered-in-error" } }),
      row("identifiers", { value: {} }),
      row("identifiers", "x"),
    ];
    expect(identityOf(rows).identifiers).toEqual([]);
  });
});
