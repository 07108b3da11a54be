import type { ReactNode } from "react";
import { decisionsApi } from "./api";

/** How many wait; nothing where none does. */
export const Count = (): ReactNode => {
  const { data } = decisionsApi.useOpenDecisionsQuery(null);
  const count = data?.conflicts.length ?? 0;
  return count === 0 ? null : count;
};
