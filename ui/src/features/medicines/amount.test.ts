import { describe, expect, it } from "vitest";
import { readDose, times, timesADay } from "./amount";

describe("a typed dose", () => {
  it("is kept digit by digit, with a zero before the point", () => {
    for (const [typed, dose] of [
      ["10", "10"],
      [" 2.5 ", "2.5"],
      [".5", "0.5"],
      ["007", "7"],
      ["1.50", "1.50"],
      ["5.", "5"],
      ["٢٫٥", "2.5"],
      ["۱۰", "10"],
    ] as const) {
      expect(readDose(typed)).toEqual({ dose });
    }
  });

  it("with a comma is asked about, because a comma may mean thousands", () => {
    expect(readDose("2,5")).toEqual({ fault: "comma", fixed: "2.5" });
    expect(readDose("1,000")).toEqual({ fault: "comma", fixed: "1.000" });
  });

  it("that is none is refused", () => {
    for (const typed of ["", "ten", "-1", "1e3", "1.2.3", ".", "9".repeat(37)]) {
      expect(readDose(typed)).toEqual({ fault: "dose" });
    }
    expect(readDose("0.00")).toEqual({ fault: "zero" });
  });
});

describe("a daily total", () => {
  it("knows coded frequencies only", () => {
    expect(timesADay("2/d")).toBe(2);
    expect(timesADay("every 8 h")).toBe(3);
    for (const words of [undefined, "up to 4/d", "at night", "every 7 h", "1/wk"]) {
      expect(timesADay(words)).toBeNull();
    }
  });

  it("is multiplied exactly, however many digits there are", () => {
    expect(times("0.1", 3)).toBe("0.3");
    expect(times("2.50", 2)).toBe("5.00");
    expect(times("500", 3)).toBe("1500");
    expect(times("12345678901234567890.5", 2)).toBe("24691357802469135781.0");
    expect(times("1e3", 2)).toBeNull();
    expect(times("", 2)).toBeNull();
  });
});
