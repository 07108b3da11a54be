import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { ChoiceGroup } from "../../kit/ChoiceGroup";
import { DateField } from "../../kit/DateField";
import { SafeText } from "../../kit/SafeText";
import { labelOf, type ProblemRow, settled } from "../../rpc/clinical";
import type { Problem } from "../../rpc/gen";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { decidePath } from "../../shell/record";
import { currentOf } from "../../shell/write/current";
import { isFuture } from "../../shell/write/day";
import type { Faults } from "../../shell/write/faults";
import { Stale } from "../../shell/write/Stale";
import { takeBack } from "../../shell/write/undo";
import { useMayChart } from "../../shell/write/useMayChart";
import { useWriteForm } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { OfProblem } from "./parts/OfProblem";
import { isOver, STATUSES, statusWord } from "./words";

interface Values {
  /** Empty while nothing is chosen. */
  clinical: string;
  ended: string;
  endedReads: boolean;
}

const check = (values: Values, base: string): Faults<Values> => ({
  ...(values.clinical === "" ? { clinical: { text: "problems-error-status" } } : {}),
  ...(values.clinical === base ? { clinical: { text: "problems-form-same" } } : {}),
  ...(values.endedReads ? {} : { ended: { text: "chart-write-date" } }),
  ...(isFuture(values.ended) ? { ended: { text: "chart-write-date-future" } } : {}),
});

const Form = ({ row, args, close }: WorkspaceProps & { row: ProblemRow }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const at = { doc: row.doc, patient: args["patient"] ?? "", item: row.item };
  const what = labelOf(row.code);
  const form = useWriteForm<Values, string>({
    key: `problem-status:${at.patient}:${row.item}`,
    initial: { clinical: "", ended: "", endedReads: true },
    base: settled(row.clinical) ?? row.clinical.values[0] ?? "",
    check,
    body: (values, base) => ({
      type: "problem_set_status",
      ...at,
      clinical: values.clinical,
      ...(isOver(values.clinical) && values.ended ? { ended: values.ended } : {}),
      base,
    }),
    done: (values, base) => {
      close();
      const ended = row.resolved?.date;
      tell("problems-done-status", {
        args: { what },
        undo: takeBack(() => ({
          type: "problem_set_status",
          ...at,
          clinical: base,
          ...(isOver(base) && ended ? { ended } : {}),
          base: values.clinical,
        })),
      });
    },
  });
  const answer = (problem: Problem): ReactNode | null => {
    const now = currentOf<string>(problem);
    const [one] = now ?? [];
    return now ? (
      <Stale
        was={statusWord(text, form.base)}
        now={now.map((status) => statusWord(text, status))}
        yours={statusWord(text, form.values.clinical)}
        decide={decidePath(row.doc, ["problems", row.item, "clinical"])}
        onTake={() => one && form.takeBase(one)}
      />
    ) : null;
  };
  const { clinical, ended } = form.faults;
  const blocked = row.clinical.both ? text("chart-write-disputed") : undefined;
  return (
    <WritePanel
      title={text("problems-status-title")}
      patient={at.patient}
      form={form}
      save={text("problems-status-save")}
      close={close}
      fields={{ clinical: "problem-status", ended: "problem-ended" }}
      answer={answer}
      notReady={mayWrite ? blocked : text("chart-write-role-clinician")}
    >
      <Callout kind="waiting" icon="form" title={<SafeText>{what}</SafeText>}>
        {text("problems-form-was", { status: statusWord(text, form.base) })}
      </Callout>
      <ChoiceGroup
        id="problem-status"
        label={text("problems-form-status")}
        error={clinical ? text(clinical.text, clinical.args) : undefined}
        choices={STATUSES.map((value) => ({ value, label: statusWord(text, value) }))}
        value={form.values.clinical === "" ? null : form.values.clinical}
        onValue={(value) => form.set({ clinical: value })}
      />
      {isOver(form.values.clinical) ? (
        <DateField
          id="problem-ended"
          partial
          optional
          label={text("problems-form-ended")}
          hint={text("chart-date-partial-hint")}
          error={ended ? text(ended.text, ended.args) : undefined}
          value={form.values.ended}
          onValue={(value, endedReads) => form.set({ ended: value, endedReads })}
        />
      ) : null}
    </WritePanel>
  );
};

/** Changes the clinical status of a problem. */
export const Workspace = (props: WorkspaceProps): ReactNode => (
  <OfProblem args={props.args}>{(row) => <Form row={row} {...props} />}</OfProblem>
);
