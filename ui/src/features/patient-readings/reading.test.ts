import { describe, expect, it } from "vitest";
import { lately, readingsOf } from "./reading";

const quantity = (value: unknown, unit = "mm[Hg]"): unknown => ({ valueQuantity: { value, unit, code: unit } });
const part = (code: string, value: unknown): unknown => ({ code: { code }, ...(quantity(value) as object) });
const pressure = (at: number, upper: unknown, lower: unknown, more: object = {}) => ({
  item: `bp${at}`,
  list: "readings",
  at,
  body: { code: { code: "85354-9" }, value: { components: [part("8480-6", upper), part("8462-4", lower)] }, ...more },
});
const single = (at: number, code: object, value: unknown, unit: string) => ({
  item: `one${at}`,
  list: "readings",
  at,
  body: { code, value: quantity(value, unit) },
});

describe("home readings", () => {
  it("shows the newest first, with the pulse of the same moment", () => {
    const rows = [pressure(1, 130, 80), pressure(2, "128", 82), single(2, { code: "8867-4" }, 70, "/min")];
    expect(readingsOf(rows)).toEqual({
      readings: [
        { item: "bp2", at: 2, upper: 128, lower: 82, pulse: 70 },
        { item: "bp1", at: 1, upper: 130, lower: 80 },
      ],
      others: [],
    });
  });

  it("keeps what is no blood pressure, and a pulse that stands alone", () => {
    const rows = [
      single(3, { text: "Weight" }, "71.5", "kg"),
      single(4, { code: "8867-4", display: "Heart rate" }, 66, "/min"),
    ];
    expect(readingsOf(rows).others.map(({ name, value, unit }) => [name, value, unit])).toEqual([
      ["Heart rate", "66", "/min"],
      ["Weight", "71.5", "kg"],
    ]);
  });

  it("leaves out what was entered in error, ticks, and what cannot be read", () => {
    const rows = [
      pressure(1, 130, 80, { entry: { status: "entered-in-error" } }),
      pressure(2, 130, null),
      pressure(3, "high", 80),
      { item: "t", list: "ticks", at: 4, body: { tick: { state: "taken" } } },
      { item: "x", list: "readings", at: 5, body: null },
    ];
    expect(readingsOf(rows)).toEqual({ readings: [], others: [] });
  });

  it("says what was usual in the last thirty days only", () => {
    const day = 86_400_000;
    const now = 100 * day;
    const rows = [
      pressure(now - day, 130, 80),
      pressure(now - 2 * day, 120, 70),
      pressure(now - 3 * day, 150, 90),
      pressure(now - 31 * day, 200, 100),
    ];
    expect(lately(readingsOf(rows).readings, now)).toEqual({ count: 3, upper: 130, lower: 80 });
    expect(lately([], now).count).toBe(0);
  });
});
