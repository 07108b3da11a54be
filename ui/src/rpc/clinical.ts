/** Rows of a chart as the core renders them, read once for every screen. What cannot be read is told, never guessed. */

/** One of several values that stand, with its author and the moments between which it was written. */
export interface Alternative<T> {
  value: T;
  /** The change that wrote it. */
  change: string;
  user?: string;
  device?: string;
  /** Number of the author's role. */
  role?: number;
  name?: string;
  claimed_at?: number;
  not_before?: number;
  not_after?: number;
}

/** A field: the value that stands, or all of them while nobody has chosen. */
export interface Said<T> {
  /** All that stand, the displayed one first; one, unless disputed. */
  values: readonly T[];
  /** Who wrote which; null unless disputed. */
  both: readonly Alternative<T>[] | null;
}

/** The value that stands, or null while two do. */
export const settled = <T>(said: Said<T> | null): T | null => (said && !said.both ? (said.values[0] ?? null) : null);

export interface Coding {
  system?: string;
  code?: string;
  display?: string;
  text?: string;
}

/** How a medicine is taken. Members that this version does not know ride along. */
export interface Regimen {
  product: Coding;
  dose?: string;
  unit?: string;
  route?: string;
  frequency?: string;
  timing?: string;
  as_needed?: string;
  duration?: string;
  text?: string;
}

export interface End {
  date?: string;
  reason?: string;
}

/** The mark of what was entered in error. */
export interface Entry {
  reason: string;
  by: string;
  at: number;
}

/** What every entry has. */
export interface Made {
  doc: string;
  item: string;
  by: string;
  /** When, by that device's claim; ms since 1970. */
  at: number;
  /** Set if it was entered in error. */
  entry: Entry | null;
  /** Name of the system it was imported from. */
  source: string | null;
}

export interface MedicineRow extends Made {
  regimen: Said<Regimen>;
  status: Said<string>;
  start: Said<string> | null;
  stop: Said<End> | null;
  hold: string | null;
  indication: string | null;
  override: string | null;
  prescriber: string | null;
  /** Why it was last changed. */
  reason: string | null;
  note: string | null;
}

export interface AllergyRow extends Made {
  kind: string;
  code: Said<Coding>;
  clinical: Said<string> | null;
  verification: Said<string> | null;
  criticality: Said<string> | null;
  reaction: string | null;
  severity: string | null;
  onset: string | null;
  note: string | null;
}

export interface ProblemRow extends Made {
  code: Coding;
  clinical: Said<string>;
  verification: Said<string> | null;
  resolved: End | null;
  onset: string | null;
  note: string | null;
}

/** A row as it crosses the door. */
export interface Row {
  doc: string;
  list: string;
  item: string;
  at: number;
  body: unknown;
}

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const plainText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
const object = (value: unknown): Body | undefined => (isObject(value) ? value : undefined);

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

const alternative = <T>(value: T, from: Body): Alternative<T> => {
  const user = text(from["user"]);
  const device = text(from["device"]);
  const name = text(from["name"]);
  const role = numberOf(from["role"]);
  const claimed = numberOf(from["claimed_at"]);
  const before = numberOf(from["not_before"]);
  const after = numberOf(from["not_after"]);
  return {
    value,
    change: text(from["change"]) ?? "",
    ...(user === null ? {} : { user }),
    ...(device === null ? {} : { device }),
    ...(name === null ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(claimed === undefined ? {} : { claimed_at: claimed }),
    ...(before === undefined ? {} : { not_before: before }),
    ...(after === undefined ? {} : { not_after: after }),
  };
};

/** Reads a field that may be `{"disputed": [..]}`; null if it is not there or of another kind. */
export const said = <T>(value: unknown, read: (value: unknown) => T | undefined): Said<T> | null => {
  const disputed = isObject(value) ? value["disputed"] : undefined;
  if (!Array.isArray(disputed)) {
    const one = value === undefined || value === null ? undefined : read(value);
    return one === undefined ? null : { values: [one], both: null };
  }
  const both = disputed.filter(isObject).flatMap((from) => {
    const one = read(from["value"]);
    return one === undefined ? [] : [alternative(one, from)];
  });
  if (both.length === 0) {
    return null;
  }
  return { values: both.map((one) => one.value), both: both.length > 1 ? both : null };
};

const asText = (value: unknown): string | undefined => text(value) ?? undefined;
const asCoding = (value: unknown): Coding | undefined => object(value) as Coding | undefined;
const asEnd = (value: unknown): End | undefined => object(value) as End | undefined;
const asRegimen = (value: unknown): Regimen | undefined =>
  isObject(value) && isObject(value["product"]) ? (value as unknown as Regimen) : undefined;

const entryOf = (value: unknown): Entry | null => {
  const disputed = isObject(value) && Array.isArray(value["disputed"]) ? value["disputed"][0] : undefined;
  const found = isObject(disputed) ? object(disputed["value"]) : object(value);
  return found
    ? { reason: plainText(found["reason"]) ?? "", by: plainText(found["by"]) ?? "", at: numberOf(found["at"]) ?? 0 }
    : null;
};

const made = (row: Row, body: Body): Made => ({
  doc: row.doc,
  item: row.item,
  by: plainText(body["by"]) ?? "",
  at: numberOf(body["at"]) ?? row.at,
  entry: entryOf(body["entry"]),
  source: text(object(body["source"])?.["from"]),
});

/** Rows of one list, and how many of them this version cannot read. */
export interface Listed<T> {
  rows: T[];
  unreadable: number;
}

const listed = <T>(rows: readonly Row[], list: string, read: (row: Row, body: Body) => T | null): Listed<T> => {
  const out: Listed<T> = { rows: [], unreadable: 0 };
  for (const row of rows) {
    if (row.list !== list) {
      continue;
    }
    const found = isObject(row.body) ? read(row, row.body) : null;
    if (found) {
      out.rows.push(found);
    } else {
      out.unreadable += 1;
    }
  }
  return out;
};

export const medicinesOf = (rows: readonly Row[]): Listed<MedicineRow> =>
  listed(rows, "medicines", (row, body) => {
    const regimen = said(body["regimen"], asRegimen);
    const status = said(body["status"], asText);
    return regimen && status
      ? {
          ...made(row, body),
          regimen,
          status,
          start: said(body["start"], asText),
          stop: said(body["stop"], asEnd),
          hold: text(body["hold"]),
          indication: text(body["indication"]),
          override: text(body["override"]),
          prescriber: text(body["prescriber"]),
          reason: text(body["reason"]),
          note: text(body["note"]),
        }
      : null;
  });

export const allergiesOf = (rows: readonly Row[]): Listed<AllergyRow> =>
  listed(rows, "allergies", (row, body) => {
    const kind = text(body["kind"]);
    const code = said(body["code"], asCoding);
    return kind && code
      ? {
          ...made(row, body),
          kind,
          code,
          clinical: said(body["clinical"], asText),
          verification: said(body["verification"], asText),
          criticality: said(body["criticality"], asText),
          reaction: text(body["reaction"]),
          severity: text(body["severity"]),
          onset: text(body["onset"]),
          note: text(body["note"]),
        }
      : null;
  });

export const problemsOf = (rows: readonly Row[]): Listed<ProblemRow> =>
  listed(rows, "problems", (row, body) => {
    const code = asCoding(body["code"]);
    const clinical = said(body["clinical"], asText);
    return code && clinical
      ? {
          ...made(row, body),
          code,
          clinical,
          verification: said(body["verification"], asText),
          resolved: asEnd(body["resolved"]) ?? null,
          onset: text(body["onset"]),
          note: text(body["note"]),
        }
      : null;
  });

/** The words to show: the author's, else the list's, else the bare code. */
export const labelOf = (coding: Coding): string => coding.text || coding.display || coding.code || "";

/** Whether two values of the line stand, so that nothing may be given or printed from it. */
export const isDisputed = (line: MedicineRow): boolean =>
  [line.regimen, line.status, line.start, line.stop].some((field) => field?.both);

/** Where a line belongs. Of two statuses the more careful one holds: a stop beats the rest, what is taken beats a plan. */
export type MedicineState = "current" | "held" | "stopped" | "other";

export const stateOf = (line: MedicineRow): MedicineState => {
  const says = (word: string): boolean => line.status.values.includes(word);
  if (says("stopped") || says("completed")) {
    return says("active") || says("on-hold") ? "current" : "stopped";
  }
  if (says("active")) {
    return "current";
  }
  return says("on-hold") ? "held" : "other";
};

/** Whether an allergy stands: active in at least one value, not refuted by all, not in error. */
export const isStanding = (allergy: AllergyRow): boolean => {
  const active = allergy.clinical === null || allergy.clinical.values.includes("active");
  const refuted = allergy.verification?.values.every((word) => word === "refuted");
  return active && !refuted && allergy.entry === null;
};

/** What is known of allergies: entries, the statement that none is known, or nothing. */
export interface AllergySummary {
  standing: AllergyRow[];
  noneKnown: AllergyRow | null;
  past: AllergyRow[];
  /** Entered in error. */
  void: AllergyRow[];
}

export const summaryOf = (rows: readonly AllergyRow[]): AllergySummary => {
  const live = rows.filter((row) => row.entry === null);
  const real = live.filter((row) => row.kind !== "none_known");
  return {
    standing: real.filter(isStanding).sort((a, b) => weightOf(b) - weightOf(a) || b.at - a.at),
    noneKnown: live.find((row) => row.kind === "none_known" && isStanding(row)) ?? null,
    past: real.filter((row) => !isStanding(row)),
    void: rows.filter((row) => row.entry !== null && row.kind !== "none_known"),
  };
};

const weightOf = (row: AllergyRow): number => (row.criticality?.values.includes("high") ? 1 : 0);

const PAST: readonly string[] = ["inactive", "remission", "resolved"];

/** Whether a problem is over in every value that stands. */
export const isPast = (problem: ProblemRow): boolean => problem.clinical.values.every((word) => PAST.includes(word));
