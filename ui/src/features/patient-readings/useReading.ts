/** One blood pressure on its way from the first answer to the diary. */
import { useContext, useState } from "react";
import { NowContext } from "../../kit/useFormat";
import type { Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { call } from "../../rpc/rpc";
import { useDraft } from "../../shell/useDraft";
import { type Answers, answersFrom, faultsOf, itemsOf, momentOf } from "./answers";

/** The draft's name: one reading is written at a time. */
export const DRAFT = "patient-reading";

interface Kept {
  answers: Answers;
  /** Ids that the reading will have, the same on every try, so that a second try makes no second reading. */
  ids: string[];
}

const EMPTY: Kept = { answers: answersFrom(null), ids: [] };

/** A draft as far as it can be read. */
const keptFrom = (value: unknown): Kept => {
  if (typeof value !== "object" || value === null) return EMPTY;
  const { answers, ids } = value as Partial<Record<keyof Kept, unknown>>;
  const known = Array.isArray(ids) && ids.every((one) => typeof one === "string") ? (ids as string[]) : [];
  return { answers: answersFrom(answers), ids: known };
};

/** The diary that is there, or a new one's id. */
const diaryOf = async (patient: string, fresh: string): Promise<string> => {
  const { items } = await call("diary_get", { patient, limit: 1 });
  return items[0]?.doc ?? fresh;
};

export interface ReadingDraft {
  /** False while the draft is looked for. */
  ready: boolean;
  answers: Answers;
  /** True where a draft of before was found. */
  found: boolean;
  set: (patch: Partial<Answers>) => void;
  flush: () => void;
  problem: Problem | null;
  sending: boolean;
  /** Writes it; true once it is saved. */
  send: (patient: string) => Promise<boolean>;
}

export const useReading = (): ReadingDraft => {
  const draft = useDraft<Kept>(DRAFT);
  const now = useContext(NowContext);
  const [typed, setTyped] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const kept = keptFrom(draft.value);

  const write = async (patient: string): Promise<void> => {
    const at = momentOf(kept.answers, now());
    if (at === null || faultsOf("check", kept.answers, now()).length > 0) {
      throw { code: "invalid", retry: "after_fix" } satisfies Problem;
    }
    let ids = kept.ids;
    if (ids.length < 3) {
      ids = (await call("new_ids", { count: 3 })).ids;
      draft.set({ ...kept, ids });
    }
    const [first = "", second = "", fresh = ""] = ids;
    const doc = await diaryOf(patient, fresh);
    const items = itemsOf(kept.answers, at, [first, second]);
    await call("write", { type: "diary_record", doc, patient, items, draft: DRAFT });
  };

  const send = async (patient: string): Promise<boolean> => {
    if (sending) return false;
    setSending(true);
    setProblem(null);
    try {
      await write(patient);
    } catch (error) {
      const refused = asProblem(error);
      // The try before did arrive; only its answer was lost.
      if (refused.code !== "already_done") {
        setProblem(refused);
        draft.flush();
        setSending(false);
        return false;
      }
    }
    await draft.clear();
    setSending(false);
    return true;
  };

  return {
    ready: draft.value !== undefined,
    answers: kept.answers,
    found: !typed && draft.value !== null && draft.value !== undefined,
    set: (patch) => {
      setTyped(true);
      draft.set({ ...kept, answers: { ...kept.answers, ...patch } });
    },
    flush: draft.flush,
    problem,
    sending,
    send,
  };
};
