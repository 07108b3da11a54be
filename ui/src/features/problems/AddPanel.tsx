import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { DateField } from "../../kit/DateField";
import { Field } from "../../kit/Field";
import { SelectField } from "../../kit/SelectField";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { useChart } from "../../shell/record";
import { isFuture } from "../../shell/write/day";
import { type Faults, LINE_MAX, longFaults, NOTE_MAX } from "../../shell/write/faults";
import { takeBack } from "../../shell/write/undo";
import { useMayChart } from "../../shell/write/useMayChart";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { STATUSES, statusWord } from "./words";

interface Values {
  code: string;
  clinical: string;
  onset: string;
  onsetReads: boolean;
  note: string;
}

const check = (values: Values): Faults<Values> => ({
  ...longFaults(values, { code: LINE_MAX, note: NOTE_MAX }),
  ...(values.code.trim() === "" ? { code: { text: "problems-error-code" } } : {}),
  ...(values.onsetReads ? {} : { onset: { text: "chart-write-date" } }),
  ...(isFuture(values.onset) ? { onset: { text: "chart-write-date-future" } } : {}),
});

const fields = { code: "problem-code", clinical: "problem-status", onset: "problem-onset", note: "problem-note" };

const Form = ({ args, close, doc }: WorkspaceProps & { doc: string }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const { patient = "" } = args;
  const form = useWriteForm<Values, null>({
    key: `problem-add:${patient}`,
    initial: { code: "", clinical: "active", onset: "", onsetReads: true, note: "" },
    base: null,
    ids: 1,
    check,
    body: (values, _base, [item]) => ({
      type: "problem_add",
      doc,
      patient,
      item,
      code: { text: values.code.trim() },
      clinical: values.clinical,
      ...(values.onset ? { onset: values.onset } : {}),
      ...(values.note.trim() ? { note: values.note.trim() } : {}),
    }),
    done: (values, _base, [item]) => {
      close();
      const reason = text("chart-write-undo-reason");
      tell("problems-done-add", {
        args: { what: values.code.trim() },
        undo: takeBack(() => ({ type: "entry_void", doc, kind: "chart", patient, root: "problems", item, reason })),
      });
    },
  });
  const fault = (name: keyof Values): string | undefined => {
    const found = form.faults[name];
    return found ? text(found.text, found.args) : undefined;
  };
  return (
    <WritePanel
      title={text("problems-add-title")}
      patient={patient}
      form={form}
      save={text("problems-add-save")}
      close={close}
      fields={fields}
      notReady={mayWrite ? undefined : text("chart-write-role-clinician")}
    >
      <Field
        id={fields.code}
        autoFocus
        label={text("problems-form-code")}
        hint={text("problems-form-code-hint")}
        error={fault("code")}
        value={form.values.code}
        onValue={(code) => form.set({ code })}
      />
      <SelectField
        id={fields.clinical}
        label={text("problems-form-status")}
        options={STATUSES.map((value) => ({ value, label: statusWord(text, value) }))}
        value={form.values.clinical}
        onValue={(clinical) => form.set({ clinical })}
      />
      <DateField
        id={fields.onset}
        partial
        optional
        label={text("problems-form-onset")}
        hint={text("chart-date-partial-hint")}
        error={fault("onset")}
        value={form.values.onset}
        onValue={(onset, onsetReads) => form.set({ onset, onsetReads })}
      />
      <Field
        id={fields.note}
        multiline
        optional
        label={text("chart-write-note")}
        error={fault("note")}
        value={form.values.note}
        onValue={(note) => form.set({ note })}
      />
    </WritePanel>
  );
};

/** Adds a problem. */
export const Workspace = (props: WorkspaceProps): ReactNode => {
  const { data } = useChart(props.args["patient"] ?? "");
  return data?.doc ? <Form {...props} doc={data.doc} /> : null;
};
