/** One form that changes the record: what it showed, what is typed, what the core answered. */
import { useCallback, useRef, useState } from "react";
import type { Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { call } from "../../rpc/rpc";
import { typeDraft } from "../drafts";
import { useDraft } from "../useDraft";
import type { Faults } from "./faults";

/** A change of the record as the core takes it: its word as `type`, beside it its fields. */
export type WriteBody = { type: string } & Record<string, unknown>;

/** What is kept while a form is half written. `base` stands with it: it is what the person had in view. */
interface Kept<T, B> {
  values: T;
  base: B;
  /** Ids of the items it will make, the same on every try. */
  ids: string[];
}

export interface WriteFormOptions<T, B> {
  /** The draft's name: form and subject by opaque ids. */
  key: string;
  initial: T;
  /** What the record says now, which the form shows. */
  base: B;
  /** How many new ids the change needs. */
  ids?: number;
  check: (values: T, base: B) => Faults<T>;
  body: (values: T, base: B, ids: readonly string[], override: string | null) => WriteBody;
  /** After the change was saved. */
  done: (values: T, base: B, ids: readonly string[]) => void;
}

export interface WriteForm<T, B> {
  /** False while a draft is looked for. */
  ready: boolean;
  values: T;
  base: B;
  set: (patch: Partial<T>) => void;
  /** Faults to show: those of the last try to save whose fields were not touched since. */
  faults: Faults<T>;
  /** How often it was tried; the summary of faults is a new one each time. */
  tries: number;
  problem: Problem | null;
  saving: boolean;
  override: string;
  /** True if it was tried again without the reason that would lift the rule. */
  unsaid: boolean;
  setOverride: (reason: string) => void;
  save: () => Promise<void>;
  /** Goes on from what is on record now, with what was typed. */
  takeBase: (base: B) => void;
  /** Throws away what was typed; answers with the way back, or null where nothing was typed. */
  discard: () => (() => void) | null;
  flush: () => void;
  keptAt: number | null;
}

/** Whether a reason lifts the rule that refused it. */
const isLiftable = (problem: Problem | null): boolean =>
  problem?.code === "rule" && (problem.args as Record<string, unknown> | undefined)?.["may_override"] === true;

const isAnswered = (problem: Problem): boolean => problem.code === "already_done";

const without = <T>(faults: Faults<T>, names: readonly string[]): Faults<T> =>
  Object.fromEntries(Object.entries(faults).filter(([name]) => !names.includes(name))) as Faults<T>;

const newIds = async (count: number): Promise<string[]> =>
  count === 0 ? [] : (await call("new_ids", { count })).ids.map(String);

export const useWriteForm = <T extends object, B>(options: WriteFormOptions<T, B>): WriteForm<T, B> => {
  const draft = useDraft<Kept<T, B>>(options.key);
  const [tries, setTries] = useState(0);
  const [shown, setShown] = useState<Faults<T>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saving, setSaving] = useState(false);
  const [override, setOverride] = useState("");
  const [unsaid, setUnsaid] = useState(false);
  const busy = useRef(false);
  // What the form showed when it opened stays what it showed, whatever arrives meanwhile.
  const opened = useRef<Kept<T, B>>({ values: options.initial, base: options.base, ids: [] });
  const kept: Kept<T, B> = draft.value ?? opened.current;
  const { values, base } = kept;
  const found = options.check(values, base);

  const set = useCallback(
    (patch: Partial<T>) => {
      // What was refused is no longer what is written, and a reason given for it does not speak for the next.
      setProblem(null);
      setOverride("");
      // A fault goes as soon as its field is touched, and comes back only when it is tried again: nothing jumps while
      // one types.
      setShown((before) => without(before, Object.keys(patch)));
      draft.set({ ...kept, values: { ...kept.values, ...patch } });
    },
    [draft, kept],
  );
  const takeBase = (next: B): void => {
    setProblem(null);
    draft.set({ ...kept, base: next });
  };
  const send = async (): Promise<void> => {
    const ids = kept.ids.length > 0 ? kept.ids : await newIds(options.ids ?? 0);
    if (ids !== kept.ids) {
      draft.set({ ...kept, ids });
    }
    const reason = override.trim() === "" ? null : override.trim();
    const body = { ...options.body(values, base, ids, reason), draft: options.key };
    try {
      await call("write", body as never);
    } catch (error) {
      const refused = asProblem(error);
      if (!isAnswered(refused)) {
        throw refused;
      }
    }
    await draft.clear();
    options.done(values, base, ids);
  };
  const save = async (): Promise<void> => {
    if (busy.current) {
      return;
    }
    setTries((count) => count + 1);
    setShown(found);
    if (Object.keys(found).length > 0) {
      return;
    }
    if (isLiftable(problem) && override.trim() === "") {
      setUnsaid(true);
      return;
    }
    busy.current = true;
    setSaving(true);
    setProblem(null);
    try {
      await send();
    } catch (error) {
      setProblem(asProblem(error));
      draft.flush();
    } finally {
      busy.current = false;
      setSaving(false);
    }
  };
  const discard = (): (() => void) | null => {
    const typed = draft.value;
    void draft.clear();
    return typed ? () => typeDraft(options.key, JSON.stringify(typed)) : null;
  };
  return {
    ready: draft.value !== undefined,
    values,
    base,
    set,
    faults: shown,
    tries,
    problem,
    saving,
    override,
    unsaid,
    setOverride: (reason) => {
      setUnsaid(false);
      setOverride(reason);
    },
    save,
    takeBase,
    discard,
    flush: draft.flush,
    keptAt: draft.value ? draft.keptAt : null,
  };
};
