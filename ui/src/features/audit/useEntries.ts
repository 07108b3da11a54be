/** The entries that are shown: the newest page, and older ones as far as they were asked for. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { AuditEntry, Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { call } from "../../rpc/rpc";
import { auditApi } from "./api";
import { type Filters, paramsOf, queryOf } from "./shown";

export interface Entries {
  asked: ReturnType<typeof auditApi.useAuditListQuery>;
  entries: readonly AuditEntry[];
  /** There are older ones. */
  more: boolean;
  problem: Problem | null;
  loading: boolean;
  older: () => Promise<void>;
}

export const useEntries = (filters: Filters): Entries => {
  const asked = auditApi.useAuditListQuery(queryOf(filters, null));
  const [pages, setPages] = useState<{ entries: AuditEntry[]; more: boolean } | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [loading, setLoading] = useState(false);
  const name = JSON.stringify(paramsOf(filters));
  const wanted = useRef(name);
  useEffect(() => {
    wanted.current = name;
    setPages(null);
    setProblem(null);
  }, [name]);
  const newest = asked.data?.entries ?? [];
  const last = (pages?.entries ?? newest).at(-1)?.index ?? newest.at(-1)?.index;
  const older = useCallback(async () => {
    if (last === undefined) return;
    setLoading(true);
    setProblem(null);
    try {
      const page = await call("audit_list", queryOf(filters, last));
      // The filters were changed meanwhile: this page belongs to another list.
      if (wanted.current !== name) return;
      setPages((now) => ({ entries: [...(now?.entries ?? []), ...page.entries], more: page.more }));
    } catch (error) {
      setProblem(asProblem(error));
    } finally {
      setLoading(false);
    }
  }, [filters, last, name]);
  return {
    asked,
    // New entries push the first page down; what was fetched before stays behind it, without gap or double.
    entries: [...newest, ...(pages?.entries ?? []).filter(({ index }) => index < (newest.at(-1)?.index ?? Infinity))],
    more: pages?.more ?? asked.data?.more ?? false,
    problem,
    loading,
    older,
  };
};
