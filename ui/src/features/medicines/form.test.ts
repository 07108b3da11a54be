import { describe, expect, it } from "vitest";
import { isSame, OTHER, regimenFaults, regimenOf, valuesOf } from "./form";

const record = {
  product: { system: "s", code: "c", display: "Amlodipine 5 mg tablet" },
  dose: "5",
  unit: "mg",
  route: "oral",
  frequency: "1/d",
  taper: "kept",
};

describe("a regimen as typed", () => {
  it("goes out and comes back, with members that the form does not show", () => {
    expect(regimenOf(valuesOf(record), record)).toEqual(record);
  });

  it("is the new dose digit by digit, all else as it was", () => {
    expect(regimenOf({ ...valuesOf(record), dose: "2.50" }, record)).toEqual({ ...record, dose: "2.50" });
  });

  it("leaves out what is emptied", () => {
    const typed = regimenOf({ ...valuesOf(record), dose: "", unit: "", route: "" }, record);
    expect(typed).toEqual({ product: record.product, frequency: "1/d", taper: "kept" });
  });

  it("takes words for what the lists do not have", () => {
    const typed = regimenOf(
      { ...valuesOf(null), product: " Insulin ", frequency: OTHER, frequencyText: " as told " },
      null,
    );
    expect(typed).toEqual({ product: { text: "Insulin" }, frequency: "as told" });
  });

  it("is the same only if every member is", () => {
    expect(isSame(record, { ...record })).toBe(true);
    expect(isSame(record, { ...record, dose: "5.0" })).toBe(false);
    expect(isSame(record, { ...record, as_needed: "pain" })).toBe(false);
  });
});

describe("faults of a regimen", () => {
  const faults = (patch: object) => regimenFaults({ ...valuesOf(record), ...patch });

  it("are none for what is on record, and none for a dose that is not stated", () => {
    expect(faults({})).toEqual({});
    expect(faults({ dose: "", unit: "" })).toEqual({});
  });

  it("name the field", () => {
    expect(faults({ product: "  " })).toEqual({ product: { text: "medicines-error-product" } });
    expect(faults({ dose: "2,5" })).toEqual({ dose: { text: "medicines-error-dose-comma", args: { fixed: "2.5" } } });
    expect(faults({ dose: "0" })).toEqual({ dose: { text: "medicines-error-dose-zero" } });
    expect(faults({ dose: "x" })).toEqual({ dose: { text: "medicines-error-dose" } });
    expect(faults({ unit: "" })).toEqual({ unit: { text: "medicines-error-unit" } });
    expect(faults({ timing: "x".repeat(1001) })).toEqual({ timing: { text: "chart-write-long", args: { max: 1000 } } });
    expect(faults({ timing: "👩‍⚕️".repeat(100) })).toEqual({});
  });
});
