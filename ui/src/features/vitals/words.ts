/** How readings are said. */
import type { MessageId, Say } from "../../i18n/text";
import { decimal } from "../../kit/format/decimal";
import type { Format } from "../../kit/useFormat";
import { type AdultSince, directionOf, flagOf, type Reading, wasNotTaken } from "./readings";
import { SIGNS, signOf } from "./signs";

/** The name of what was measured: ours for the signs, the record's own for the rest. */
export const nameOf = (text: Say, code: string, label: string): string => {
  const sign = signOf(code);
  const part = SIGNS.flatMap((one) => one.parts ?? []).find((one) => one.code === code);
  return sign ? text(`vitals-sign-${sign.id}`) : part ? text(`vitals-sign-${part.id}`) : label;
};

/** `138/86 mmHg`, `72/min`, a result in words, or that it could not be taken. */
export const readingWords = (text: Say, format: Format, one: Reading): string => {
  const [upper, lower] = one.parts;
  if (upper && lower && one.parts.length === 2 && upper.amount.unit === lower.amount.unit) {
    return format.quantity(`${decimal(upper.amount.value)}/${decimal(lower.amount.value)}`, upper.amount.unit);
  }
  if (one.parts.length > 0) {
    return one.parts
      .map((part) => `${nameOf(text, part.code, part.label)} ${format.quantity(part.amount.value, part.amount.unit)}`)
      .join(", ");
  }
  if (one.amount) return format.quantity(one.amount.value, one.amount.unit);
  if (wasNotTaken(one)) {
    return one.note === "" ? text("vitals-not-taken") : text("vitals-not-taken-why", { reason: one.note });
  }
  return one.words;
};

/** The flag of a reading: of its number, or of the worse of its two. */
export const readingFlag = (one: Reading, adult: AdultSince): "high" | "low" | null => {
  if (one.amount) return flagOf(one.code, one.amount.value, one.at, adult);
  const flags = one.parts.map((part) => flagOf(part.code, part.amount.value, one.at, adult));
  return flags.find((flag) => flag === "high") ?? flags.find((flag) => flag === "low") ?? null;
};

const firstNumber = (one: Reading): number => Number(one.parts[0]?.amount.value ?? one.amount?.value ?? Number.NaN);

/** What the trend says in one sentence; `readings` newest first, all of one code. */
export const sentenceOf = (text: Say, format: Format, readings: readonly Reading[]): string => {
  const known = readings.filter((one) => !one.isVoid && Number.isFinite(firstNumber(one)));
  const last = known[0];
  if (!last) return "";
  const way = directionOf(known.map(firstNumber).reverse());
  const isPressure = last.parts.length === 2;
  const value = isPressure
    ? last.parts.map((part) => decimal(part.amount.value)).join("/")
    : readingWords(text, format, last);
  const stem = isPressure ? "vitals-sentence" : "vitals-sentence-other";
  const id = way === null ? (isPressure ? "vitals-sentence-one" : stem) : `${stem}-${way}`;
  return text(id as MessageId, { value, date: format.staffDate(last.at) });
};
