import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { Callout } from "../../../kit/Callout";
import { Field } from "../../../kit/Field";
import { unit as unitWords } from "../../../kit/format/decimal";
import { SelectField } from "../../../kit/SelectField";
import { useFormat } from "../../../kit/useFormat";
import type { Regimen } from "../../../rpc/clinical";
import { type DoseEntry, isTenfold, type Missing, readDose } from "../choice";
import type { Dispute } from "../dispute";

const Row = styled("div")({
  display: "grid",
  gap: "8px 12px",
  gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 10rem), 1fr))",
  marginBlockStart: 10,
});

const COMMON = ["mg", "ug", "g", "mL", "[IU]"];

const regimens = (dispute: Dispute): Regimen[] =>
  [dispute.base, ...dispute.alternatives].flatMap((one) => (one ? [one.value as Regimen] : []));

const faultOf = (missing: readonly Missing[]): Missing | undefined => missing.find((one) => one.startsWith("dose-"));

export interface DoseFormProps {
  dispute: Dispute;
  entry: DoseEntry;
  missing: readonly Missing[];
  onEntry: (entry: DoseEntry) => void;
}

/** A dose that neither wrote: amount, unit, how often. */
export const DoseForm = ({ dispute, entry, missing, onEntry }: DoseFormProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const known = regimens(dispute);
  const units = [...new Set([...known.flatMap((one) => one.unit ?? []), ...COMMON])];
  const fault = faultOf(missing);
  const read = readDose(entry.dose);
  const far =
    "dose" in read
      ? known.find((one) => one.dose && one.unit === entry.unit && isTenfold(one.dose, read.dose))
      : undefined;
  const ofUnit = fault === "dose-unit";
  return (
    <>
      <Row>
        <Field
          label={text("decisions-dose")}
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          value={entry.dose}
          onValue={(dose) => onEntry({ ...entry, dose })}
          {...(fault && !ofUnit ? { error: text(`decisions-missing-${fault}`) } : {})}
        />
        <SelectField
          label={text("decisions-unit")}
          nothing=""
          options={units.map((value) => ({ value, label: unitWords(value) }))}
          value={entry.unit}
          onValue={(unit) => onEntry({ ...entry, unit })}
          {...(ofUnit ? { error: text("decisions-missing-dose-unit") } : {})}
        />
        <Field
          label={text("decisions-frequency")}
          hint={text("decisions-frequency-hint")}
          autoComplete="off"
          value={entry.frequency}
          onValue={(frequency) => onEntry({ ...entry, frequency })}
        />
      </Row>
      {far?.dose && "dose" in read ? (
        <Callout kind="needs" live="status">
          {text("decisions-tenfold", {
            dose: format.quantity(read.dose, entry.unit),
            other: format.quantity(far.dose, far.unit),
          })}
        </Callout>
      ) : null}
    </>
  );
};
