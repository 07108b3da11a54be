/** Which entries are shown. The address carries the filters: opaque ids and words, never a name. */
import type { AuditQuery } from "../../rpc/gen";

export interface Filters {
  user: string;
  patient: string;
  kind: string;
}

const NAMES = ["user", "patient", "kind"] as const;

/** The filters of an address. */
export const filtersOf = (params: URLSearchParams): Filters => ({
  user: params.get("user") ?? "",
  patient: params.get("patient") ?? "",
  kind: params.get("kind") ?? "",
});

/** The address of filters; what is not filtered is left out. */
export const paramsOf = (filters: Filters): Record<string, string> =>
  Object.fromEntries(NAMES.flatMap((name) => (filters[name] === "" ? [] : [[name, filters[name]]])));

export const isFiltered = (filters: Filters): boolean => NAMES.some((name) => filters[name] !== "");

/** Entries of one page. */
export const PAGE = 50;

/** What is asked for a page: the newest, or those before an entry. */
export const queryOf = (filters: Filters, before: number | null): AuditQuery => ({
  limit: PAGE,
  ...(before === null ? {} : { before }),
  ...paramsOf(filters),
});
