import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { ChoiceGroup } from "../../kit/ChoiceGroup";
import { DateField } from "../../kit/DateField";
import { Field } from "../../kit/Field";
import { SelectField } from "../../kit/SelectField";
import { summaryOf } from "../../rpc/clinical";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { type ChartFacts, useChart } from "../../shell/record";
import { isFuture } from "../../shell/write/day";
import { type Faults, LINE_MAX, longFaults, NOTE_MAX } from "../../shell/write/faults";
import { takeBack } from "../../shell/write/undo";
import { useMayChart } from "../../shell/write/useMayChart";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { CRITICALITIES, criticalityWord, SEVERITIES, severityWord, VERIFICATIONS, verificationWord } from "./words";

interface Values {
  code: string;
  reaction: string;
  severity: string;
  verification: string;
  criticality: string;
  onset: string;
  onsetReads: boolean;
  note: string;
}

const EMPTY: Values = {
  code: "",
  reaction: "",
  severity: "",
  verification: "",
  criticality: "",
  onset: "",
  onsetReads: true,
  note: "",
};

const check = (values: Values): Faults<Values> => ({
  ...longFaults(values, { code: LINE_MAX, reaction: NOTE_MAX, note: NOTE_MAX }),
  ...(values.code.trim() === "" ? { code: { text: "allergies-error-code" } } : {}),
  ...(values.verification === "" ? { verification: { text: "allergies-error-verification" } } : {}),
  ...(values.onsetReads ? {} : { onset: { text: "chart-write-date" } }),
  ...(isFuture(values.onset) ? { onset: { text: "chart-write-date-future" } } : {}),
});

const fields = {
  code: "allergy-code",
  reaction: "allergy-reaction",
  severity: "allergy-severity",
  verification: "allergy-verification",
  criticality: "allergy-criticality",
  onset: "allergy-onset",
  note: "allergy-note",
};

const maybe = (name: string, value: string): object => (value.trim() === "" ? {} : { [name]: value.trim() });

const Form = ({ args, close, chart }: WorkspaceProps & { chart: ChartFacts }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const { patient = "" } = args;
  const doc = chart.doc ?? "";
  const form = useWriteForm<Values, null>({
    key: `allergy-add:${patient}`,
    initial: EMPTY,
    base: null,
    ids: 1,
    check,
    body: (values, _base, [item]) => ({
      type: "allergy_add",
      doc,
      patient,
      item,
      code: { text: values.code.trim() },
      verification: values.verification,
      ...maybe("criticality", values.criticality),
      ...maybe("reaction", values.reaction),
      ...maybe("severity", values.severity),
      ...maybe("onset", values.onset),
      ...maybe("note", values.note),
    }),
    done: (values, _base, [item]) => {
      close();
      const reason = text("chart-write-undo-reason");
      tell("allergies-done-add", {
        args: { what: values.code.trim() },
        undo: takeBack(() => ({ type: "entry_void", doc, kind: "chart", patient, root: "allergies", item, reason })),
      });
    },
  });
  const fault = (name: keyof Values): string | undefined => {
    const found = form.faults[name];
    return found ? text(found.text, found.args) : undefined;
  };
  const { values, set } = form;
  return (
    <WritePanel
      title={text("allergies-add-title")}
      patient={patient}
      form={form}
      save={text("allergies-add-save")}
      close={close}
      fields={fields}
      notReady={mayWrite ? undefined : text("chart-write-role-clinician")}
    >
      {summaryOf(chart.allergies).noneKnown ? <p>{text("allergies-add-lead")}</p> : null}
      <Field
        id={fields.code}
        autoFocus
        label={text("allergies-form-code")}
        hint={text("allergies-form-code-hint")}
        error={fault("code")}
        value={values.code}
        onValue={(code) => set({ code })}
      />
      <Field
        id={fields.reaction}
        optional
        label={text("allergies-form-reaction")}
        hint={text("allergies-form-reaction-hint")}
        error={fault("reaction")}
        value={values.reaction}
        onValue={(reaction) => set({ reaction })}
      />
      <SelectField
        id={fields.severity}
        label={text("allergies-form-severity")}
        nothing={text("allergies-form-severity-none")}
        options={SEVERITIES.map((value) => ({ value, label: severityWord(text, value) }))}
        value={values.severity}
        onValue={(severity) => set({ severity })}
      />
      <ChoiceGroup
        id={fields.verification}
        label={text("allergies-form-verification")}
        error={fault("verification")}
        choices={VERIFICATIONS.filter((value) => value !== "refuted").map((value) => ({
          value,
          label: verificationWord(text, value),
        }))}
        value={values.verification === "" ? null : values.verification}
        onValue={(verification) => set({ verification })}
      />
      <ChoiceGroup
        id={fields.criticality}
        label={text("allergies-form-criticality")}
        choices={CRITICALITIES.map((value) => ({ value, label: criticalityWord(text, value) }))}
        value={values.criticality === "" ? null : values.criticality}
        onValue={(criticality) => set({ criticality })}
      />
      <DateField
        id={fields.onset}
        partial
        optional
        label={text("allergies-form-onset")}
        hint={text("chart-date-partial-hint")}
        error={fault("onset")}
        value={values.onset}
        onValue={(onset, onsetReads) => set({ onset, onsetReads })}
      />
      <Field
        id={fields.note}
        multiline
        rows={2}
        optional
        label={text("chart-write-note")}
        error={fault("note")}
        value={values.note}
        onValue={(note) => set({ note })}
      />
    </WritePanel>
  );
};

/** Adds an allergy or intolerance. */
export const Workspace = (props: WorkspaceProps): ReactNode => {
  const { data } = useChart(props.args["patient"] ?? "");
  return data?.doc ? <Form {...props} chart={data} /> : null;
};
