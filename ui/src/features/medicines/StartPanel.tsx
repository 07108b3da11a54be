import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { DateField } from "../../kit/DateField";
import { Field } from "../../kit/Field";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { type ChartFacts, useChart } from "../../shell/record";
import { today } from "../../shell/write/day";
import { type Faults, longFaults, NOTE_MAX } from "../../shell/write/faults";
import { takeBack } from "../../shell/write/undo";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { type RegimenValues, regimenFaults, regimenOf, valuesOf } from "./form";
import { AllergyLine } from "./parts/AllergyLine";
import { FIELD_IDS, RegimenFields } from "./parts/RegimenFields";
import { Meta } from "./parts/styles";
import { useMayPrescribe } from "./useMayPrescribe";

interface Values extends RegimenValues {
  from: string;
  /** False while what is typed as a date cannot be read. */
  fromReads: boolean;
  indication: string;
  note: string;
}

const check = (values: Values): Faults<Values> => ({
  ...regimenFaults(values),
  ...longFaults(values, { indication: NOTE_MAX, note: NOTE_MAX }),
  ...(values.fromReads ? {} : { from: { text: "medicines-error-from" } }),
});

const fields = { ...FIELD_IDS, from: "medicine-from", indication: "medicine-indication", note: "medicine-note" };

const maybe = (name: string, value: string | null): object => (value ? { [name]: value } : {});

const Form = ({ args, close, chart }: WorkspaceProps & { chart: ChartFacts }): ReactNode => {
  const text = useText();
  const mayWrite = useMayPrescribe();
  const { patient = "" } = args;
  const doc = chart.doc ?? "";
  const form = useWriteForm<Values, null>({
    key: `medicine-start:${patient}`,
    initial: { ...valuesOf(null), from: today(), fromReads: true, indication: "", note: "" },
    base: null,
    ids: 1,
    check,
    body: (values, _base, [item], override) => ({
      type: "medicine_start",
      doc,
      patient,
      item,
      regimen: regimenOf(values, null),
      ...maybe("start", values.from),
      ...maybe("indication", values.indication.trim()),
      ...maybe("note", values.note.trim()),
      ...maybe("override_reason", override),
    }),
    done: (values, _base, [item]) => {
      close();
      const reason = text("chart-write-undo-reason");
      tell("medicines-done-start", {
        args: { what: values.product.trim() },
        undo: takeBack(() => ({ type: "entry_void", doc, kind: "chart", patient, root: "medicines", item, reason })),
      });
    },
  });
  const fault = (name: keyof Values): string | undefined => {
    const found = form.faults[name];
    return found ? text(found.text, found.args) : undefined;
  };
  return (
    <WritePanel
      title={text("medicines-start-title")}
      patient={patient}
      form={form}
      save={text("medicines-start-save")}
      close={close}
      fields={fields}
      notReady={mayWrite ? undefined : text("chart-write-role-doctor")}
    >
      <AllergyLine chart={chart} />
      <Field
        id={fields.product}
        autoFocus
        label={text("medicines-form-product")}
        hint={text("medicines-form-product-hint")}
        error={fault("product")}
        value={form.values.product}
        onValue={(product) => form.set({ product })}
      />
      <RegimenFields values={form.values} faults={form.faults} set={form.set} from={null} />
      <DateField
        id={fields.from}
        partial
        label={text("medicines-form-from")}
        error={fault("from")}
        value={form.values.from}
        onValue={(from, fromReads) => form.set({ from, fromReads })}
      />
      <Field
        id={fields.indication}
        optional
        label={text("medicines-form-indication")}
        error={fault("indication")}
        value={form.values.indication}
        onValue={(indication) => form.set({ indication })}
      />
      <Field
        id={fields.note}
        optional
        multiline
        rows={2}
        label={text("chart-write-note")}
        error={fault("note")}
        value={form.values.note}
        onValue={(note) => form.set({ note })}
      />
      <Meta as="p">{text("medicines-not-checked")}</Meta>
    </WritePanel>
  );
};

/** Starts a medicine. */
export const Workspace = (props: WorkspaceProps): ReactNode => {
  const { data } = useChart(props.args["patient"] ?? "");
  return data?.doc ? <Form {...props} chart={data} /> : null;
};
