import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { ChoiceGroup } from "../../kit/ChoiceGroup";
import { SafeText } from "../../kit/SafeText";
import { type AllergyRow, labelOf, settled } from "../../rpc/clinical";
import type { Problem } from "../../rpc/gen";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { decidePath } from "../../shell/record";
import { currentOf } from "../../shell/write/current";
import type { Faults } from "../../shell/write/faults";
import { Stale } from "../../shell/write/Stale";
import { takeBack } from "../../shell/write/undo";
import { useMayChart } from "../../shell/write/useMayChart";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { OfAllergy } from "./parts/OfAllergy";
import { CRITICALITIES, criticalityWord } from "./words";

interface Values {
  criticality: string;
}

const check = (values: Values, base: string | null): Faults<Values> => ({
  ...(values.criticality === "" ? { criticality: { text: "allergies-error-choose" } } : {}),
  ...(values.criticality !== "" && values.criticality === base ? { criticality: { text: "allergies-form-same" } } : {}),
});

const Form = ({ row, args, close }: WorkspaceProps & { row: AllergyRow }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const at = { doc: row.doc, patient: args["patient"] ?? "", item: row.item };
  const what = row.code.values.map(labelOf).join(` ${text("kit-or")} `);
  const word = (value: string | null): string => (value === null ? "" : criticalityWord(text, value));
  const form = useWriteForm<Values, string | null>({
    key: `allergy-risk:${at.patient}:${row.item}`,
    initial: { criticality: "" },
    base: settled(row.criticality),
    check,
    body: ({ criticality }, base) => ({
      type: "allergy_set_criticality",
      ...at,
      criticality,
      ...(base === null ? {} : { base }),
    }),
    done: ({ criticality }, base) => {
      close();
      tell("allergies-done-change", {
        args: { what },
        ...(base === null
          ? {}
          : {
              undo: takeBack(() => ({
                type: "allergy_set_criticality",
                ...at,
                criticality: base,
                base: criticality,
              })),
            }),
      });
    },
  });
  const answer = (problem: Problem): ReactNode | null => {
    const now = currentOf<string>(problem);
    return now ? (
      <Stale
        was={word(form.base)}
        now={now.map(word)}
        yours={word(form.values.criticality)}
        decide={decidePath(row.doc, ["allergies", row.item, "criticality"])}
        onTake={() => form.takeBase(now[0] ?? null)}
      />
    ) : null;
  };
  const fault = form.faults.criticality;
  const blocked = row.criticality?.both ? text("allergies-form-criticality-two") : undefined;
  return (
    <WritePanel
      title={text("allergies-change-title")}
      patient={at.patient}
      form={form}
      save={text("allergies-change-save")}
      close={close}
      fields={{ criticality: "allergy-criticality" }}
      answer={answer}
      notReady={mayWrite ? blocked : text("chart-write-role-clinician")}
    >
      <Callout kind="high" icon="alert" title={<SafeText>{what}</SafeText>}>
        {form.base ? text("allergies-form-was", { status: word(form.base) }) : null}
      </Callout>
      <ChoiceGroup
        id="allergy-criticality"
        label={text("allergies-form-criticality")}
        error={fault ? text(fault.text, fault.args) : undefined}
        choices={CRITICALITIES.map((value) => ({ value, label: criticalityWord(text, value) }))}
        value={form.values.criticality === "" ? null : form.values.criticality}
        onValue={(criticality) => form.set({ criticality })}
      />
    </WritePanel>
  );
};

/** Changes how dangerous an allergy could be. */
export const Workspace = (props: WorkspaceProps): ReactNode => (
  <OfAllergy args={props.args}>{(row) => <Form row={row} {...props} />}</OfAllergy>
);
