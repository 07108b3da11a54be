import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { SafeText } from "../../kit/SafeText";
import { labelOf } from "../../rpc/clinical";
import type { WorkspaceProps } from "../../shell/feature";
import { VoidPanel } from "../../shell/write/VoidPanel";
import { OfAllergy } from "./parts/OfAllergy";

/** Marks an allergy, or the statement that none is known, as entered in error. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const text = useText();
  return (
    <OfAllergy args={args}>
      {(row) => {
        const what =
          row.kind === "none_known"
            ? text("allergies-none-known")
            : row.code.values.map(labelOf).join(` ${text("kit-or")} `);
        return (
          <VoidPanel
            doc={row.doc}
            patient={args["patient"] ?? ""}
            root="allergies"
            item={row.item}
            what={what}
            done="allergies-done-void"
            close={close}
          >
            <SafeText>{what}</SafeText>
          </VoidPanel>
        );
      }}
    </OfAllergy>
  );
};
