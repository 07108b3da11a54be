/** Home readings as they are stored, and as a person reads them. */

/** LOINC codes of what a home machine shows. */
export const LOINC = "http://loinc.org";
export const PRESSURE = { code: "85354-9", display: "Blood pressure" } as const;
export const UPPER = { code: "8480-6", display: "Systolic blood pressure" } as const;
export const LOWER = { code: "8462-4", display: "Diastolic blood pressure" } as const;
export const PULSE = { code: "8867-4", display: "Heart rate" } as const;

/** One blood pressure, with the pulse that was written with it. */
export interface Reading {
  item: string;
  /** When it was measured, in ms since 1970. */
  at: number;
  upper: number;
  lower: number;
  pulse?: number;
}

/** Another thing measured at home: what, how much. */
export interface OtherReading {
  item: string;
  at: number;
  name: string;
  value: string;
  unit: string;
}

interface Row {
  item: string;
  list: string;
  at: number;
  body: unknown;
}

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const codeOf = (value: unknown): string => text(fields(value)["code"]);
const nameOf = (value: unknown): string => {
  const { text: own, display, code } = fields(value);
  return text(own) || text(display) || text(code);
};

/** The number of a quantity; `null` where there is none that can be drawn. */
const numberOf = (holder: unknown): number | null => {
  const found = fields(fields(holder)["valueQuantity"])["value"];
  const number = typeof found === "string" ? Number(found) : found;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
};

const pressureOf = (row: Row): Reading | null => {
  const body = fields(row.body);
  if (codeOf(body["code"]) !== PRESSURE.code) return null;
  const parts = fields(body["value"])["components"];
  const part = (code: string): number | null => {
    const found = Array.isArray(parts) ? parts.find((one) => codeOf(fields(one)["code"]) === code) : undefined;
    return numberOf(found);
  };
  const upper = part(UPPER.code);
  const lower = part(LOWER.code);
  return upper === null || lower === null ? null : { item: row.item, at: row.at, upper, lower };
};

const otherOf = (row: Row): OtherReading | null => {
  const body = fields(row.body);
  const quantity = fields(fields(body["value"])["valueQuantity"]);
  const value = quantity["value"];
  const name = nameOf(body["code"]);
  if (name === "" || (typeof value !== "string" && typeof value !== "number")) return null;
  return { item: row.item, at: row.at, name, value: String(value), unit: text(quantity["unit"]) };
};

/** Whether an item was marked as entered in error. */
const isVoid = (row: Row): boolean => fields(row.body)["entry"] !== undefined;

/** Blood pressures newest first, each with the pulse of the same moment, and whatever else was measured. */
export const readingsOf = (rows: readonly Row[]): { readings: Reading[]; others: OtherReading[] } => {
  const kept = rows.filter((row) => row.list === "readings" && !isVoid(row));
  const pulses = new Map<number, number>();
  for (const row of kept) {
    const pulse = codeOf(fields(row.body)["code"]) === PULSE.code ? numberOf(fields(row.body)["value"]) : null;
    if (pulse !== null) pulses.set(row.at, pulse);
  }
  const readings = kept.flatMap((row) => {
    const found = pressureOf(row);
    const pulse = found ? pulses.get(found.at) : undefined;
    return found ? [{ ...found, ...(pulse === undefined ? {} : { pulse }) }] : [];
  });
  const moments = new Set(readings.map(({ at }) => at));
  const others = kept.flatMap((row) => {
    const other = pressureOf(row) ? null : otherOf(row);
    const shown = codeOf(fields(row.body)["code"]) === PULSE.code && moments.has(row.at);
    return other && !shown ? [other] : [];
  });
  const newest = (a: { at: number }, b: { at: number }): number => b.at - a.at;
  return { readings: readings.sort(newest), others: others.sort(newest) };
};

const DAY = 86_400_000;

const middle = (numbers: readonly number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/** How many were written in the last 30 days, and around what. */
export const lately = (readings: readonly Reading[], now: number): { count: number; upper: number; lower: number } => {
  const near = readings.filter(({ at }) => at > now - 30 * DAY);
  return {
    count: near.length,
    upper: middle(near.map(({ upper }) => upper)),
    lower: middle(near.map(({ lower }) => lower)),
  };
};
