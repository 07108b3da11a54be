/** How screens write dates, ages, numbers and amounts, in the language in use. */
import { createContext, useContext, useMemo } from "react";
import { useLanguage, useText } from "../i18n/text";
import { type Age, ageOf } from "./format/age";
import { clock, daysAgo, patientDate, patientTime, staffDate, staffDateTime } from "./format/dates";
import { quantity } from "./format/decimal";
import type { When } from "./format/moment";

/** What time it is; tests and the gallery stand still. */
export const NowContext = createContext<() => number>(() => Date.now());

export interface Format {
  /** `03-Mar-1981`, in any language; as much of it as is known. */
  staffDate: (when: When | null | undefined) => string;
  /** `03-Mar-1981 14:05` */
  staffDateTime: (when: When | null | undefined) => string;
  /** `14:05` */
  clock: (when: When | null | undefined) => string;
  /** `45y`, `7y 2m`, `5w 3d`; at `at` when the person died. */
  age: (born: When | null | undefined, at?: When) => string;
  /** `03-Mar-1981 (45y)`; an estimated date says so. */
  born: (born: string | null | undefined, died?: string) => string;
  /** `Monday 7 December` */
  patientDate: (when: When | null | undefined) => string;
  /** `Monday 7 December, 9:20am` */
  patientDateTime: (when: When | null | undefined) => string;
  /** `500 mg`, `0.5 mg`, `200 micrograms`: from text, never through a float. */
  quantity: (value: string, unit?: string) => string;
  number: (value: number) => string;
  /** `3 days ago`, `in 2 hours`, `now` */
  ago: (when: number) => string;
  /** `14:05` today, `Tue 14:05` this week, else the date and time. */
  recent: (when: number) => string;
  /** `9:20am` today, else `Monday 7 December, 9:20am`. */
  patientRecent: (when: number) => string;
}

const MINUTE = 60_000;
const STEPS: readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60 * MINUTE, MINUTE, "minute"],
  [24 * 60 * MINUTE, 60 * MINUTE, "hour"],
  [30 * 24 * 60 * MINUTE, 24 * 60 * MINUTE, "day"],
  [365 * 24 * 60 * MINUTE, 30 * 24 * 60 * MINUTE, "month"],
  [Number.POSITIVE_INFINITY, 365 * 24 * 60 * MINUTE, "year"],
];

const agoOf = (locale: string, when: number, now: number): string => {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const gap = when - now;
  if (Math.abs(gap) < MINUTE) return words.format(0, "second");
  const [, step, unit] = STEPS.find(([limit]) => Math.abs(gap) < limit) ?? [0, MINUTE, "minute" as const];
  return words.format(Math.trunc(gap / step), unit);
};

export const useFormat = (): Format => {
  const text = useText();
  const { locale, direction } = useLanguage();
  const now = useContext(NowContext);
  return useMemo(() => {
    const unknown = text("kit-not-known");
    const ageWords = (age: Age): string =>
      age.map(({ value, unit }) => text(`kit-age-${unit}`, { value: String(value) })).join(" ");
    const staff = (when: When | null | undefined): string =>
      when === null || when === undefined ? unknown : (staffDate(when, locale) ?? String(when));
    const age = (born: When | null | undefined, at?: When): string => {
      const found = born === null || born === undefined ? null : ageOf(born, at ?? now());
      return found ? ageWords(found) : unknown;
    };
    const day = (when: When | null | undefined): string =>
      when === null || when === undefined ? unknown : (patientDate(when, locale, now()) ?? String(when));
    return {
      staffDate: staff,
      staffDateTime: (when) =>
        when === null || when === undefined ? unknown : (staffDateTime(when, locale) ?? String(when)),
      clock: (when) => (when === null || when === undefined ? unknown : (clock(when) ?? unknown)),
      age,
      born: (born, died) => {
        if (!born) return unknown;
        const date = born.startsWith("~") ? text("kit-about-date", { date: staff(born) }) : staff(born);
        const found = ageOf(born, died ?? now());
        return found ? text("kit-born-age", { date, age: ageWords(found) }) : date;
      },
      patientDate: day,
      patientDateTime: (when) => {
        const words = { noon: text("kit-midday"), midnight: text("kit-midnight") };
        const time = when === null || when === undefined ? null : patientTime(when, locale, words);
        return time === null ? day(when) : text("kit-day-time", { day: day(when), time });
      },
      quantity: (value, unit) => (direction === "rtl" ? `\u2066${quantity(value, unit)}\u2069` : quantity(value, unit)),
      number: (value) => new Intl.NumberFormat(locale).format(value),
      ago: (when) => agoOf(locale, when, now()),
      recent: (when) => {
        const gone = daysAgo(when, now());
        const time = clock(when) ?? "";
        if (gone === 0) return time;
        if (gone !== null && gone > 0 && gone < 7) {
          return `${new Intl.DateTimeFormat(locale, { weekday: "short" }).format(when)} ${time}`;
        }
        return staffDateTime(when, locale) ?? "";
      },
      patientRecent: (when) => {
        const words = { noon: text("kit-midday"), midnight: text("kit-midnight") };
        const time = patientTime(when, locale, words) ?? "";
        return daysAgo(when, now()) === 0 ? time : text("kit-day-time", { day: day(when), time });
      },
    };
  }, [text, locale, direction, now]);
};
