import { describe, expect, it } from "vitest";
import { sentencesOf } from "./instructions";

const ids = (taking: Parameters<typeof sentencesOf>[0]): string[] => sentencesOf(taking).map(({ id }) => id);

describe("how a medicine is taken", () => {
  it("says how much, how and how often", () => {
    expect(sentencesOf({ dose: "5 mg", route: "oral", frequency: "1/d" })).toEqual([
      { id: "patient-medicines-take", args: { dose: "5 mg", route: "oral" } },
      { id: "patient-medicines-daily", args: { count: 1 } },
    ]);
  });

  it("says when a dose was not stated, and invents none", () => {
    expect(sentencesOf({ route: "on the skin", frequency: "2/d" })[0]).toEqual({
      id: "patient-medicines-take-unstated",
      args: { route: "skin" },
    });
  });

  it("takes a route under the skin for an injection and not for a cream", () => {
    expect(sentencesOf({ dose: "10 units", route: "subcutaneous" })[0]?.args).toEqual({
      dose: "10 units",
      route: "injection",
    });
  });

  it("says at most for a limit", () => {
    expect(sentencesOf({ dose: "1", frequency: "up to 4/d", asNeeded: "pain" }).slice(1)).toEqual([
      { id: "patient-medicines-up-to-daily", args: { count: 4 } },
      { id: "patient-medicines-as-needed", args: { why: "pain" } },
    ]);
  });

  it.each([
    ["every 8 h", { id: "patient-medicines-every-hours", args: { hours: 8 } }],
    ["3/wk", { id: "patient-medicines-weekly", args: { count: 3 } }],
    ["0/d", { id: "patient-medicines-often", args: { text: "0/d" } }],
    ["1/d except Sunday", { id: "patient-medicines-often", args: { text: "1/d except Sunday" } }],
    ["100/d", { id: "patient-medicines-often", args: { text: "100/d" } }],
  ])("reads %s or shows it as it was written", (frequency, want) => {
    expect(sentencesOf({ dose: "1 mg", route: "oral", frequency })[1]).toEqual(want);
  });

  it("shows a route it does not know in its own words", () => {
    expect(ids({ dose: "1 mg", route: "rectal" })).toEqual(["patient-medicines-take", "patient-medicines-route"]);
  });

  it("says only when needed, also where nobody wrote what for", () => {
    expect(ids({ dose: "1 mg", asNeeded: "" })).toContain("patient-medicines-as-needed-plain");
  });
});
