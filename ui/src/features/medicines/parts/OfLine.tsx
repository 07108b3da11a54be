import type { ReactNode } from "react";
import type { MedicineRow } from "../../../rpc/clinical";
import { useChart } from "../../../shell/record";
import { Gone } from "../../../shell/write/Gone";

/** Finds the line that a panel is about; says so where it is gone. */
export const OfLine = ({
  args,
  children,
}: {
  args: Record<string, string>;
  children: (line: MedicineRow) => ReactNode;
}): ReactNode => {
  const { data, problem } = useChart(args["patient"] ?? "");
  const line = data?.medicines.find((one) => one.item === args["item"]);
  if (!data && !problem) {
    return null;
  }
  return line && !line.entry ? children(line) : <Gone problem={problem} />;
};
