import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { usePatientName } from "./names";

/** The patient that is filtered by; a press takes the filter away. */
export const PatientChip = ({ patient, clear }: { patient: string; clear: () => void }): ReactNode => {
  const text = useText();
  const name = usePatientName(patient);
  return (
    <ActionButton pressed icon="x" onClick={clear}>
      {text("audit-filter-by-patient", { name })}
    </ActionButton>
  );
};
