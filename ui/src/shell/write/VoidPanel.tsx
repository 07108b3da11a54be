import type { ReactNode } from "react";
import type { MessageId } from "../../i18n/ids";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { Field } from "../../kit/Field";
import { tell } from "../notices";
import { type Faults, longFaults, NOTE_MAX } from "./faults";
import { useWriteForm } from "./useWriteForm";
import { WritePanel } from "./WritePanel";

interface Values {
  reason: string;
}

export interface VoidPanelProps {
  doc: string;
  patient: string;
  /** The list the entry is in: `medicines`, `problems`, `allergies`. */
  root: string;
  item: string;
  /** What the entry is, in words. */
  what: string;
  /** Said once it is done; has `$what`. */
  done: MessageId;
  /** The entry as it is shown. */
  children: ReactNode;
  close: () => void;
}

const check = (values: Values): Faults<Values> =>
  values.reason.trim() === "" ? { reason: { text: "chart-write-say-why" } } : longFaults(values, { reason: NOTE_MAX });

/** Marks an entry as entered in error: a reason, nothing is deleted. */
export const VoidPanel = ({ doc, patient, root, item, what, done, children, close }: VoidPanelProps): ReactNode => {
  const text = useText();
  const form = useWriteForm<Values, null>({
    key: `void:${patient}:${root}:${item}`,
    initial: { reason: "" },
    base: null,
    check,
    body: ({ reason }) => ({ type: "entry_void", doc, kind: "chart", patient, root, item, reason: reason.trim() }),
    done: () => {
      close();
      tell(done, { args: { what } });
    },
  });
  const fault = form.faults.reason;
  return (
    <WritePanel
      title={text("chart-void-title")}
      patient={patient}
      form={form}
      save={text("chart-void-save")}
      close={close}
      fields={{ reason: "void-reason" }}
    >
      <Callout kind="waiting">{children}</Callout>
      <p>{text("chart-void-lead")}</p>
      <Field
        id="void-reason"
        multiline
        autoFocus
        label={text("chart-void-why")}
        error={fault ? text(fault.text, fault.args) : undefined}
        value={form.values.reason}
        onValue={(reason) => form.set({ reason })}
      />
    </WritePanel>
  );
};
