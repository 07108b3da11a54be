import type { ReactNode } from "react";
import { SafeText } from "../../kit/SafeText";
import { labelOf } from "../../rpc/clinical";
import type { WorkspaceProps } from "../../shell/feature";
import { VoidPanel } from "../../shell/write/VoidPanel";
import { OfProblem } from "./parts/OfProblem";

/** Marks a problem as entered in error. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => (
  <OfProblem args={args}>
    {(row) => (
      <VoidPanel
        doc={row.doc}
        patient={args["patient"] ?? ""}
        root="problems"
        item={row.item}
        what={labelOf(row.code)}
        done="problems-done-void"
        close={close}
      >
        <SafeText>{labelOf(row.code)}</SafeText>
      </VoidPanel>
    )}
  </OfProblem>
);
