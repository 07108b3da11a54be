/** What waits for a person, read from the core's rows: the values that stand, who stands behind them, what was before. */
import type { Coding } from "../../rpc/clinical";

/** A conflict as it crosses the door. */
export interface ConflictLine {
  doc: string;
  patient?: string | null;
  name?: string | null;
  path: string[];
  decision: boolean;
  rule: string;
  body: unknown;
}

/** Another item that the same author changed, unseen by the others. */
export interface Also {
  root: string;
  id: string;
  label: string;
}

/** Who stands behind a value, and between which moments it was written; ms since 1970. */
export interface Behind {
  value: unknown;
  /** The text that a choice must name. */
  stored: string;
  change: string;
  user: string | null;
  device: string | null;
  /** Number of the author's role. */
  role: number | null;
  name: string | null;
  /** By the author's own clock. */
  claimedAt: number | null;
  /** The server's clock had been seen at this time: not written earlier. */
  notBefore: number | null;
  /** The server had it then. */
  sentAt: number | null;
  unsent: boolean;
  reason: string | null;
  also: readonly Also[];
}

/** A choice that somebody made before on the same field. */
export interface Earlier {
  by: string;
  at: number;
  chosen: unknown;
  reason: string;
}

/** One thing to decide or to look at. */
export interface Dispute {
  doc: string;
  patient: string | null;
  /** The patient's name as lists show it. */
  name: string | null;
  path: readonly string[];
  root: string;
  item: string | null;
  field: string;
  /** A person must choose; else it is to be looked at. */
  decision: boolean;
  rule: string;
  /** Where the rule comes from. */
  source: string;
  /** Whether giving, printing and renewing wait. */
  holds: boolean;
  /** What counts meanwhile. */
  stands: string | null;
  /** What the item is called. */
  label: string;
  alternatives: readonly Behind[];
  /** The last value that nobody disputed. */
  base: Behind | null;
  related: readonly { root: string; id: string; label: string }[];
  earlier: readonly Earlier[];
}

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const orNull = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const behind = (from: Body): Behind => ({
  value: from["value"],
  stored: text(from["stored"]),
  change: text(from["change"]),
  user: orNull(from["user"]),
  device: orNull(from["device"]),
  role: number(from["role"]),
  name: orNull(from["name"]),
  claimedAt: number(from["claimed_at"]) ?? number(from["made_at"]),
  notBefore: number(from["not_before"]),
  sentAt: number(from["not_after"]),
  // Only what this device wrote has its own clock and nothing of the server's.
  unsent: number(from["claimed_at"]) !== null && number(from["not_after"]) === null,
  reason: orNull(from["reason"]),
  also: list(from["also"])
    .filter(isObject)
    .map((one) => ({ root: text(one["root"]), id: text(one["id"]), label: text(one["label"]) })),
});

/** A register or a word as it was stored. */
const parsed = (stored: string): unknown => {
  if (!/^[{[]/.test(stored)) {
    return stored;
  }
  try {
    return JSON.parse(stored);
  } catch {
    return stored;
  }
};

const earlier = (from: Body): Earlier => {
  const made = isObject(from["made"]) ? from["made"] : {};
  return {
    by: text(made["by"]),
    at: number(made["at"]) ?? 0,
    chosen: parsed(text(from["chosen"])),
    reason: text(from["reason"]),
  };
};

/** First decided first; those whose time nobody knows last. */
const byTime = (a: Behind, b: Behind): number =>
  (a.claimedAt ?? Number.MAX_SAFE_INTEGER) - (b.claimedAt ?? Number.MAX_SAFE_INTEGER) || (a.change < b.change ? -1 : 1);

export const disputeOf = (line: ConflictLine): Dispute => {
  const body = isObject(line.body) ? line.body : {};
  const labels = list(body["related_labels"]);
  const path = line.path;
  return {
    doc: line.doc,
    patient: line.patient ?? null,
    name: line.name ?? null,
    path,
    root: path[0] ?? "",
    item: path.length > 2 ? (path[1] ?? null) : null,
    field: path.at(-1) ?? "",
    decision: line.decision,
    rule: line.rule,
    source: text(body["source"]),
    holds: body["holds"] === true,
    stands: orNull(body["stands"]),
    label: text(body["label"]),
    alternatives: list(body["alternatives"]).filter(isObject).map(behind).sort(byTime),
    base: isObject(body["base"]) ? behind(body["base"]) : null,
    related: list(body["related"]).map((keys, at) => {
      const [root, id] = list(keys);
      return { root: text(root), id: text(id), label: text(labels[at]) };
    }),
    earlier: list(body["earlier"]).filter(isObject).map(earlier),
  };
};

/** The address of a dispute within its document: ids and field names only. */
export const keyOf = (dispute: Dispute): string => `${dispute.path.join(".")}!${dispute.rule}`;

/** Whether an address names this dispute: its own key, its path, or the item it is about. */
export const isCalled = (dispute: Dispute, key: string | undefined): boolean =>
  key === undefined ||
  key === keyOf(dispute) ||
  key === dispute.path.join(".") ||
  key === dispute.path.join("/") ||
  key === dispute.item;

/** `A`, `B`, `C`: how the values are named, in the order in which they were decided. */
export const letterOf = (at: number): string => String.fromCharCode(65 + at);

const HARM: Readonly<Record<string, number>> = {
  allergy_match: 0,
  stop_and_change: 1,
  none_known_beside_allergy: 2,
  duplicate_therapy: 3,
};

/** How much harm waiting may do; the lowest number first. */
export const harmOf = (dispute: Dispute): number => {
  const byRule = HARM[dispute.rule];
  if (byRule !== undefined) {
    return byRule;
  }
  if (dispute.holds) {
    return 1;
  }
  if (dispute.field === "resuscitation" || dispute.root === "allergies") {
    return 2;
  }
  if (dispute.root === "problems") {
    return 4;
  }
  return dispute.decision ? 5 : 6;
};

/** Since when it is open: the last of its values to be written or to arrive; none for a rule without moments. */
export const openSince = (dispute: Dispute): number | null => {
  const moments = dispute.alternatives.flatMap((one) => one.sentAt ?? one.claimedAt ?? []);
  return dispute.alternatives.length > 1 && moments.length > 0 ? Math.max(...moments) : null;
};

/** Most harm first, then oldest. */
export const sorted = (disputes: readonly Dispute[]): Dispute[] =>
  [...disputes].sort(
    (a, b) =>
      harmOf(a) - harmOf(b) ||
      (openSince(a) ?? Number.MAX_SAFE_INTEGER) - (openSince(b) ?? Number.MAX_SAFE_INTEGER) ||
      (keyOf(a) < keyOf(b) ? -1 : 1),
  );

const WRITERS: Readonly<Record<string, readonly string[]>> = {
  medicines: ["doctor"],
  person: ["reception", "nurse", "doctor", "clinic_admin"],
  names: ["reception", "nurse", "doctor", "clinic_admin"],
  identifiers: ["reception", "nurse", "doctor", "clinic_admin"],
};

/** Roles that may decide it; the core checks again. */
export const decidersOf = (dispute: Dispute): readonly string[] => WRITERS[dispute.root] ?? ["nurse", "doctor"];

/** The type of document that a path of this root lies in, as the write wants it. */
export const docTypeOf = (dispute: Dispute): string => {
  switch (dispute.root) {
    case "person":
    case "names":
    case "identifiers":
      return "admin";
    case "encounter":
    case "immunizations":
      return "encounter";
    default:
      return "chart";
  }
};

/** The tab of the chart where the matter is mended, as its address has it. */
export const tabOf = (dispute: Dispute): string => {
  switch (dispute.root) {
    case "medicines":
    case "allergies":
    case "problems":
      return `/${dispute.root}`;
    case "encounter":
    case "immunizations":
      return "/notes";
    default:
      return "";
  }
};

export const isRegimen = (dispute: Dispute): boolean => dispute.root === "medicines" && dispute.field === "regimen";

/** The author's words, else the list's, else the bare code. */
export const codingLabel = (value: unknown): string => {
  const coding = (isObject(value) ? value : {}) as Coding;
  return coding.text || coding.display || coding.code || "";
};
