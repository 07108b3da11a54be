/** Conversations as the core lists them, for whoever shows them. */
import type { Row } from "./clinical";

/** A conversation in a list. */
export interface TalkLine {
  doc: string;
  /** When the last entry was written. */
  at: number;
  subject: string;
  kind: string;
  messages: number;
  /** Whether a patient, or somebody for them, wrote last: it waits for an answer. */
  toAnswer: boolean;
}

/** One message. */
export interface Said {
  item: string;
  at: number;
  /** Who wrote it. */
  by: string;
  /** Number of the role they wrote in; null where it is not known. */
  role: number | null;
  text: string;
  unsent: boolean;
  /** It stands in the place of an earlier one. */
  corrected: boolean;
}

/** Numbers of the roles of patients and of those they trust, as signed bytes carry them. */
const PATIENT_ROLES: readonly unknown[] = [1, 2];

/** Whether a message came from the patient's side. */
export const isFromPatient = (role: number | null): boolean => PATIENT_ROLES.includes(role);

/** A conversation with its messages, oldest first. */
export interface Talk {
  subject: string;
  kind: string;
  said: Said[];
}

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const words = (value: unknown): string => (typeof value === "string" ? value : "");

export const talkLineOf = (row: Row): TalkLine => {
  const body = fields(row.body);
  const messages = body["messages"];
  return {
    doc: row.doc,
    at: row.at,
    subject: words(body["subject"]),
    kind: words(body["kind"]),
    messages: typeof messages === "number" ? messages : 0,
    toAnswer: PATIENT_ROLES.includes(body["last_role"]),
  };
};

/** Conversations, the one written to last first. */
export const talkLinesOf = (rows: readonly Row[]): TalkLine[] =>
  rows
    .filter((row) => row.list === "thread")
    .map(talkLineOf)
    .sort((a, b) => b.at - a.at);

/** The messages in order. A correction is shown in the place of what it corrects, and says so. */
export const talkOf = (entries: readonly Row[]): Talk => {
  const opening = fields(entries.find((row) => "subject" in fields(row.body))?.body);
  const out: Talk = { subject: words(opening["subject"]), kind: words(opening["kind"]), said: [] };
  const at = new Map<string, number>();
  for (const row of entries) {
    const body = fields(row.body);
    if (typeof body["text"] !== "string") continue;
    const replaces = words(body["replaces"]);
    const place = at.get(replaces);
    const before = place === undefined ? undefined : out.said[place];
    const said: Said = {
      item: row.item,
      at: row.at,
      by: words(body["by"]),
      role: typeof body["role"] === "number" ? body["role"] : null,
      text: body["text"],
      unsent: body["unsent"] === true,
      corrected: replaces !== "",
    };
    // Nobody corrects the words of another person.
    if (place !== undefined && before?.by === said.by) {
      out.said[place] = said;
      at.set(row.item, place);
    } else {
      at.set(row.item, out.said.push(said) - 1);
    }
  }
  return out;
};

/** Longest subject, which is one line, and longest message, the core's own bound; in characters. */
export const SUBJECT_MAX = 300;
export const MESSAGE_MAX = 20_000;

/** What is wrong with a typed text. */
export const wordsFault = (text: string, most: number): "empty" | "long" | null => {
  if (text.trim() === "") return "empty";
  return [...text].length > most ? "long" : null;
};
