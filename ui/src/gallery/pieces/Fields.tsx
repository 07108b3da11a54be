import { type ReactNode, useState } from "react";
import { CheckField } from "../../kit/CheckField";
import { ChoiceGroup } from "../../kit/ChoiceGroup";
import { DateField } from "../../kit/DateField";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { Field } from "../../kit/Field";
import { SelectField } from "../../kit/SelectField";

const units = ["mg", "g", "micrograms"].map((value) => ({ value, label: value }));

export const Fields = (): ReactNode => {
  const [choice, setChoice] = useState<string | null>(null);
  const [day, setDay] = useState("2026-11-23");
  const [ticked, setTicked] = useState(true);
  const [on, setOn] = useState(false);
  return (
    <>
      <ErrorSummary errors={[{ field: "gallery-temperature", message: "Temperature has to be between 30 and 45" }]} />
      <Field label="Pulse" defaultValue="78" unit="/min" hint="Last 74, 19-Oct-2026" inputMode="numeric" />
      <Field
        id="gallery-temperature"
        label="Temperature"
        defaultValue="368"
        unit="°C"
        error="Enter a temperature between 30 and 45, like 36.8"
      />
      <SelectField label="Unit" options={units} defaultValue="mg" />
      <DateField label="From" value={day} onValue={setDay} />
      <Field label="Reason" multiline rows={2} defaultValue="BP 152/94, above target at three visits." needed />
      <Field label="Place" defaultValue="Lakeside Clinic" disabled optional />
      <ChoiceGroup
        label="Your decision"
        aside="Nothing is chosen for you"
        value={choice}
        onValue={setChoice}
        across
        choices={[
          { value: "a", label: "Keep A", hint: "10 mg once daily" },
          { value: "b", label: "Keep B", hint: "2.5 mg once daily" },
          { value: "other", label: "Another dose", hint: "Enter dose and how often" },
          { value: "stop", label: "Stop", hint: "Needs a doctor", disabled: true },
        ]}
      />
      <CheckField label="Order both for 07-Dec-2026" checked={ticked} onChecked={setTicked} />
      <CheckField label="Quick keys" hint="Single letters act inside lists" checked={on} onChecked={setOn} asSwitch />
    </>
  );
};
