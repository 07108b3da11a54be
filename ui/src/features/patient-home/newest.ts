/** The newest blood pressure and the newest conversation, for their cards. */
import type { Row } from "../../rpc/clinical";

export interface Pressure {
  at: number;
  upper: number;
  lower: number;
}

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});

const part = (parts: readonly unknown[], code: string): number | null => {
  const found = fields(parts.find((one) => fields(fields(one)["code"])["code"] === code));
  const value = Number(fields(found["valueQuantity"])["value"]);
  return Number.isFinite(value) && found["code"] !== undefined ? value : null;
};

/** The newest of the rows, which come newest first. */
export const newestPressure = (rows: readonly Row[]): Pressure | null => {
  for (const row of rows) {
    const body = fields(row.body);
    const parts = fields(body["value"])["components"];
    if (row.list !== "readings" || body["entry"] !== undefined || !Array.isArray(parts)) continue;
    const upper = part(parts, "8480-6");
    const lower = part(parts, "8462-4");
    if (upper !== null && lower !== null) return { at: row.at, upper, lower };
  }
  return null;
};

export interface Thread {
  doc: string;
  at: number;
  subject: string;
}

export const newestThread = (rows: readonly Row[]): Thread | null => {
  const [row] = rows.filter((one) => one.list === "thread").sort((a, b) => b.at - a.at);
  const subject = fields(row?.body)["subject"];
  return row ? { doc: row.doc, at: row.at, subject: typeof subject === "string" ? subject : "" } : null;
};

/** The name to greet by: the given name of `Yusuf, Amina`, or the whole name. */
export const greetingName = (listed: string | undefined, whole: string): string => {
  const given = listed?.split(",")[1]?.trim().split(/\s+/)[0];
  return given || whole;
};
