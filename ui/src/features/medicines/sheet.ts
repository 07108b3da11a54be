/** What goes on paper: lines that are agreed, lines that are held back, in pages. */
import type { MedicineRow } from "../../rpc/clinical";
import type { ChartFacts, OpenPoint } from "../../shell/record";
import { groupsOf } from "./groups";
import { holdOf } from "./line";

/** A line held back, and why. */
export interface Held {
  line: MedicineRow;
  point: OpenPoint;
}

/** What of a line is printed. */
export type SheetLine = { kind: "line"; line: MedicineRow } | { kind: "held"; held: Held };

export interface SheetOf {
  /** Printed as a dose. */
  ready: MedicineRow[];
  /** In sight, but never as a dose. */
  held: Held[];
}

/** The current and held lines of a chart, parted by whether a dose may go on paper. */
export const sheetOf = (chart: Pick<ChartFacts, "medicines" | "open">): SheetOf => {
  const { current, held } = groupsOf(chart.medicines);
  const out: SheetOf = { ready: [], held: [] };
  for (const line of [...current, ...held]) {
    const point = holdOf(chart, line);
    if (point) {
      out.held.push({ line, point });
    } else {
      out.ready.push(line);
    }
  }
  return out;
};

/** Lines that fit on one page below the banner, with a row for each and room for what stands under it. */
export const PAGE_LINES = 14;

/** Lines in pages; at least one page. Held lines come last, so that no dose stands below them unseen. */
export const pagesOf = (sheet: SheetOf, perPage: number = PAGE_LINES): SheetLine[][] => {
  const all: SheetLine[] = [
    ...sheet.ready.map((line) => ({ kind: "line" as const, line })),
    ...sheet.held.map((held) => ({ kind: "held" as const, held })),
  ];
  const pages: SheetLine[][] = [];
  for (let at = 0; at < all.length; at += perPage) {
    pages.push(all.slice(at, at + perPage));
  }
  return pages.length > 0 ? pages : [[]];
};
