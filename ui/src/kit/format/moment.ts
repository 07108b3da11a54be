/** Moments and FHIR dates as parts, so that no date slips to the day before on its way to the screen. */

/** Epoch milliseconds, or a FHIR date: `1981`, `1981-03`, `1981-03-03`, or one with a time and offset. */
export type When = number | string;

/** What is known of a date; a part that nobody told is missing, never guessed. */
export interface Parts {
  year: number;
  month?: number;
  day?: number;
  hour?: number;
  minute?: number;
  /** Written as a guess (`~1981`): shown in words. */
  about?: boolean;
}

const DATE = /^(~)?(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

// Making one costs more than a hundred uses of it, and a list asks for the age of everybody in it.
const clocks = new Map<string, Intl.DateTimeFormat>();
const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB-u-ca-gregory-nu-latn", {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
    timeZone: zone,
  });
  clocks.set(zone, made);
  return made;
};

/** The parts of an instant on the reader's own clock, or in `zone` when one is named. */
const ofInstant = (ms: number, zone?: string): Parts => {
  if (zone === undefined) {
    const at = new Date(ms);
    return {
      year: at.getFullYear(),
      month: at.getMonth() + 1,
      day: at.getDate(),
      hour: at.getHours(),
      minute: at.getMinutes(),
    };
  }
  const parts = clockOf(zone).formatToParts(ms);
  const part = (kind: string): number => Number(parts.find((one) => one.type === kind)?.value ?? 0);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
};

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** True if such a day exists. */
export const exists = (year: number, month: number, day: number): boolean =>
  year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

/** The parts of `when`, or null if it is no date. A date without a time is never moved by a time zone. */
export const partsOf = (when: When, zone?: string): Parts | null => {
  if (typeof when === "number") return Number.isFinite(when) ? ofInstant(when, zone) : null;
  const date = DATE.exec(when.trim());
  if (!date) {
    const ms = /^\d{4}-\d{2}-\d{2}T/.test(when) ? Date.parse(when) : Number.NaN;
    return Number.isNaN(ms) ? null : ofInstant(ms, zone);
  }
  const [, about, year, month, day] = date;
  const parts: Parts = {
    year: Number(year),
    ...(month ? { month: Number(month) } : {}),
    ...(day ? { day: Number(day) } : {}),
    ...(about ? { about: true } : {}),
  };
  return exists(parts.year, parts.month ?? 1, parts.day ?? 1) ? parts : null;
};

export const two = (value: number): string => String(value).padStart(2, "0");

/** A civil date as `Intl` wants it, at noon UTC so that no zone moves it. */
export const civil = ({ year, month = 1, day = 1 }: Parts): Date => new Date(Date.UTC(year, month - 1, day, 12));

/** Whole days since the epoch of a civil date. */
export const dayNumber = (parts: Parts): number => Math.floor(civil(parts).getTime() / 86_400_000);
