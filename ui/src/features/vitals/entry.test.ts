import { expect, it } from "vitest";
import { asked, EMPTY, given, momentOf, readNumber, recordOf, rowFault, type Values } from "./entry";
import { SIGNS, type Sign } from "./signs";

const sign = (id: string): Sign => SIGNS.find((one) => one.id === id) as Sign;
const typed = (all: Record<string, string>, more: Partial<Values> = {}): Values => ({ ...EMPTY, typed: all, ...more });
const NOW = new Date(2026, 10, 23, 10, 12).getTime();

it("reads a number with as many figures as the sign has", () => {
  expect([readNumber("37.5", 1), readNumber("٣٧٫٥", 1), readNumber("037", 1), readNumber("72", 0)]).toEqual([
    "37.5",
    "37.5",
    "37",
    "72",
  ]);
  expect([readNumber("37.55", 1), readNumber("7.0", 0), readNumber("", 1), readNumber("a", 0)]).toEqual(
    Array(4).fill(null),
  );
});

it("refuses what cannot be and asks once about what is unusual", () => {
  const pulse = sign("pulse");
  expect(rowFault(pulse, typed({ pulse: "72" }))).toBeNull();
  expect(rowFault(pulse, typed({ pulse: "5" }))?.kind).toBe("impossible");
  expect(rowFault(pulse, typed({ pulse: "351" }))?.kind).toBe("impossible");
  expect(rowFault(pulse, typed({ pulse: "190" }))?.kind).toBe("unusual");
  expect(rowFault(pulse, typed({ pulse: "190" }, { right: [asked("pulse", "190")] }))).toBeNull();
  expect(rowFault(pulse, typed({ pulse: "200" }, { right: [asked("pulse", "190")] }))?.kind).toBe("unusual");
  expect(rowFault(sign("temperature"), typed({ temperature: "37,5" }))?.kind).toBe("comma");
  expect(rowFault(pulse, typed({}))).toBeNull();
});

it("wants both numbers of a blood pressure, the upper above the lower", () => {
  const pressure = sign("pressure");
  expect(rowFault(pressure, typed({ upper: "138" }))).toEqual({ kind: "pair", input: "lower" });
  expect(rowFault(pressure, typed({ lower: "86" }))).toEqual({ kind: "pair", input: "upper" });
  expect(rowFault(pressure, typed({ upper: "80", lower: "80" }))).toEqual({ kind: "order", input: "lower" });
  expect(rowFault(pressure, typed({ upper: "138", lower: "86" }))).toBeNull();
  expect(rowFault(pressure, typed({ upper: "x" }, { missed: { pressure: "" } }))).toBeNull();
});

it("takes a time of today and none that lies ahead", () => {
  expect(momentOf("", NOW)).toBe(NOW);
  expect(momentOf("9:05", NOW)).toBe(new Date(2026, 10, 23, 9, 5).getTime());
  expect([momentOf("10:13", NOW), momentOf("25:00", NOW), momentOf("soon", NOW)]).toEqual([null, null, null]);
});

it("records what was given, says what could not be taken and keeps quiet about the rest", () => {
  const values = typed({ upper: "138", lower: "86", weight: "71.250" }, { missed: { temperature: " refused " } });
  expect(given(values).map((one) => one.id)).toEqual(["pressure", "temperature", "weight"]);
  const made = recordOf("patient", values, ["doc", "one", "two", "three", "four"], NOW);
  expect(made).toMatchObject({ type: "vitals_record", doc: "doc", patient: "patient" });
  const [pressure, temperature, weight] = made["items"] as { parts: { measure: object }[] }[];
  expect(pressure).toMatchObject({ item: "one", measure: null, effective: new Date(NOW).toISOString() });
  expect(pressure?.parts.map((part) => part.measure)).toEqual([
    { value: "138", unit: "mm[Hg]" },
    { value: "86", unit: "mm[Hg]" },
  ]);
  expect(temperature).toMatchObject({ item: "two", measure: null, parts: [], note: "refused" });
  expect(weight).toMatchObject({ item: "three", measure: { value: "71.250", unit: "kg" }, parts: [], note: null });
});
