/**
 * A note while it is written: what is typed, what the record says, and the way from one to the other.
 *
 * Everything that asks or tells the core goes through one row, one thing at a time: a text that is read is never older
 * than what was written before it, so that nothing typed is ever taken for something that somebody else took out.
 */
import type { Problem } from "../../rpc/gen";
import { EDIT_MAX, type Edit, editsOf, merged } from "./diff";

/** One part of the text as it is written. */
export interface Draft {
  id: string;
  title: string;
  /** What the record said when `text` last started from it. */
  base: string;
  /** What is typed. */
  text: string;
  /** Whether the record has this part. */
  known: boolean;
}

/** What the core says of a document. */
export interface Told {
  /** Text of each part, by its id, with its title. */
  parts: readonly { id: string; title: string; text: string }[];
  /** False once it was signed, frozen, taken away. */
  open: boolean;
  /** Changes of it that wait on this device. */
  unsent: number;
}

/** What writing needs of the outside. */
export interface Door {
  read: () => Promise<Told | null>;
  /** Adds a part; in an empty document it starts the note. */
  start: (part: { id: string; title: string; text: string }) => Promise<void>;
  edit: (part: string, edit: Edit) => Promise<void>;
}

export type Stage = "rest" | "typing" | "saving" | "failed" | "closed";

export interface Writing {
  parts: readonly Draft[];
  stage: Stage;
  problem: Problem | null;
  /** When the record last took what was typed. */
  savedAt: number | null;
  unsent: number;
  /** Parts in which somebody else's words arrived while something was typed. */
  met: readonly string[];
}

export const NEW: Writing = { parts: [], stage: "rest", problem: null, savedAt: null, unsent: 0, met: [] };

/** Longest part, in characters; more is kept as a draft and not saved. */
export const PART_MAX = 20_000;

export const isTyped = (part: Draft): boolean => part.text !== part.base || (!part.known && part.text !== "");

/** Takes in what the record says now; answers also which parts met another's words. */
export const taken = (parts: readonly Draft[], told: Told): { parts: Draft[]; met: string[] } => {
  const met: string[] = [];
  const mine = parts.map((part): Draft => {
    const theirs = told.parts.find((one) => one.id === part.id);
    if (!theirs) return part;
    if (part.text !== part.base && theirs.text !== part.base) met.push(part.id);
    return { ...part, known: true, base: theirs.text, text: merged(part.base, part.text, theirs.text) };
  });
  const fresh = told.parts
    .filter((one) => !parts.some((part) => part.id === one.id))
    .map(({ id, title, text }): Draft => ({ id, title, base: text, text, known: true }));
  return { parts: [...mine, ...fresh], met };
};

/** The start of a part and the edits that follow, each small enough for one change. */
const opening = (text: string): { first: string; rest: Edit[] } => {
  const points = [...text];
  const first = points.slice(0, EDIT_MAX).join("");
  return { first, rest: editsOf(first, text) };
};

export interface Pen {
  state: () => Writing;
  /** Puts what was kept before, then reads the record. */
  open: (kept: readonly Draft[] | null) => Promise<void>;
  type: (part: string, text: string) => void;
  add: (part: { id: string; title: string }) => void;
  /** Reads the record and takes in what others wrote. */
  pull: () => Promise<void>;
  /** Writes what is typed into the record. */
  save: () => Promise<void>;
}

interface PenOptions {
  door: Door;
  changed: (next: Writing) => void;
  now: () => number;
  problemOf: (error: unknown) => Problem;
}

/** Tries of one save: a place that is not found again is looked for once more in what the record says then. */
const TRIES = 3;

export const penOf = ({ door, changed, now, problemOf }: PenOptions): Pen => {
  let state: Writing = NEW;
  let row: Promise<unknown> = Promise.resolve();
  const set = (patch: Partial<Writing>): void => {
    state = { ...state, ...patch };
    changed(state);
  };
  const inOrder = (act: () => Promise<void>): Promise<void> => {
    const next = row.then(act, act);
    row = next.catch(() => undefined);
    return next;
  };
  const put = (id: string, patch: Partial<Draft>): void =>
    set({ parts: state.parts.map((part) => (part.id === id ? { ...part, ...patch } : part)) });
  const read = async (): Promise<void> => {
    const told = await door.read();
    if (!told) return;
    const { parts, met } = taken(state.parts, told);
    const stage = told.open ? state.stage : "closed";
    set({ parts, unsent: told.unsent, met: [...new Set([...state.met, ...met])], stage });
  };
  /** Writes one part as it is typed now; what is typed meanwhile waits for the next save. */
  const write = async (part: Draft): Promise<void> => {
    const { id, title, text, base } = part;
    if (!part.known) {
      const { first, rest } = opening(text);
      await door.start({ id, title, text: first });
      put(id, { known: true, base: first });
      for (const edit of rest) await door.edit(id, edit);
    } else {
      for (const edit of editsOf(base, text)) await door.edit(id, edit);
    }
    put(id, { base: text });
  };
  const saveOnce = async (): Promise<void> => {
    for (const { id } of state.parts) {
      const part = state.parts.find((one) => one.id === id);
      if (part && isTyped(part) && [...part.text].length <= PART_MAX) await write(part);
    }
  };
  const save = async (): Promise<void> => {
    if (state.stage === "closed" || !state.parts.some(isTyped)) return;
    set({ stage: "saving", problem: null });
    for (let tried = 1; ; tried += 1) {
      try {
        await saveOnce();
        break;
      } catch (error) {
        const problem = problemOf(error);
        const again = (problem.code === "stale" || problem.code === "already_done") && tried < TRIES;
        if (!again) {
          set({ stage: problem.code === "finalised" ? "closed" : "failed", problem });
          return;
        }
        await read();
      }
    }
    await read();
    if (state.stage === "saving") {
      set({ stage: state.parts.some(isTyped) ? "typing" : "rest", savedAt: now() });
    }
  };
  return {
    state: () => state,
    open: (kept) =>
      inOrder(async () => {
        if (kept) set({ parts: kept });
        await read();
        if (state.stage !== "closed") set({ stage: state.parts.some(isTyped) ? "typing" : "rest" });
      }),
    type: (id, text) => {
      put(id, { text });
      if (state.stage !== "saving" && state.stage !== "closed") set({ stage: "typing" });
    },
    add: ({ id, title }) => set({ parts: [...state.parts, { id, title, base: "", text: "", known: false }] }),
    pull: () => inOrder(read),
    save: () => inOrder(save),
  };
};
