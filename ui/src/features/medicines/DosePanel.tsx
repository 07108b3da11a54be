import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Field } from "../../kit/Field";
import { type MedicineRow, type Regimen, settled } from "../../rpc/clinical";
import type { Problem } from "../../rpc/gen";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { decidePath } from "../../shell/record";
import { currentOf } from "../../shell/write/current";
import { type Faults, longFaults, NOTE_MAX } from "../../shell/write/faults";
import { Stale } from "../../shell/write/Stale";
import { takeBack } from "../../shell/write/undo";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { isSame, type RegimenValues, regimenFaults, regimenOf, valuesOf } from "./form";
import { wordsOf } from "./line";
import { OfLine } from "./parts/OfLine";
import { FIELD_IDS, RegimenFields } from "./parts/RegimenFields";
import { Subject } from "./parts/Subject";
import { Meta } from "./parts/styles";
import { useMayPrescribe } from "./useMayPrescribe";
import { regimenWords } from "./words";

type Values = RegimenValues & { reason: string };

const check = (values: Values, base: Regimen): Faults<Values> => {
  const faults = { ...regimenFaults(values), ...longFaults(values, { reason: NOTE_MAX }) };
  return Object.keys(faults).length === 0 && isSame(regimenOf(values, base), base)
    ? { dose: { text: "medicines-form-same" } }
    : faults;
};

const fields = { ...FIELD_IDS, reason: "medicine-reason" };

const Form = ({ line, args, close }: WorkspaceProps & { line: MedicineRow }): ReactNode => {
  const text = useText();
  const mayWrite = useMayPrescribe();
  const { patient = "", item = "" } = args;
  const { doc } = line;
  const { name } = wordsOf(text, line);
  const shown = settled(line.regimen) ?? line.regimen.values[0] ?? { product: {} };
  const lifted = (reason: string | null): object => (reason === null ? {} : { override_reason: reason });
  const form = useWriteForm<Values, Regimen>({
    key: `medicine-dose:${patient}:${item}`,
    initial: { ...valuesOf(shown), reason: "" },
    base: shown,
    check,
    body: (values, base, _ids, override) => ({
      type: "medicine_set_dose",
      doc,
      patient,
      item,
      regimen: regimenOf(values, base),
      base,
      ...(values.reason.trim() === "" ? {} : { reason: values.reason.trim() }),
      ...lifted(override),
    }),
    done: (values, base) => {
      close();
      const back = text("chart-write-undo-reason");
      tell("medicines-done-dose", {
        args: { what: name },
        undo: takeBack(() => ({
          type: "medicine_set_dose",
          doc,
          patient,
          item,
          regimen: base,
          base: regimenOf(values, base),
          reason: back,
          override_reason: back,
        })),
      });
    },
  });
  const answer = (problem: Problem): ReactNode | null => {
    const now = currentOf<Regimen>(problem);
    const [one] = now ?? [];
    return now ? (
      <Stale
        was={regimenWords(text, form.base)}
        now={now.map((regimen) => regimenWords(text, regimen))}
        yours={regimenWords(text, regimenOf(form.values, form.base))}
        decide={decidePath(doc, ["medicines", item, "regimen"])}
        onTake={() => one && form.takeBase(one)}
      />
    ) : null;
  };
  const blocked = line.regimen.both ? text("chart-write-disputed") : undefined;
  return (
    <WritePanel
      title={text("medicines-dose-title")}
      patient={patient}
      form={form}
      save={text("medicines-dose-save")}
      close={close}
      fields={fields}
      answer={answer}
      notReady={mayWrite ? blocked : text("chart-write-role-doctor")}
    >
      <Subject line={line} />
      <RegimenFields values={form.values} faults={form.faults} set={form.set} from={form.base} />
      <Field
        id={fields.reason}
        multiline
        label={text("medicines-dose-reason")}
        hint={text("medicines-dose-reason-hint")}
        optional
        error={form.faults.reason ? text(form.faults.reason.text, form.faults.reason.args) : undefined}
        value={form.values.reason}
        onValue={(reason) => form.set({ reason })}
      />
      <Meta as="p">{text("medicines-not-checked")}</Meta>
    </WritePanel>
  );
};

/** Changes how a medicine is taken. */
export const Workspace = (props: WorkspaceProps): ReactNode => (
  <OfLine args={props.args}>{(line) => <Form line={line} {...props} />}</OfLine>
);
