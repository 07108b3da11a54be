/** Short notes over the page: what was done, with a way back for ten seconds. */
import { useMemo, useSyncExternalStore } from "react";
import type { MessageId } from "../i18n/ids";

/** How long a note stays, in ms; it waits while the pointer or the focus is on it. */
export const NOTE_MS = 10_000;

/** One note. */
export interface Note {
  id: number;
  text: MessageId;
  args?: Record<string, string | number>;
  /** Takes back what was done. */
  undo?: () => void | Promise<void>;
}

/** What a screen can do with notes. */
export interface Notices {
  note: Note | null;
  /** Shows a note in place of the one before; `undo` puts a button and the undo key on it. */
  tell: (text: MessageId, options?: Omit<Note, "id" | "text">) => void;
  dismiss: () => void;
}

let note: Note | null = null;
let next = 1;
const listeners = new Set<() => void>();
const set = (value: Note | null): void => {
  note = value;
  for (const tell of listeners) {
    tell();
  }
};
const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** Shows a note from outside a component. */
export const tell = (text: MessageId, options: Omit<Note, "id" | "text"> = {}): void => {
  set({ id: next, text, ...options });
  next += 1;
};

/** Takes the note away, for example at a lock: its words may name a medicine. */
export const dismissNote = (): void => set(null);

export const useNotices = (): Notices => {
  const current = useSyncExternalStore(
    subscribe,
    () => note,
    () => note,
  );
  return useMemo(() => ({ note: current, tell, dismiss: dismissNote }), [current]);
};
