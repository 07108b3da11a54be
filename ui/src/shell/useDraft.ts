import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { draftKeptAt, dropDraft, flushDraft, onDrafts, readDraft, typeDraft } from "./drafts";

/** A half-written form. */
export interface Draft<T> {
  /** `undefined` while it is read, `null` where nothing was kept, else what was typed. */
  value: T | null | undefined;
  /** Keeps what is typed now. */
  set: (value: T) => void;
  /** Forgets it: after it was saved, or when the person throws it away. */
  clear: () => Promise<void>;
  /** Keeps it at once; for `onBlur`. */
  flush: () => void;
  /** When the vault last took it, as ms since 1970; for "Draft kept on this device, 10:21". */
  keptAt: number | null;
}

const parse = <T>(body: string | null): T | null => {
  if (body === null) {
    return null;
  }
  try {
    return JSON.parse(body) as T;
  } catch {
    // A draft of another version of the form cannot be shown in this one; it is left as it is.
    return null;
  }
};

/** The draft of one form. `key` names the form and its subject by opaque ids, such as `dose:<line id>`. */
export const useDraft = <T>(key: string): Draft<T> => {
  const [state, setState] = useState<{ key: string; value: T | null | undefined }>({ key, value: undefined });
  const keptAt = useSyncExternalStore(onDrafts, () => draftKeptAt(key));
  useEffect(() => {
    let wanted = true;
    setState({ key, value: undefined });
    readDraft(key)
      .then(
        (body) => parse<T>(body),
        () => null,
      )
      .then((value) => {
        if (wanted) {
          setState((now) => (now.key === key && now.value === undefined ? { key, value } : now));
        }
      });
    return () => {
      wanted = false;
      void flushDraft(key);
    };
  }, [key]);
  const set = useCallback(
    (value: T) => {
      setState({ key, value });
      typeDraft(key, JSON.stringify(value));
    },
    [key],
  );
  const clear = useCallback(async () => {
    setState({ key, value: null });
    await dropDraft(key);
  }, [key]);
  const flush = useCallback(() => void flushDraft(key), [key]);
  const value = state.key === key ? state.value : undefined;
  return useMemo(() => ({ value, set, clear, flush, keptAt }), [value, set, clear, flush, keptAt]);
};
