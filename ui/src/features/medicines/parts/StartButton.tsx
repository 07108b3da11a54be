import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { useWorkspace } from "../../../shell/workspace";
import { useMayPrescribe } from "../useMayPrescribe";

/** Opens the form that starts a medicine; says who may to those who may not. */
export const StartButton = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { open } = useWorkspace();
  const may = useMayPrescribe();
  return (
    <ActionButton
      kind="quiet"
      size="small"
      icon="plus"
      notReady={may ? undefined : text("chart-write-role-doctor")}
      onClick={() => open("medicine-start", { patient })}
    >
      {text("medicines-start")}
    </ActionButton>
  );
};
