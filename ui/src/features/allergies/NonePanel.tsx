import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { CheckField } from "../../kit/CheckField";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { useChart } from "../../shell/record";
import type { Faults } from "../../shell/write/faults";
import { takeBack } from "../../shell/write/undo";
import { useMayChart } from "../../shell/write/useMayChart";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";

interface Values {
  asked: boolean;
}

const check = (values: Values): Faults<Values> => (values.asked ? {} : { asked: { text: "allergies-error-asked" } });

const Form = ({ args, close, doc }: WorkspaceProps & { doc: string }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const { patient = "" } = args;
  const form = useWriteForm<Values, null>({
    key: `allergy-none:${patient}`,
    initial: { asked: false },
    base: null,
    ids: 1,
    check,
    body: (_values, _base, [item]) => ({ type: "allergy_none_known", doc, patient, item }),
    done: (_values, _base, [item]) => {
      close();
      const reason = text("chart-write-undo-reason");
      tell("allergies-done-none", {
        undo: takeBack(() => ({ type: "entry_void", doc, kind: "chart", patient, root: "allergies", item, reason })),
      });
    },
  });
  return (
    <WritePanel
      title={text("allergies-none-title")}
      patient={patient}
      form={form}
      save={text("allergies-none-save")}
      close={close}
      fields={{ asked: "allergy-asked" }}
      notReady={mayWrite ? undefined : text("chart-write-role-clinician")}
    >
      <p>{text("allergies-none-lead")}</p>
      <CheckField
        id="allergy-asked"
        label={text("allergies-none-asked")}
        checked={form.values.asked}
        onChecked={(asked) => form.set({ asked })}
      />
    </WritePanel>
  );
};

/** States that no allergy is known, once somebody asked. */
export const Workspace = (props: WorkspaceProps): ReactNode => {
  const { data } = useChart(props.args["patient"] ?? "");
  return data?.doc ? <Form {...props} doc={data.doc} /> : null;
};
