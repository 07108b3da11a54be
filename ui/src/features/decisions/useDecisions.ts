/** Everything that waits for a person, in the order in which it should be done. */
import { useMemo } from "react";
import type { Problem } from "../../rpc/gen";
import { decisionsApi } from "./api";
import { type Dispute, disputeOf, isCalled, sorted } from "./dispute";

export interface Waiting {
  /** `undefined` while it is read. */
  disputes: readonly Dispute[] | undefined;
  problem: Problem | null;
}

export const useWaiting = (): Waiting => {
  const { data, error } = decisionsApi.useOpenDecisionsQuery(null);
  const disputes = useMemo(() => (data ? sorted(data.conflicts.map(disputeOf)) : undefined), [data]);
  return { disputes, problem: (error as Problem | undefined) ?? null };
};

/** The dispute that an address names; the first of a document where it names no more than that. */
export const called = (
  disputes: readonly Dispute[],
  doc: string | undefined,
  key: string | undefined,
): Dispute | undefined => {
  const ofDoc = disputes.filter((one) => one.doc === doc);
  return ofDoc.find((one) => isCalled(one, key)) ?? undefined;
};
