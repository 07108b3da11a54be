/** Ages as the banner of a patient shows them: finer for the young (PAB-0046). */
import { dayNumber, type Parts, partsOf, type When } from "./moment";

/** An age in one or two units, the larger first. */
export type Age = readonly { value: number; unit: "y" | "m" | "w" | "d" }[];

const monthsBetween = (from: Parts, to: Parts): number => {
  const months = (to.year - from.year) * 12 + ((to.month ?? 1) - (from.month ?? 1));
  return (to.day ?? 1) < (from.day ?? 1) ? months - 1 : months;
};

/** The age at `now` (or at death); null when it is not known or not yet born. Years alone when only the year is. */
export const ageOf = (born: When, now: When, zone?: string): Age | null => {
  const from = partsOf(born, zone);
  const to = partsOf(now, zone);
  if (!from || !to) return null;
  if (from.month === undefined || from.day === undefined) {
    const years = Math.floor(monthsBetween(from, to) / 12);
    return years < 0 ? null : [{ value: years, unit: "y" }];
  }
  const days = dayNumber(to) - dayNumber(from);
  if (days < 0) return null;
  const months = monthsBetween(from, to);
  const years = Math.floor(months / 12);
  if (days < 28) return [{ value: days, unit: "d" }];
  if (years < 1) return pair(Math.floor(days / 7), "w", days % 7, "d");
  if (years < 2) return pair(months, "m", days - dayNumber(shifted(from, months)) + dayNumber(from), "d");
  if (years < 18) return pair(years, "y", months % 12, "m");
  return [{ value: years, unit: "y" }];
};

const pair = (one: number, first: "y" | "m" | "w", other: number, second: "m" | "w" | "d"): Age =>
  other === 0
    ? [{ value: one, unit: first }]
    : [
        { value: one, unit: first },
        { value: other, unit: second },
      ];

/** `from` some months later; the 31st of a short month is its last day. */
const shifted = (from: Parts, months: number): Parts => {
  const total = (from.month ?? 1) - 1 + months;
  const year = from.year + Math.floor(total / 12);
  const month = (total % 12) + 1;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, day: Math.min(from.day ?? 1, last) };
};
