/** Dates and times in words, for staff and for patients. */
import { civil, dayNumber, type Parts, partsOf, two, type When } from "./moment";

const ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A month in short: three letters in English, as the language writes it elsewhere. */
export const monthOf = (parts: Parts, locale: string): string => {
  if (locale.startsWith("en")) return ENGLISH[(parts.month ?? 1) - 1] ?? "";
  return new Intl.DateTimeFormat(`${locale}`, { month: "short", timeZone: "UTC", calendar: "gregory" })
    .format(civil(parts))
    .replace(/\.$/, "");
};

/** `03-Mar-1981`, `Mar-1981` or `1981`: as much as is known (D+Ta-0002). */
export const staffDate = (when: When, locale: string, zone?: string): string | null => {
  const parts = partsOf(when, zone);
  if (!parts) return null;
  const month = parts.month === undefined ? "" : `${monthOf(parts, locale)}-`;
  const day = parts.day === undefined ? "" : `${two(parts.day)}-`;
  return `${day}${month}${parts.year}`;
};

/** `14:05` on a 24 hour clock (D+Ta-0005); null when no time is known. */
export const clock = (when: When, zone?: string): string | null => {
  const parts = partsOf(when, zone);
  return parts?.hour === undefined || parts.minute === undefined ? null : `${two(parts.hour)}:${two(parts.minute)}`;
};

/** `03-Mar-1981 14:05`; the date alone when no time is known. */
export const staffDateTime = (when: When, locale: string, zone?: string): string | null => {
  const date = staffDate(when, locale, zone);
  const time = clock(when, zone);
  return date === null || time === null ? date : `${date} ${time}`;
};

/** `Monday 7 December`, with the year when it is not this one. */
export const patientDate = (when: When, locale: string, now: number, zone?: string): string | null => {
  const parts = partsOf(when, zone);
  if (!parts) return null;
  const today = partsOf(now, zone);
  const known: Intl.DateTimeFormatOptions =
    parts.month === undefined
      ? { year: "numeric" }
      : parts.day === undefined
        ? { month: "long", year: "numeric" }
        : {
            weekday: "long",
            day: "numeric",
            month: "long",
            ...(parts.year === today?.year ? {} : { year: "numeric" }),
          };
  return new Intl.DateTimeFormat(locale, { ...known, timeZone: "UTC", calendar: "gregory" })
    .format(civil(parts))
    .replace(/^(\p{L}+), /u, locale.startsWith("en") ? "$1 " : "$&");
};

/** `5:30pm`, `5pm`, and words for noon and midnight; another language writes the time its own way. */
export const patientTime = (when: When, locale: string, words: { noon: string; midnight: string }, zone?: string) => {
  const parts = partsOf(when, zone);
  if (parts?.hour === undefined || parts.minute === undefined) return null;
  const { hour, minute } = parts;
  if (minute === 0 && hour === 12) return words.noon;
  if (minute === 0 && hour === 0) return words.midnight;
  if (!locale.startsWith("en")) {
    const at = new Date(Date.UTC(2000, 0, 1, hour, minute));
    return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone: "UTC" }).format(at);
  }
  return `${hour % 12 || 12}${minute ? `:${two(minute)}` : ""}${hour < 12 ? "am" : "pm"}`;
};

/** Whole days from `when` to `now`, by the calendar; negative when it lies ahead. */
export const daysAgo = (when: When, now: number, zone?: string): number | null => {
  const then = partsOf(when, zone);
  const today = partsOf(now, zone);
  return then && today && then.day !== undefined ? dayNumber(today) - dayNumber(then) : null;
};
