import { expect, it } from "vitest";
import { canonical } from "./canonical";
import { decisionOf, isTenfold, keep, missingOf, NOTHING, otherRegimen, readDose } from "./choice";
import { type Dispute, disputeOf } from "./dispute";
import { DOC, LINE, PATIENT, regimen, twoDoses } from "./sample";

const dispute = disputeOf(twoDoses());
const first = dispute.alternatives[0] as Dispute["alternatives"][number];

it("writes the one text that the record keeps", () => {
  expect(canonical({ b: 1, a: [{ z: "ä\n", y: null }], "": undefined })).toBe('{"a":[{"y":null,"z":"ä\\n"}],"b":1}');
  expect(canonical({ "\u{1F600}": 1, "\uFFFF": 2 })).toBe('{"\uFFFF":2,"\u{1F600}":1}');
});

it("reads a dose exactly and says what is wrong with one", () => {
  expect(["2.5", "02.50", "10", "0.125", "٢٫٥", ".5", " 7 "].map(readDose)).toEqual(
    ["2.5", "2.5", "10", "0.125", "2.5", "0.5", "7"].map((dose) => ({ dose })),
  );
  expect(["", "ten", "1e3", "-1", "1.", "1/2"].map(readDose)).toEqual(Array(6).fill({ fault: "dose" }));
  expect(readDose("2,5")).toEqual({ fault: "comma" });
  expect([readDose("0"), readDose("0.00")]).toEqual([{ fault: "zero" }, { fault: "zero" }]);
});

it("asks about a tenfold step", () => {
  expect([isTenfold("10", "100"), isTenfold("2.5", "0.25"), isTenfold("10", "99")]).toEqual([true, true, false]);
});

it("keeps what the form does not show when another dose is entered", () => {
  const made = otherRegimen(dispute, { dose: "7.5", unit: "mg", frequency: "2/d" });
  expect(made).toEqual({ stored: '{"dose":"7.5","frequency":"2/d","product":{"text":"amlodipine"},"unit":"mg"}' });
  expect(otherRegimen(dispute, { dose: "10", unit: "mg", frequency: "1/d" })).toEqual({ fault: "same" });
  expect(otherRegimen(dispute, { dose: "7.5", unit: " ", frequency: "" })).toEqual({ fault: "unit" });
});

it("signs nothing while anything is missing", () => {
  expect(missingOf(dispute, NOTHING)).toEqual(["choice", "reason"]);
  expect(missingOf(dispute, { ...NOTHING, choice: "keep:gone", reason: "x" })).toEqual(["choice"]);
  expect(missingOf(dispute, { ...NOTHING, choice: "other", reason: "x" })).toEqual(["dose-dose"]);
  expect(missingOf(dispute, { ...NOTHING, choice: "stop", reason: "x" })).toEqual(["date"]);
  expect(missingOf(dispute, { ...NOTHING, choice: keep(first), reason: "  " })).toEqual(["reason"]);
  expect(decisionOf(dispute, NOTHING, "item")).toBeNull();
  const nobody = { ...dispute, patient: null };
  expect(decisionOf(nobody, { ...NOTHING, choice: keep(first), reason: "x" }, "item")).toBeNull();
});

it("makes one change that names every value that stood", () => {
  const made = decisionOf(dispute, { ...NOTHING, choice: keep(first), reason: " asked the patient " }, "item");
  expect(made).toEqual({
    type: "conflict_decide",
    doc: DOC,
    kind: "chart",
    patient: PATIENT,
    item: "item",
    path: ["medicines", LINE, "regimen"],
    rule: null,
    chosen: regimen("10").stored,
    seen: [regimen("10").stored, regimen("2.5").stored],
    reason: "asked the patient",
    stop: null,
  });
});

it("stops the medicine with the last agreed dose left on the record", () => {
  const made = decisionOf(dispute, { ...NOTHING, choice: "stop", stop: "2026-11-23", reason: "oedema" }, "item");
  expect(made).toMatchObject({ chosen: regimen("5").stored, stop: "2026-11-23", reason: "oedema" });
});

it("answers a stop that met a change with a word, and names the rule", () => {
  const met = disputeOf({
    ...twoDoses({ alternatives: [{ value: "stopped", stored: "stopped", change: "c" }] }),
    rule: "stop_and_change",
    path: ["medicines", LINE, "status"],
  });
  const made = decisionOf(met, { ...NOTHING, choice: "word:active", reason: "still needed" }, "item");
  expect(made).toMatchObject({ rule: "stop_and_change", chosen: "active", seen: ["stopped"] });
});
