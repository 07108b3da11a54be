import { describe, expect, it } from "vitest";
import { birthOf, bodyOf, check, EMPTY, yearFromAge } from "./form";

const NOW = new Date(2026, 10, 24, 12).getTime();
const amina = { ...EMPTY, family: " Yusuf ", given: "Amina" };
const ids = ["p", "c", "d", "n", "t", "a"];

describe("a registration", () => {
  it("needs a name and nothing else", () => {
    expect(check(EMPTY)).toEqual({ family: { text: "patients-error-name" } });
    expect(check({ ...EMPTY, given: "Amina" })).toEqual({});
    expect(bodyOf(amina, ids, "")).toEqual({
      type: "patient_register",
      patient: "p",
      chart: "c",
      diary: "d",
      name: { family: "Yusuf", given: "Amina" },
      identifiers: [],
      telecoms: [],
      addresses: [],
    });
  });

  it("carries all that was answered, each with an id of its own", () => {
    const values = {
      ...amina,
      gender: "female",
      birthKnown: "exact",
      birth: "1964-07-14",
      phone: "0700 000 418",
      street: "House 12",
      city: "Kisian",
      language: "ar",
      numberKind: "national",
      number: "481 522",
    };
    expect(bodyOf(values, ids, "National number")).toMatchObject({
      birth: { date: "1964-07-14" },
      gender: "female",
      identifiers: [
        { item: "n", value: { system: "urn:satchel:number:national", value: "481 522", kind: "National number" } },
      ],
      telecoms: [{ item: "t", value: { system: "phone", value: "0700 000 418" } }],
      addresses: [{ item: "a", value: { lines: ["House 12"], city: "Kisian" } }],
      language: "ar",
    });
  });

  it("marks a year that was worked out of an age as a guess", () => {
    expect(yearFromAge("62", NOW)).toBe("1964");
    expect(birthOf({ ...amina, birthKnown: "estimated", age: "0" })?.estimated).toBe(true);
    expect(birthOf({ ...amina, birthKnown: "none", birth: "1964" })).toBeNull();
  });

  it("says what is wrong at the field it is wrong in", () => {
    const faults = (patch: object) => check({ ...amina, ...patch });
    const exact = { birthKnown: "exact" };
    expect(faults({ ...exact })).toEqual({ birth: { text: "patients-error-birth-choose" } });
    expect(faults({ ...exact, birthReads: false })).toEqual({ birth: { text: "patients-error-birth" } });
    expect(faults({ ...exact, birth: "9999" })).toEqual({ birth: { text: "patients-error-birth-future" } });
    expect(faults({ ...exact, birth: "1850" })).toEqual({ birth: { text: "patients-error-birth-old" } });
    for (const age of ["", "-1", "131", "1.5", "x"]) {
      expect(faults({ birthKnown: "estimated", age })).toEqual({ age: { text: "patients-error-age" } });
    }
    expect(faults({ birthKnown: "estimated", age: "130" })).toEqual({});
    expect(faults({ phone: "ab" })).toEqual({ phone: { text: "patients-error-phone" } });
    expect(faults({ number: "1" })).toEqual({ numberKind: { text: "patients-error-number-kind" } });
    expect(faults({ numberKind: "other" })).toEqual({ number: { text: "patients-error-number-value" } });
    expect(faults({ family: "x".repeat(1001) })).toEqual({ family: { text: "chart-write-long", args: { max: 1000 } } });
  });
});
