import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import type { MessageId } from "../../../i18n/ids";
import { useText } from "../../../i18n/text";
import { Field } from "../../../kit/Field";
import { quantity } from "../../../kit/format/decimal";
import { SelectField } from "../../../kit/SelectField";
import type { Regimen } from "../../../rpc/clinical";
import type { Faults } from "../../../shell/write/faults";
import { color, type } from "../../../theme/vars";
import { readDose, times, timesADay } from "../amount";
import { OTHER, type RegimenValues } from "../form";
import { frequencyChoices, routeChoices, unitChoices, unitWord } from "../words";

const Two = styled("div")({
  display: "grid",
  gap: 8,
  gridTemplateColumns: "repeat(auto-fit, minmax(min(100%, 9rem), 1fr))",
  alignItems: "start",
});
const Total = styled("p")({ ...type("small"), margin: 0, color: color.text.muted });
const More = styled("details")({
  "& > summary": { cursor: "pointer", color: color.primary.text },
  "& > div": { display: "grid", gap: 12, marginBlockStart: 12 },
});

export const FIELD_IDS = {
  product: "medicine-product",
  dose: "medicine-dose",
  unit: "medicine-unit",
  frequency: "medicine-frequency",
  frequencyText: "medicine-frequency-text",
  route: "medicine-route",
  routeText: "medicine-route-text",
  timing: "medicine-timing",
  asNeeded: "medicine-needed",
  duration: "medicine-duration",
} as const satisfies Record<keyof RegimenValues, string>;

export interface RegimenFieldsProps {
  values: RegimenValues;
  faults: Faults<RegimenValues>;
  set: (patch: Partial<RegimenValues>) => void;
  /** What stands on record; its words are among the choices, whatever they are. */
  from: Regimen | null;
}

/** The amount a day, from what is coded; nothing where it is not. */
const DailyTotal = ({ values, from }: Pick<RegimenFieldsProps, "values" | "from">): ReactNode => {
  const text = useText();
  const read = readDose(values.dose);
  const count = timesADay(values.frequency);
  const to = "dose" in read && count !== null && values.unit !== "" ? times(read.dose, count) : null;
  if (to === null) {
    return null;
  }
  const shown = (amount: string, unit: string): string => quantity(amount, unitWord(text, unit));
  const before = from?.dose && from.unit === values.unit ? times(from.dose, timesADay(from.frequency) ?? 0) : null;
  const was = from && timesADay(from.frequency) !== null ? before : null;
  return (
    <Total role="status">
      {was !== null && was !== to
        ? text("medicines-form-total", { from: shown(was, values.unit), to: shown(to, values.unit) })
        : text("medicines-form-total-new", { to: shown(to, values.unit) })}
    </Total>
  );
};

/** The old dose is chosen whole, so that typing replaces it. */
const chosen = (field: HTMLInputElement | HTMLTextAreaElement | null): void => {
  field?.focus();
  field?.select();
};

/** How a medicine is taken, two questions a row so that no unit is cut off: amount, unit, how often, by which way, and what is seldom said below a fold. */
export const RegimenFields = ({ values, faults, set, from }: RegimenFieldsProps): ReactNode => {
  const text = useText();
  const other = { value: OTHER, label: text("medicines-form-other") };
  const fault = (name: keyof RegimenValues): string | undefined => {
    const found = faults[name];
    return found ? text(found.text, found.args) : undefined;
  };
  const line = (name: keyof RegimenValues, label: MessageId, hint?: MessageId): ReactNode => (
    <Field
      id={FIELD_IDS[name]}
      label={text(label)}
      hint={hint ? text(hint) : undefined}
      error={fault(name)}
      value={values[name]}
      onValue={(value) => set({ [name]: value })}
      optional
    />
  );
  const more = values.timing !== "" || values.asNeeded !== "" || values.duration !== "";
  return (
    <>
      <Two>
        <Field
          id={FIELD_IDS.dose}
          label={text(from ? "medicines-form-new-dose" : "medicines-form-dose")}
          inputMode="decimal"
          autoComplete="off"
          {...(from ? { ref: chosen } : {})}
          error={fault("dose")}
          value={values.dose}
          onValue={(dose) => set({ dose })}
        />
        <SelectField
          id={FIELD_IDS.unit}
          label={text("medicines-form-unit")}
          nothing={text("medicines-form-choose")}
          options={unitChoices(text, from?.unit)}
          error={fault("unit")}
          value={values.unit}
          onValue={(unit) => set({ unit })}
        />
      </Two>
      <Two>
        <SelectField
          id={FIELD_IDS.frequency}
          label={text("medicines-form-frequency")}
          nothing={text("medicines-form-choose")}
          options={[...frequencyChoices(text, from?.frequency), other]}
          value={values.frequency}
          onValue={(frequency) => set({ frequency })}
        />
        <SelectField
          id={FIELD_IDS.route}
          label={text("medicines-form-route")}
          nothing={text("medicines-form-choose")}
          options={[...routeChoices(text, from?.route), other]}
          value={values.route}
          onValue={(route) => set({ route })}
        />
      </Two>
      {values.frequency === OTHER ? line("frequencyText", "medicines-form-other-frequency") : null}
      <DailyTotal values={values} from={from} />
      {values.route === OTHER ? line("routeText", "medicines-form-other-route") : null}
      <More open={more || undefined}>
        <summary>{text("medicines-form-more")}</summary>
        <div>
          {line("timing", "medicines-form-timing", "medicines-form-timing-hint")}
          {line("asNeeded", "medicines-form-as-needed", "medicines-form-as-needed-hint")}
          {line("duration", "medicines-form-duration")}
        </div>
      </More>
    </>
  );
};
