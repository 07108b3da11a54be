import type { ReactNode } from "react";
import type { AllergyRow } from "../../../rpc/clinical";
import { useChart } from "../../../shell/record";
import { Gone } from "../../../shell/write/Gone";

/** Finds the entry that a panel is about; says so where it is gone. */
export const OfAllergy = ({
  args,
  children,
}: {
  args: Record<string, string>;
  children: (row: AllergyRow) => ReactNode;
}): ReactNode => {
  const { data, problem } = useChart(args["patient"] ?? "");
  const row = data?.allergies.find((one) => one.item === args["item"]);
  if (!data && !problem) {
    return null;
  }
  return row && !row.entry ? children(row) : <Gone problem={problem} />;
};
