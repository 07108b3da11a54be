/** A message on its way: into a conversation, or as the first of a new one. Kept letter by letter until it is saved. */
import { useRef, useState } from "react";
import type { Change, Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { call } from "../../rpc/rpc";
import { useDraft } from "../useDraft";

interface Kept {
  subject: string;
  text: string;
  /** Ids of the conversation and of what it is made of, the same on every try: a second try says nothing twice. */
  ids: string[];
}

const NOTHING: Kept = { subject: "", text: "", ids: [] };

const keptFrom = (value: unknown): Kept => {
  if (typeof value !== "object" || value === null) return NOTHING;
  const { subject, text, ids } = value as Partial<Record<keyof Kept, unknown>>;
  return {
    subject: typeof subject === "string" ? subject : "",
    text: typeof text === "string" ? text : "",
    ids: Array.isArray(ids) ? ids.filter((one): one is string => typeof one === "string") : [],
  };
};

export interface MessageOptions {
  /** The draft's name, by opaque ids. */
  key: string;
  patient: string;
  /** The conversation; none begins a new one. */
  doc?: string;
  /** `clinical` unless said. */
  kind?: "clinical" | "administrative";
}

export interface Message {
  /** False while the draft is looked for. */
  ready: boolean;
  subject: string;
  text: string;
  setSubject: (subject: string) => void;
  setText: (text: string) => void;
  flush: () => void;
  /** When the device last kept it; null while there is nothing to keep. */
  keptAt: number | null;
  problem: Problem | null;
  sending: boolean;
  /** Saves it; the conversation's id, or null where something stood against it. */
  send: () => Promise<string | null>;
  discard: () => Promise<void>;
}

/** Carries out one change; a try whose answer was lost was carried out already. */
const write = async (change: Change): Promise<void> => {
  try {
    await call("write", change);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code !== "already_done") throw problem;
  }
};

export const useMessage = ({ key, patient, doc, kind = "clinical" }: MessageOptions): Message => {
  const draft = useDraft<Kept>(key);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const kept = keptFrom(draft.value);

  const save = async (): Promise<string> => {
    let ids = kept.ids;
    if (ids.length < 3) {
      ids = (await call("new_ids", { count: 3 })).ids;
      draft.set({ ...kept, ids });
    }
    const [fresh = "", opening = "", item = ""] = ids;
    if (doc === undefined) {
      const subject = kept.subject.trim();
      await write({ type: "thread_start", doc: fresh, patient, item: opening, subject, members: [], kind });
    }
    const into = doc ?? fresh;
    const rest = { about: null, replaces: null, draft: key };
    await write({ type: "message_send", doc: into, patient, item, text: kept.text.trim(), ...rest });
    await draft.clear();
    return into;
  };
  const send = async (): Promise<string | null> => {
    if (busy.current) return null;
    busy.current = true;
    setSending(true);
    setProblem(null);
    try {
      return await save();
    } catch (error) {
      setProblem(asProblem(error));
      draft.flush();
      return null;
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  return {
    ready: draft.value !== undefined,
    subject: kept.subject,
    text: kept.text,
    setSubject: (subject) => draft.set({ ...kept, subject }),
    setText: (text) => draft.set({ ...kept, text }),
    flush: draft.flush,
    keptAt: draft.value && (kept.text !== "" || kept.subject !== "") ? draft.keptAt : null,
    problem,
    sending,
    send,
    discard: draft.clear,
  };
};
