/** One decision while it is made: what is chosen, what is missing, signing it. */
import { useRef, useState } from "react";
import type { Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { call } from "../../rpc/rpc";
import { useDraft } from "../../shell/useDraft";
import { type Choosing, decisionOf, type Missing, missingOf, NOTHING } from "./choice";
import { type Dispute, keyOf } from "./dispute";

/** A draft: the choice, the id of the decision it will make, and what stood when it was chosen. */
interface Kept {
  made: Choosing;
  item: string;
  seen: readonly string[];
}

export interface Deciding {
  ready: boolean;
  made: Choosing;
  set: (patch: Partial<Choosing>) => void;
  /** What is missing; shown from the first try on. */
  missing: readonly Missing[];
  tried: number;
  /** Another value arrived since something was chosen. */
  changed: boolean;
  problem: Problem | null;
  signing: boolean;
  keptAt: number | null;
  flush: () => void;
  sign: () => Promise<boolean>;
}

const seenOf = (dispute: Dispute): string[] => dispute.alternatives.map((one) => one.stored).sort();
const same = (a: readonly string[], b: readonly string[]): boolean => a.join("\n") === b.join("\n");

export const draftKey = (dispute: Dispute): string => `decide:${dispute.doc}:${keyOf(dispute)}`.slice(0, 200);

export const useDecision = (dispute: Dispute): Deciding => {
  const draft = useDraft<Kept>(draftKey(dispute));
  const [tried, setTried] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [signing, setSigning] = useState(false);
  const busy = useRef(false);
  const seen = seenOf(dispute);
  const kept = draft.value ?? { made: NOTHING, item: "", seen };
  const changed = kept.made.choice !== "" && !same(kept.seen, seen);
  // A choice is made between values: with another one in the row it has to be made again.
  const made = changed ? { ...kept.made, choice: "" } : kept.made;
  const missing = missingOf(dispute, made);

  const set = (patch: Partial<Choosing>): void => draft.set({ ...kept, made: { ...made, ...patch }, seen });
  const send = async (): Promise<void> => {
    const item = kept.item || String((await call("new_ids", { count: 1 })).ids[0]);
    draft.set({ ...kept, made, item, seen });
    const body = decisionOf(dispute, made, item);
    if (body) {
      await call("write", { ...body, draft: draftKey(dispute) } as never);
    }
    await draft.clear();
  };
  const sign = async (): Promise<boolean> => {
    setTried((count) => count + 1);
    if (busy.current || missing.length > 0) {
      return false;
    }
    busy.current = true;
    setSigning(true);
    setProblem(null);
    try {
      await send();
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      draft.flush();
      return false;
    } finally {
      busy.current = false;
      setSigning(false);
    }
  };
  return {
    ready: draft.value !== undefined,
    made,
    set,
    missing: tried > 0 ? missing : [],
    tried,
    changed,
    problem,
    signing,
    keptAt: draft.value ? draft.keptAt : null,
    flush: draft.flush,
    sign,
  };
};
