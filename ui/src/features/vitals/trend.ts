/** Readings of one code as series of a chart. */
import type { Say } from "../../i18n/text";
import type { TrendSeries } from "../../kit/Chart/trend";
import { type AdultSince, flagOf, type Reading, rangeOf } from "./readings";
import { nameOf } from "./words";

const bandOf = (text: Say, code: string): TrendSeries["range"] => {
  const range = rangeOf(code);
  if (!range) return undefined;
  const { low, high } = range;
  const label =
    low !== undefined && high !== undefined
      ? text("vitals-band", { low, high })
      : high === undefined
        ? text("vitals-band-low", { low: low ?? "" })
        : text("vitals-band-high", { high });
  return { low, high, label };
};

interface Point {
  at: number;
  code: string;
  label: string;
  value: string | null;
}

const pointsOf = (one: Reading): Point[] =>
  one.parts.length > 0
    ? one.parts.map((part) => ({ at: one.at, code: part.code, label: part.label, value: part.amount.value }))
    : [{ at: one.at, code: one.code, label: one.label, value: one.amount?.value ?? null }];

/** One series for each number of the reading; `readings` newest first, all of one code. */
export const seriesOf = (text: Say, readings: readonly Reading[], adult: AdultSince): TrendSeries[] => {
  const points = readings.filter((one) => !one.isVoid && one.at > 0).flatMap(pointsOf);
  const codes = [...new Set(points.filter((point) => point.value !== null).map((point) => point.code))];
  return codes.map((code) => {
    const own = points.filter((point) => point.code === code).reverse();
    // A band speaks for the whole line, so every point of it must be an adult's.
    const grown = adult !== null && own.every(({ at }) => at >= adult);
    const range = grown ? bandOf(text, code) : undefined;
    return {
      id: code,
      label: nameOf(text, code, own[0]?.label ?? code),
      points: own.map(({ at, value }) => ({ at, value, flag: value === null ? null : flagOf(code, value, at, adult) })),
      ...(range ? { range } : {}),
    };
  });
};
