/** What a trend is made of, and the geometry of drawing it; no words, no colours. */
import { scaleLinear, scaleTime } from "d3-scale";
import { line } from "d3-shape";

export interface TrendPoint {
  /** Epoch milliseconds. */
  at: number;
  /** A decimal as text; null where a reading was tried and not taken. */
  value: string | null;
  flag?: "high" | "low" | null | undefined;
}

export interface TrendSeries {
  id: string;
  /** Spoken and written in the legend: `Upper (systolic)`. */
  label: string;
  /** Earliest first. */
  points: readonly TrendPoint[];
  /** The usual range, with the words written into its band. */
  range?: { low?: string | undefined; high?: string | undefined; label: string } | undefined;
}

export interface Box {
  width: number;
  height: number;
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** A point that is drawn. */
export interface Dot {
  x: number;
  y: number;
  at: number;
  value: string;
  flag: "high" | "low" | null;
}

/** A series that is drawn: its dots, and one path for each run without a gap. */
export interface Drawn {
  series: TrendSeries;
  dots: readonly Dot[];
  paths: readonly string[];
  gaps: readonly { from: number; to: number }[];
}

/** Marks stand clear of the axis and of the edge of the band. */
const INSET = 10;

const known = (points: readonly TrendPoint[]): { point: TrendPoint; value: number }[] =>
  points
    .filter((point) => point.value !== null && Number.isFinite(Number(point.value)))
    .map((point) => ({ point, value: Number(point.value) }));

/** Times and values that have to fit: every point, and the range around them. */
export const extent = (
  series: readonly TrendSeries[],
): { times: [number, number]; values: [number, number] } | null => {
  const all = series.flatMap(({ points }) => known(points));
  if (all.length === 0) return null;
  const bounds = series.flatMap(({ range }) =>
    [range?.low, range?.high].filter((one) => one !== undefined).map(Number),
  );
  const values = [...all.map(({ value }) => value), ...bounds];
  const times = all.map(({ point }) => point.at);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  const day = 86_400_000;
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return { times: first === last ? [first - day, last + day] : [first, last], values: [low - room, high + room] };
};

export interface Scales {
  x: (at: number) => number;
  y: (value: number) => number;
  ticksX: readonly Date[];
  ticksY: readonly number[];
}

/** Scales of `box`; the value axis is marked at the edges of ranges, or at even steps where there are none. */
export const scales = (series: readonly TrendSeries[], box: Box, span?: [number, number]): Scales | null => {
  const found = extent(series);
  if (!found) return null;
  const x = scaleTime()
    .domain(span ?? found.times)
    .range([box.left + INSET, box.width - box.right - INSET]);
  const y = scaleLinear()
    .domain(found.values)
    .range([box.height - box.bottom, box.top]);
  const edges = new Set(
    series.flatMap(({ range }) => [range?.low, range?.high].filter((one) => one !== undefined).map(Number)),
  );
  return {
    x: (at) => x(at),
    y: (value) => y(value),
    ticksX: x.ticks(Math.max(2, Math.floor((box.width - box.left - box.right) / 90))),
    ticksY: edges.size > 0 ? [...edges].sort((a, b) => a - b) : y.ticks(4),
  };
};

/** Where the words of a band stand: in its first corner, or at the middle of a side, through which no line goes; else in the first of all. */
export const placeOf = (
  band: { top: number; bottom: number },
  sides: readonly { x: number; anchor: "start" | "end" }[],
  width: number,
  drawn: readonly Pick<Drawn, "dots">[],
): { x: number; y: number; anchor: "start" | "end" } => {
  const rows = [band.bottom - 7, band.top + 14, (band.top + band.bottom) / 2 + 4];
  const corners = rows.flatMap((y) => sides.map((side) => ({ ...side, y })));
  const isFree = ({ x, y, anchor }: (typeof corners)[number]): boolean => {
    const [from, to] = anchor === "start" ? [x, x + width] : [x - width, x];
    const near = (at: number): boolean => Math.abs(at - (y - 4)) < 12;
    return drawn.every(({ dots }) =>
      dots.every((dot, row) => {
        if (dot.x > from - 6 && dot.x < to + 6 && near(dot.y)) return false;
        const next = dots[row + 1];
        if (!next || next.x < from || dot.x > to) return true;
        const steep = (next.y - dot.y) / (next.x - dot.x || 1);
        return ![from, (from + to) / 2, to]
          .map((at) => Math.min(next.x, Math.max(dot.x, at)))
          .some((at) => near(dot.y + (at - dot.x) * steep));
      }),
    );
  };
  const free = corners.filter((corner) => corner.y - 12 >= band.top && isFree(corner));
  return free[0] ?? corners[0] ?? { x: 0, y: band.bottom - 7, anchor: "start" };
};

/** A series as dots and paths; two readings further apart than `gap`, or with a missed one between them, are not joined. */
export const draw = (series: TrendSeries, { x, y }: Scales, gap: number): Drawn => {
  const runs: Dot[][] = [];
  const gaps: { from: number; to: number }[] = [];
  let run: Dot[] = [];
  let last: Dot | null = null;
  for (const point of series.points) {
    const value = point.value === null ? Number.NaN : Number(point.value);
    if (!Number.isFinite(value)) {
      if (run.length > 0) runs.push(run);
      run = [];
      continue;
    }
    const dot: Dot = { x: x(point.at), y: y(value), at: point.at, value: point.value ?? "", flag: point.flag ?? null };
    if (last && point.at - last.at > gap) {
      if (run.length > 0) runs.push(run);
      run = [];
      gaps.push({ from: last.x, to: dot.x });
    }
    run.push(dot);
    last = dot;
  }
  if (run.length > 0) runs.push(run);
  const path = line<Dot>(
    (dot) => dot.x,
    (dot) => dot.y,
  );
  return {
    series,
    dots: runs.flat(),
    paths: runs.filter((one) => one.length > 1).map((one) => path(one) ?? ""),
    gaps,
  };
};
