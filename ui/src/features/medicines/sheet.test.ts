import { describe, expect, it } from "vitest";
import { medicinesOf } from "../../rpc/clinical";
import type { OpenPoint } from "../../shell/record";
import { pagesOf, sheetOf } from "./sheet";

const regimen = (dose: string) => ({ product: { text: "amlodipine" }, dose, unit: "mg" });
const two = (one: unknown, other: unknown) => ({
  disputed: [
    { value: one, change: "c1" },
    { value: other, change: "c2" },
  ],
});
const chart = (bodies: object[], open: [string, OpenPoint[]][] = []) => ({
  medicines: medicinesOf(
    bodies.map((body, at) => ({
      doc: "d",
      list: "medicines",
      item: `i${at}`,
      at,
      body: { by: "u", status: "active", regimen: regimen("5"), ...body },
    })),
  ).rows,
  open: new Map(open),
});
const ids = (sheet: ReturnType<typeof sheetOf>) => ({
  ready: sheet.ready.map((line) => line.item),
  held: sheet.held.map(({ line }) => line.item),
});

describe("what goes on paper", () => {
  it("is what is taken or on hold, not what is stopped or was an error", () => {
    const found = sheetOf(
      chart([{}, { status: "on-hold" }, { status: "stopped" }, { entry: { reason: "x", by: "u", at: 1 } }]),
    );
    expect(ids(found)).toEqual({ ready: ["i0", "i1"], held: [] });
  });

  it("holds back a line of which two doses or statuses stand", () => {
    const found = sheetOf(
      chart([{ regimen: two(regimen("5"), regimen("10")) }, {}, { status: two("active", "stopped") }]),
    );
    expect(ids(found)).toEqual({ ready: ["i1"], held: ["i2", "i0"] });
  });

  it("holds back a line that a rule holds, and none that a rule only remarks on", () => {
    const point = { path: ["medicines", "i0", "regimen"], decision: false, rule: "allergy_match", holds: true };
    expect(ids(sheetOf(chart([{}], [["i0", [point]]])))).toEqual({ ready: [], held: ["i0"] });
    expect(ids(sheetOf(chart([{}], [["i0", [{ ...point, holds: false }]]])))).toEqual({ ready: ["i0"], held: [] });
  });
});

describe("pages", () => {
  const of = (count: number) => pagesOf(sheetOf(chart(Array.from({ length: count }, () => ({})))), 3);

  it("are as many as are needed, and one for nothing", () => {
    expect([0, 1, 3, 4, 7].map((count) => of(count).length)).toEqual([1, 1, 1, 2, 3]);
  });

  it("lose no line and end with those held back", () => {
    const sheet = sheetOf(chart([{ regimen: two(regimen("1"), regimen("2")) }, {}, {}, {}]));
    const kinds = pagesOf(sheet, 3).map((page) => page.map((one) => one.kind));
    expect(kinds).toEqual([["line", "line", "line"], ["held"]]);
  });
});
