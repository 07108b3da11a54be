/** A note while it is written, on a screen: the pen, its draft, when it saves by itself. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { DocumentOpen } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { call } from "../../rpc/rpc";
import { dropDraft, flushDraft, readDraft, typeDraft } from "../../shell/drafts";
import { notesApi } from "./api";
import { type NoteRow, noteOf } from "./document";
import { type Door, type Draft, isTyped, NEW, type Pen, penOf, type Told, type Writing } from "./writing";

/** A pause of typing after which the record takes what was typed, in ms. */
export const PAUSE_MS = 2_500;
/** However fast somebody types, the record takes it after this long, in ms. */
export const AT_MOST_MS = 15_000;

const toldOf = (doc: string, open: DocumentOpen): Told => {
  const note = noteOf(doc, open.items as unknown as NoteRow[]);
  return {
    parts: note.parts.filter((part) => !part.isVoid).map(({ id, title, text }) => ({ id, title, text })),
    open: open.state === "live",
    unsent: Number(open.unsent),
  };
};

/** The core as the pen sees it. `fresh` is true until the note has its first part. */
const doorOf = (doc: string, patient: string): Door => ({
  read: async () => {
    try {
      return toldOf(doc, await call("document_get", doc));
    } catch (error) {
      // A new note has no document before its first word.
      if (asProblem(error).code === "not_found") return null;
      throw error;
    }
  },
  start: async ({ id, title, text }) => {
    await call("write", { type: "note_start", doc, patient, section: id, title, text, start: null } as never);
  },
  edit: async (section, edit) => {
    await call("write", { type: "note_edit", doc, patient, section, ...edit } as never);
  },
});

const keyOf = (doc: string): string => `note:${doc}`;

const keptFrom = (body: string | null): Draft[] | null => {
  if (body === null) return null;
  try {
    const kept: unknown = JSON.parse(body);
    return Array.isArray(kept) ? (kept as Draft[]) : null;
  } catch {
    return null;
  }
};

export interface OnScreen extends Writing {
  ready: boolean;
  type: (part: string, text: string) => void;
  add: (title: string) => Promise<void>;
  save: () => Promise<void>;
  /** Keeps what is typed now, and saves it if it can be. */
  leave: () => void;
}

/** Keeps the draft in step: what is typed and not in the record is kept; nothing else is. */
const keep = (doc: string, next: Writing): void => {
  if (next.parts.some(isTyped)) typeDraft(keyOf(doc), JSON.stringify(next.parts));
};

export const useWriting = (doc: string, patient: string): OnScreen => {
  const [writing, setWriting] = useState<Writing>(NEW);
  const [ready, setReady] = useState(false);
  const pen = useRef<Pen | null>(null);
  const timers = useRef<{ pause?: ReturnType<typeof setTimeout>; most?: ReturnType<typeof setTimeout> }>({});
  const { data } = notesApi.useNoteQuery(doc);

  const rest = useCallback(() => {
    clearTimeout(timers.current.pause);
    clearTimeout(timers.current.most);
    timers.current = {};
  }, []);
  const save = useCallback(async () => {
    rest();
    const one = pen.current;
    if (!one) return;
    await one.save();
    if (!one.state().parts.some(isTyped)) await dropDraft(keyOf(doc));
  }, [doc, rest]);
  useEffect(() => {
    let wanted = true;
    const one = penOf({
      door: doorOf(doc, patient),
      changed: (next) => {
        if (wanted) setWriting(next);
      },
      now: () => Date.now(),
      problemOf: asProblem,
    });
    pen.current = one;
    setReady(false);
    readDraft(keyOf(doc))
      .then(keptFrom, () => null)
      .then((kept) => one.open(kept))
      .catch(() => undefined)
      .then(() => {
        if (wanted) setReady(true);
      });
    return () => {
      wanted = false;
    };
  }, [doc, patient]);
  useEffect(() => {
    // Something about the document changed, here or elsewhere: what it says now is taken in.
    if (data && ready) void pen.current?.pull().catch(() => undefined);
  }, [data, ready]);
  const type = useCallback(
    (part: string, text: string) => {
      const one = pen.current;
      if (!one) return;
      one.type(part, text);
      keep(doc, one.state());
      clearTimeout(timers.current.pause);
      timers.current.pause = setTimeout(() => void save(), PAUSE_MS);
      timers.current.most ??= setTimeout(() => void save(), AT_MOST_MS);
    },
    [doc, save],
  );
  const add = useCallback(async (title: string) => {
    const [id] = (await call("new_ids", { count: 1 })).ids;
    pen.current?.add({ id: String(id), title });
  }, []);
  const leave = useCallback(() => {
    void flushDraft(keyOf(doc));
    void save();
  }, [doc, save]);
  useEffect(() => leave, [leave]);
  return { ...writing, ready, type, add, save, leave };
};
