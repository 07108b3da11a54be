/** Dates as people type them. */
import { exists, two } from "./moment";

const MONTHS: readonly (readonly string[])[] = [
  ["jan", "janv", "يناير"],
  ["feb", "févr", "fevr", "fev", "فبراير"],
  ["mar", "mars", "مارس"],
  ["apr", "avr", "أبريل", "ابريل"],
  ["may", "mai", "مايو"],
  ["jun", "juin", "يونيو"],
  ["jul", "juil", "يوليو"],
  ["aug", "août", "aout", "أغسطس", "اغسطس"],
  ["sep", "sept", "سبتمبر"],
  ["oct", "أكتوبر", "اكتوبر"],
  ["nov", "نوفمبر"],
  ["dec", "déc", "ديسمبر"],
];

/** Month names in full begin with one of the short ones of their month alone, so a prefix is enough. */
const monthOf = (word: string): number | null => {
  if (/^\d+$/.test(word)) return Number(word);
  const small = word.toLocaleLowerCase();
  const sure = MONTHS.findIndex((names) => names.includes(small));
  if (sure >= 0) return sure + 1;
  const at = MONTHS.findIndex((names) => names.some((name) => name.length > 2 && small.startsWith(name)));
  return at < 0 ? null : at + 1;
};

/** Arabic figures as Western ones. */
const western = (text: string): string =>
  text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));

/**
 * `text` as a FHIR date, or null when it cannot be read as one day. Day before month, as it is shown: a month that is
 * written as a number comes second unless the year stands first. `partial` allows `Mar-1981` and `1981`.
 */
export const parseDate = (text: string, partial = false): string | null => {
  const words = western(text)
    .trim()
    .split(/[\s./,-]+/)
    .filter(Boolean);
  if (partial && words.length <= 2) {
    const year = words.at(-1) ?? "";
    if (!/^\d{4}$/.test(year)) return null;
    if (words.length === 1) return year;
    const month = monthOf(words[0] ?? "");
    return month !== null && exists(Number(year), month, 1) ? `${year}-${two(month)}` : null;
  }
  if (words.length !== 3) return null;
  const [first = "", second = "", third = ""] = words;
  const yearFirst = /^\d{4}$/.test(first);
  const [year, day] = yearFirst ? [first, third] : [third, first];
  const month = monthOf(second);
  // Two figures could be any century; a birth date in the wrong one is a different patient.
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(day) || month === null) return null;
  return exists(Number(year), month, Number(day)) ? `${year}-${two(month)}-${two(Number(day))}` : null;
};
