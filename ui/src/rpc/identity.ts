/** Who a patient is, read from the rows of identity and contact: every value that stands, none preferred. */
import { type Listed, type Row, type Said, said } from "./clinical";

export interface PersonName {
  family: string;
  given: string;
  prefix?: string;
  suffix?: string;
  /** The whole name, where its parts cannot say it. */
  text?: string;
}

export interface Birth {
  date: string;
  /** True if the date is a guess. */
  estimated?: boolean;
}

export interface Identifier {
  system: string;
  value: string;
  kind?: string;
}

export interface Identity {
  name: Said<PersonName> | null;
  birth: Said<Birth> | null;
  gender: Said<string> | null;
  /** Date of death, or an empty text if they died and nobody knows when; null while they live. */
  died: string | null;
  identifiers: { item: string; value: Said<Identifier> }[];
}

type Body = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Body =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const nameOf = (value: unknown): PersonName | undefined => {
  if (!isObject(value)) {
    return undefined;
  }
  const prefix = textOf(value["prefix"]);
  const suffix = textOf(value["suffix"]);
  const text = textOf(value["text"]);
  return {
    family: textOf(value["family"]) ?? "",
    given: textOf(value["given"]) ?? "",
    ...(prefix ? { prefix } : {}),
    ...(suffix ? { suffix } : {}),
    ...(text ? { text } : {}),
  };
};

const birthOf = (value: unknown): Birth | undefined => {
  const date = isObject(value) ? textOf(value["date"]) : undefined;
  return date && isObject(value) ? { date, ...(value["estimated"] === true ? { estimated: true } : {}) } : undefined;
};

const identifierOf = (value: unknown): Identifier | undefined => {
  const found = isObject(value) ? textOf(value["value"]) : undefined;
  if (!found || !isObject(value)) {
    return undefined;
  }
  const kind = textOf(value["kind"]);
  return { system: textOf(value["system"]) ?? "", value: found, ...(kind ? { kind } : {}) };
};

const bodies = (rows: readonly Row[], list: string): Listed<Row & { body: Body }> => {
  const of = rows.filter((row) => row.list === list);
  const read = of.filter((row): row is Row & { body: Body } => isObject(row.body));
  return { rows: read, unreadable: of.length - read.length };
};

/** What is known of the person; nothing is guessed for what nobody wrote down. */
export const identityOf = (rows: readonly Row[]): Identity => {
  const person = bodies(rows, "person").rows[0]?.body ?? {};
  const deceased = said(person["deceased"], (value) => (isObject(value) ? value : undefined));
  const died = deceased?.values.find((value) => value["deceased"] === true);
  const identifiers = bodies(rows, "identifiers").rows.flatMap(({ item, body }) => {
    const value = body["entry"] === undefined ? said(body["value"], identifierOf) : null;
    return value ? [{ item, value }] : [];
  });
  return {
    name: said(person["name"], nameOf),
    birth: said(person["birth"], birthOf),
    gender: said(person["gender"], textOf),
    died: died ? (textOf(died["date"]) ?? "") : null,
    identifiers,
  };
};
