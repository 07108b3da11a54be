import type { ReactNode } from "react";
import { TrendChart } from "../../kit/Chart/TrendChart";
import { TrendSection } from "../../kit/Chart/TrendSection";
import type { TrendPoint, TrendSeries } from "../../kit/Chart/trend";

const at = (month: number, day: number, year = 2026): number => new Date(year, month - 1, day, 9, 30).getTime();

const readings: readonly [number, string, string][] = [
  [at(12, 3, 2025), "146", "88"],
  [at(1, 14), "138", "86"],
  [at(2, 11), "134", "84"],
  [at(6, 8), "132", "82"],
  [at(7, 20), "136", "85"],
  [at(8, 31), "141", "86"],
  [at(9, 21), "144", "88"],
  [at(10, 19), "148", "91"],
  [at(11, 23), "152", "94"],
];

const points = (column: 1 | 2, high: number): TrendPoint[] =>
  readings.map((row) => ({ at: row[0], value: row[column], flag: Number(row[column]) > high ? "high" : null }));

const series: readonly TrendSeries[] = [
  {
    id: "upper",
    label: "Upper (systolic)",
    points: points(1, 140),
    range: { low: "90", high: "140", label: "Usual range, upper 90-140" },
  },
  {
    id: "lower",
    label: "Lower (diastolic)",
    points: points(2, 90),
    range: { low: "60", high: "90", label: "Usual range, lower 60-90" },
  },
];

const weight: readonly TrendSeries[] = [
  {
    id: "weight",
    label: "Weight",
    points: [
      { at: at(11, 1), value: "81.4" },
      { at: at(11, 8), value: "81.9" },
      { at: at(11, 10), value: null },
      { at: at(11, 22), value: "80.75" },
    ],
  },
];

export const Charts = (): ReactNode => (
  <>
    <TrendSection
      label="Blood pressure"
      sentence="152/94 mmHg, above range. Up over the last 4 readings."
      unit="mm[Hg]"
      series={series}
      span="12 months"
    />
    <TrendChart label="Weight" sentence="80.75 kg, steady." unit="kg" series={weight} />
    <TrendChart label="Blood pressure table" sentence="As a table." unit="mm[Hg]" series={series} view="table" />
    <TrendChart
      label="Pulse"
      sentence="Nobody has measured yet."
      unit="/min"
      series={[{ id: "p", label: "Pulse", points: [] }]}
    />
  </>
);
