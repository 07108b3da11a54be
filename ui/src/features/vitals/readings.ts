/** Readings of a patient as the core tells them, newest first. */
import { SIGNS, type Sign } from "./signs";

/** One number with its unit; the value as text, so that no figure is lost on its way to the screen. */
export interface Amount {
  value: string;
  unit: string;
}

/** One reading. */
export interface Reading {
  doc: string;
  item: string;
  /** Clinical time, ms since 1970. */
  at: number;
  code: string;
  label: string;
  /** Null where it is no number, or was not taken. */
  amount: Amount | null;
  /** The two numbers of a blood pressure. */
  parts: readonly { code: string; label: string; amount: Amount }[];
  /** A result in words. */
  words: string;
  note: string;
  by: string;
  /** Entered in error; it stays in sight. */
  isVoid: boolean;
  category: string;
  range: string;
  interpretation: string;
}

export interface ReadingRow {
  doc: string;
  list: string;
  item: string;
  at: number;
  body: unknown;
}

type Body = Readonly<Record<string, unknown>>;
const object = (value: unknown): Body =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const labelOf = (code: Body): string => text(code["text"]) || text(code["display"]) || text(code["code"]);

const amountOf = (holder: Body): Amount | null => {
  const quantity = object(holder["valueQuantity"]);
  const value = quantity["value"];
  const known = typeof value === "number" || (typeof value === "string" && value !== "");
  return known ? { value: String(value), unit: text(quantity["code"]) || text(quantity["unit"]) } : null;
};

const wordsOf = (value: Body): string => {
  const concept = object(value["valueCodeableConcept"]);
  const coding = Array.isArray(concept["coding"]) ? object(concept["coding"][0]) : {};
  return text(value["valueString"]) || text(concept["text"]) || text(coding["display"]) || text(value["valueDateTime"]);
};

/** Code of a component, as ours or as FHIR nests it. */
const codeOf = (value: unknown): Body => {
  const code = object(value);
  const coding = Array.isArray(code["coding"]) ? object(code["coding"][0]) : {};
  return text(code["code"]) ? code : { ...coding, ...(text(code["text"]) ? { text: code["text"] } : {}) };
};

const partsOf = (body: Body): Reading["parts"] => {
  const listed = body["components"] ?? object(body["value"])["components"];
  return (Array.isArray(listed) ? listed : []).flatMap((one) => {
    const amount = amountOf(object(one));
    const code = codeOf(object(one)["code"]);
    return amount ? [{ code: text(code["code"]), label: labelOf(code), amount }] : [];
  });
};

export const readingOf = (row: ReadingRow): Reading => {
  const body = object(row.body);
  const code = codeOf(body["code"]);
  const value = object(body["value"]);
  return {
    doc: row.doc,
    item: row.item,
    at: row.at,
    code: text(code["code"]),
    label: labelOf(code),
    amount: amountOf(value),
    parts: partsOf(body),
    words: wordsOf(value),
    note: text(body["note"]),
    by: text(body["by"]),
    isVoid: body["entry"] !== undefined && body["entry"] !== null,
    category: text(body["category"]),
    range: text(body["reference_range"]),
    interpretation: text(body["interpretation"]),
  };
};

export const readingsOf = (rows: readonly ReadingRow[]): Reading[] => rows.map(readingOf).sort((a, b) => b.at - a.at);

/** Tried and not taken: it says so and why, and has no value. */
export const wasNotTaken = (one: Reading): boolean => one.amount === null && one.parts.length === 0 && one.words === "";

/** A blood pressure: one reading of two numbers. */
export const PRESSURE = { code: "85354-9", unit: "mm[Hg]" } as const;

/** The blood pressures that have their numbers and are not in error. */
export const pressuresOf = (readings: readonly Reading[]): Reading[] =>
  readings.filter((one) => one.code === PRESSURE.code && !one.isVoid && !wasNotTaken(one));

/** The newest blood pressure of home, where it is newer than every one that the clinic has. */
export const newerAtHome = (home: readonly Reading[], clinic: readonly Reading[]): Reading | undefined => {
  const [own] = pressuresOf(home);
  const [taken] = pressuresOf(clinic);
  return own && own.at > (taken?.at ?? 0) ? own : undefined;
};

/** The newest reading of a sign that has a value and is not in error. */
export const lastOf = (readings: readonly Reading[], sign: Sign): Reading | undefined =>
  readings.find((one) => one.code === sign.code && !one.isVoid && !wasNotTaken(one));

/** One code with all its readings, for a trend and a table. */
export interface Group {
  code: string;
  label: string;
  readings: readonly Reading[];
}

/** Readings by what was measured: the signs in their order, then everything else by name. */
export const groupsOf = (readings: readonly Reading[]): Group[] => {
  const groups = new Map<string, Reading[]>();
  for (const one of readings) {
    const key = one.code || one.label;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const place = (code: string): number => {
    const at = SIGNS.findIndex((sign) => sign.code === code);
    return at < 0 ? SIGNS.length : at;
  };
  return [...groups.entries()]
    .map(([code, all]) => ({ code, label: all[0]?.label ?? code, readings: all }))
    .sort((a, b) => place(a.code) - place(b.code) || a.label.localeCompare(b.label));
};

/** Bounds that chart and table mark, by code: the usual ones of adults at rest. A child has others, and gets none. */
const RANGES: Readonly<Record<string, { low?: string; high?: string }>> = {
  "8480-6": { low: "90", high: "140" },
  "8462-4": { low: "60", high: "90" },
  "8867-4": { low: "60", high: "100" },
  "8310-5": { low: "36", high: "37.5" },
  "9279-1": { low: "12", high: "20" },
  "2708-6": { low: "94" },
};

export const rangeOf = (code: string): { low?: string; high?: string } | null => RANGES[code] ?? null;

/** Since when the ranges of adults hold for a patient, ms since 1970; null where that is not known. */
export type AdultSince = number | null;

export const ADULT_YEARS = 18;

/** The latest eighteenth birthday that any standing date of birth gives; an unreadable one gives none. */
export const adultSince = (births: readonly string[]): AdultSince => {
  const days = births.map((birth) => {
    const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(birth);
    // Of a date that is known in part the last day counts.
    return match
      ? Date.UTC(Number(match[1]) + ADULT_YEARS, match[2] ? Number(match[2]) - 1 : 11, match[3] ? Number(match[3]) : 31)
      : Number.NaN;
  });
  return days.length > 0 && days.every((day) => Number.isFinite(day)) ? Math.max(...days) : null;
};

/** Above or below the usual range of adults; null inside it, where there is none, and for a child. */
export const flagOf = (code: string, value: string, at: number, adult: AdultSince): "high" | "low" | null => {
  const range = adult !== null && at >= adult ? RANGES[code] : undefined;
  const number = Number(value);
  if (!range || !Number.isFinite(number)) return null;
  if (range.high !== undefined && number > Number(range.high)) return "high";
  return range.low !== undefined && number < Number(range.low) ? "low" : null;
};

/** Which way the last readings go; null where there are fewer than three. */
export const directionOf = (values: readonly number[]): "up" | "down" | "level" | null => {
  const last = values.slice(-3);
  const [first, , third] = last;
  if (last.length < 3 || first === undefined || third === undefined) return null;
  const rises = last.every((value, at) => at === 0 || value > (last[at - 1] ?? value));
  const falls = last.every((value, at) => at === 0 || value < (last[at - 1] ?? value));
  if (rises) return "up";
  return falls ? "down" : "level";
};
