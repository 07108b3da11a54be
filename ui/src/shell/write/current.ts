import type { Problem } from "../../rpc/gen";

/** All values that stand now, where what the form showed no longer does; null for any other problem. */
export const currentOf = <T>(problem: Problem): T[] | null => {
  const current = (problem.args as Record<string, unknown> | undefined)?.["current"];
  return problem.code === "stale" && Array.isArray(current) ? (current as T[]) : null;
};
