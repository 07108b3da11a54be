import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import type { MessageId } from "../../../i18n/ids";
import { useText } from "../../../i18n/text";
import { ChoiceGroup } from "../../../kit/ChoiceGroup";
import { DateField } from "../../../kit/DateField";
import { Field } from "../../../kit/Field";
import { SelectField } from "../../../kit/SelectField";
import type { Faults } from "../../../shell/write/faults";
import { type } from "../../../theme/vars";
import { LANGUAGES, type Values } from "../form";

/** Ids of the controls, for the summary that leads to them. */
export const FIELDS: Partial<Record<keyof Values, string>> = {
  family: "new-family",
  given: "new-given",
  gender: "new-gender",
  birth: "new-birth",
  age: "new-age",
  phone: "new-phone",
  street: "new-street",
  city: "new-city",
  numberKind: "new-number-kind",
  number: "new-number",
};

const Heading = styled("h2")({ ...type("lead"), margin: "8px 0 0" });

export interface RegisterFieldsProps {
  values: Values;
  faults: Faults<Values>;
  set: (patch: Partial<Values>) => void;
}

type TextName = "family" | "given" | "phone" | "street" | "city" | "number" | "age";

/** A line of text of the form. */
const useLine = ({ values, faults, set }: RegisterFieldsProps) => {
  const text = useText();
  return (name: TextName, label: MessageId, more: { hint?: MessageId; optional?: boolean; tel?: boolean } = {}) => {
    const fault = faults[name];
    return (
      <Field
        id={FIELDS[name] ?? name}
        label={text(label)}
        hint={more.hint ? text(more.hint) : undefined}
        optional={more.optional}
        error={fault ? text(fault.text, fault.args) : undefined}
        autoComplete="off"
        {...(more.tel ? { type: "tel" as const } : {})}
        {...(name === "age" ? { inputMode: "numeric" as const } : {})}
        {...(name === "family" ? { autoFocus: true } : {})}
        value={values[name]}
        onValue={(value) => set({ [name]: value })}
      />
    );
  };
};

/** What is known of the birth, and the one field that fits the answer. */
const BirthFields = (props: RegisterFieldsProps): ReactNode => {
  const { values, faults, set } = props;
  const text = useText();
  const line = useLine(props);
  return (
    <>
      <ChoiceGroup
        across
        label={text("patients-new-birth-known")}
        choices={[
          { value: "exact", label: text("patients-new-birth-exact") },
          { value: "estimated", label: text("patients-new-birth-estimated") },
          { value: "none", label: text("patients-new-birth-none") },
        ]}
        value={values.birthKnown === "" ? null : values.birthKnown}
        onValue={(birthKnown) => set({ birthKnown })}
      />
      {values.birthKnown === "exact" ? (
        <DateField
          id={FIELDS.birth ?? "birth"}
          partial
          label={text("patients-new-birth")}
          hint={text("patients-new-birth-hint")}
          error={faults.birth ? text(faults.birth.text, faults.birth.args) : undefined}
          value={values.birth}
          onValue={(birth, birthReads) => set({ birth, birthReads })}
        />
      ) : null}
      {values.birthKnown === "estimated" ? line("age", "patients-new-age", { hint: "patients-new-age-hint" }) : null}
    </>
  );
};

/** The questions, in the order in which they are asked. */
export const RegisterFields = (props: RegisterFieldsProps): ReactNode => {
  const { values, faults, set } = props;
  const text = useText();
  const line = useLine(props);
  const genders = ["female", "male", "other", "unknown"] as const;
  const kinds = ["national", "insurance", "clinic", "other"] as const;
  return (
    <>
      <Heading>{text("patients-new-who")}</Heading>
      {line("family", "patients-new-family", { hint: "patients-new-family-hint" })}
      {line("given", "patients-new-given", { hint: "patients-new-given-hint" })}
      <ChoiceGroup
        across
        id={FIELDS.gender ?? "gender"}
        label={text("patients-new-sex")}
        choices={genders.map((value) => ({ value, label: text(`kit-gender-${value}`) }))}
        value={values.gender === "" ? null : values.gender}
        onValue={(gender) => set({ gender })}
      />
      <BirthFields {...props} />
      <Heading>{text("patients-new-reach")}</Heading>
      {line("phone", "patients-new-phone", { hint: "patients-new-phone-hint", optional: true, tel: true })}
      {line("street", "patients-new-street", { optional: true })}
      {line("city", "patients-new-city", { optional: true })}
      <SelectField
        label={text("patients-new-language")}
        nothing={text("patients-new-language-none")}
        options={LANGUAGES}
        value={values.language}
        onValue={(language) => set({ language })}
      />
      <Heading>{text("patients-new-numbers")}</Heading>
      <SelectField
        id={FIELDS.numberKind ?? "kind"}
        label={text("patients-new-number-kind")}
        nothing={text("medicines-form-choose")}
        options={kinds.map((value) => ({ value, label: text(`patients-new-number-${value}`) }))}
        error={faults.numberKind ? text(faults.numberKind.text, faults.numberKind.args) : undefined}
        value={values.numberKind}
        onValue={(numberKind) => set({ numberKind })}
      />
      {line("number", "patients-new-number", { optional: true })}
    </>
  );
};
