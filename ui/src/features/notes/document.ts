/** One visit, note, report or import as the core tells it. */
import { labelOf } from "../../rpc/clinical";

export interface NoteRow {
  doc: string;
  list: string;
  item: string;
  at: number;
  body: unknown;
  unsent?: boolean | undefined;
}

/** What a list and the head of a document say. */
export interface Head {
  doc: string;
  /** ms since 1970; 0 where nobody knows. */
  at: number;
  kind: string;
  status: string;
  title: string;
  author: string;
  reason: string;
  location: string;
  end: string;
  source: string;
}

/** One part of the text. */
export interface Part {
  id: string;
  title: string;
  order: number;
  text: string;
  by: string;
  isVoid: boolean;
}

/** Something found, done, asked for or given. */
export interface Finding {
  item: string;
  list: string;
  label: string;
  value: string;
  unit: string;
  status: string;
  note: string;
  at: number;
  /** The reason, where it was entered in error. */
  voided: string | null;
}

export interface Note {
  head: Head;
  parts: Part[];
  people: { name: string; role: string }[];
  findings: Finding[];
  /** How many records are kept word for word. */
  others: number;
}

type Body = Readonly<Record<string, unknown>>;
const object = (value: unknown): Body =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Body) : {};
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);

/** Codes that FHIR nests as ours are: flat. */
const codingWords = (value: unknown): string => {
  const code = object(value);
  const nested = Array.isArray(code["coding"]) ? object(code["coding"][0]) : {};
  return labelOf({ ...nested, ...code } as Parameters<typeof labelOf>[0]);
};

export const headOf = (row: NoteRow): Head => {
  const body = object(row.body);
  const start = object(body["start"]);
  const disputed = Array.isArray(start["disputed"]);
  return {
    doc: row.doc,
    at: disputed ? 0 : row.at,
    kind: text(body["kind"]),
    status: text(body["status"]),
    title: text(body["title"]) || codingWords(body["type"]) || codingWords(body["class"]),
    author: text(body["author"]),
    reason: text(body["reason"]),
    location: text(body["location"]),
    end: text(body["end"]),
    source: text(object(body["source"])["from"]),
  };
};

/** Heads of a list, newest first. */
export const headsOf = (rows: readonly NoteRow[]): Head[] =>
  rows
    .filter((row) => row.list === "encounter")
    .map(headOf)
    .sort((a, b) => b.at - a.at);

const quantityOf = (value: unknown): { value: string; unit: string } => {
  const quantity = object(object(value)["valueQuantity"]);
  const amount = quantity["value"];
  const known = typeof amount === "number" || typeof amount === "string";
  return { value: known ? String(amount) : "", unit: text(quantity["code"]) || text(quantity["unit"]) };
};

const wordsOf = (value: unknown): string => {
  const holder = object(value);
  const concept = object(holder["valueCodeableConcept"]);
  return text(holder["valueString"]) || codingWords(concept);
};

/** Two numbers of one reading as `138/86`, when they are of one unit. */
const partsOf = (body: Body): { value: string; unit: string } => {
  const listed = Array.isArray(body["components"]) ? body["components"] : [];
  const amounts = listed.map(quantityOf).filter((one) => one.value !== "");
  const units = new Set(amounts.map((one) => one.unit));
  return amounts.length > 1 && units.size === 1
    ? { value: amounts.map((one) => one.value).join("/"), unit: amounts[0]?.unit ?? "" }
    : { value: "", unit: "" };
};

const FINDINGS = [
  "observations",
  "procedures",
  "immunizations",
  "administrations",
  "requests",
  "reports",
  "attachments",
];

const findingOf = (row: NoteRow): Finding => {
  const body = object(row.body);
  const amount = quantityOf(body["value"]);
  const both = amount.value === "" ? partsOf(body) : amount;
  const entry = object(body["entry"]);
  return {
    item: row.item,
    list: row.list,
    label: codingWords(body["code"]),
    value: both.value || wordsOf(body["value"]),
    unit: both.unit,
    status: text(body["status"]),
    note: text(body["note"]),
    at: row.at,
    voided: body["entry"] === undefined ? null : text(entry["reason"]),
  };
};

const partOf = (row: NoteRow): Part => {
  const body = object(row.body);
  return {
    id: text(body["id"]) || row.item,
    title: text(body["title"]),
    order: number(body["order"]),
    text: text(body["text"]),
    by: text(body["by"]),
    isVoid: body["entry"] !== undefined && body["entry"] !== null,
  };
};

/** All of a document, its parts in their order. */
export const noteOf = (doc: string, rows: readonly NoteRow[]): Note => {
  const head = rows.find((row) => row.list === "encounter");
  return {
    head: headOf(head ?? { doc, list: "encounter", item: "", at: 0, body: {} }),
    parts: rows
      .filter((row) => row.list === "sections")
      .map(partOf)
      .sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
    people: rows
      .filter((row) => row.list === "participants")
      .map((row) => ({ name: text(object(row.body)["name"]), role: text(object(row.body)["role"]) })),
    findings: rows.filter((row) => FINDINGS.includes(row.list)).map(findingOf),
    others: rows.filter((row) => row.list === "others").length,
  };
};

/** Findings by their list, in the order of a record. */
export const findingLists = (findings: readonly Finding[]): { list: string; findings: Finding[] }[] =>
  FINDINGS.map((list) => ({ list, findings: findings.filter((one) => one.list === list) })).filter(
    (one) => one.findings.length > 0,
  );
