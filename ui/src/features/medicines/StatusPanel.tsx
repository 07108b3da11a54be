import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { DateField } from "../../kit/DateField";
import { Field } from "../../kit/Field";
import { type MedicineRow, settled } from "../../rpc/clinical";
import type { Problem } from "../../rpc/gen";
import type { WorkspaceProps } from "../../shell/feature";
import { tell } from "../../shell/notices";
import { decidePath } from "../../shell/record";
import { currentOf } from "../../shell/write/current";
import { today } from "../../shell/write/day";
import { type Faults, longFaults, NOTE_MAX } from "../../shell/write/faults";
import { Stale } from "../../shell/write/Stale";
import { takeBack } from "../../shell/write/undo";
import { useWriteForm, type WriteBody } from "../../shell/write/useWriteForm";
import { WritePanel } from "../../shell/write/WritePanel";
import { wordsOf } from "./line";
import { OfLine } from "./parts/OfLine";
import { Subject } from "./parts/Subject";
import { useMayPrescribe } from "./useMayPrescribe";
import { statusWord } from "./words";

/** What a panel does to the status of a line. */
export type Act = "stop" | "hold" | "resume";

interface Values {
  date: string;
  dateReads: boolean;
  reason: string;
}

interface Subjected {
  doc: string;
  patient: string;
  item: string;
}

const AFTER: Record<Act, string> = { stop: "stopped", hold: "on-hold", resume: "active" };

const check =
  (act: Act) =>
  (values: Values): Faults<Values> => ({
    ...longFaults(values, { reason: NOTE_MAX }),
    ...(act !== "resume" && values.reason.trim() === "" ? { reason: { text: "chart-write-say-why" } } : {}),
    ...(act === "stop" && (!values.dateReads || values.date === "") ? { date: { text: "medicines-error-from" } } : {}),
  });

const bodyOf = (act: Act, at: Subjected, values: Values, base: string): WriteBody => {
  const reason = values.reason.trim();
  switch (act) {
    case "stop":
      return { type: "medicine_stop", ...at, date: values.date, reason, base };
    case "hold":
      return { type: "medicine_hold", ...at, reason, base };
    case "resume":
      return { type: "medicine_resume", ...at, base };
  }
};

/** The change that takes `act` back. A stop is lifted by a decision only: so it is journalled who lifted it. */
const backOf = (act: Act, at: Subjected, base: string, hold: string | null, why: string) => {
  switch (act) {
    case "stop":
      return takeBack((id) => ({
        type: "conflict_decide",
        doc: at.doc,
        kind: "chart",
        patient: at.patient,
        item: id,
        path: ["medicines", at.item, "status"],
        chosen: base,
        seen: ["stopped"],
        reason: why,
      }));
    case "hold":
      return takeBack(() => ({ type: "medicine_resume", ...at, base: "on-hold" }));
    case "resume":
      return takeBack(() => ({ type: "medicine_hold", ...at, reason: hold ?? why, base: "active" }));
  }
};

const Form = ({ act, line, args, close }: WorkspaceProps & { act: Act; line: MedicineRow }): ReactNode => {
  const text = useText();
  const mayWrite = useMayPrescribe();
  const at = { doc: line.doc, patient: args["patient"] ?? "", item: line.item };
  const { name } = wordsOf(text, line);
  const word = (status: string): string => statusWord(text, status);
  const form = useWriteForm<Values, string>({
    key: `medicine-${act}:${at.patient}:${at.item}`,
    initial: { date: today(), dateReads: true, reason: "" },
    base: settled(line.status) ?? line.status.values[0] ?? "",
    check: check(act),
    body: (values, base) => bodyOf(act, at, values, base),
    done: (_values, base) => {
      close();
      tell(`medicines-done-${act}`, {
        args: { what: name },
        undo: backOf(act, at, base, line.hold, text("chart-write-undo-reason")),
      });
    },
  });
  const answer = (problem: Problem): ReactNode | null => {
    const now = currentOf<string>(problem);
    const [one] = now ?? [];
    return now ? (
      <Stale
        was={word(form.base)}
        now={now.map(word)}
        yours={word(AFTER[act])}
        decide={decidePath(at.doc, ["medicines", at.item, "status"])}
        onTake={() => one && form.takeBase(one)}
      />
    ) : null;
  };
  const { reason, date } = form.faults;
  const blocked = line.status.both ? text("chart-write-disputed") : undefined;
  return (
    <WritePanel
      title={text(`medicines-${act}-title`)}
      patient={at.patient}
      form={form}
      save={text(`medicines-${act}-save`, { what: name })}
      close={close}
      fields={{ reason: "medicine-reason", date: "medicine-date" }}
      answer={answer}
      notReady={mayWrite ? blocked : text("chart-write-role-doctor")}
    >
      {act === "resume" ? <p>{text("medicines-resume-lead")}</p> : null}
      <Subject line={line} />
      {act === "stop" ? (
        <DateField
          id="medicine-date"
          label={text("medicines-stop-date")}
          error={date ? text(date.text, date.args) : undefined}
          value={form.values.date}
          onValue={(value, dateReads) => form.set({ date: value, dateReads })}
        />
      ) : null}
      {act === "resume" ? null : (
        <Field
          id="medicine-reason"
          multiline
          autoFocus
          label={text(`medicines-${act}-reason`)}
          hint={text("chart-write-reason-hint")}
          error={reason ? text(reason.text, reason.args) : undefined}
          value={form.values.reason}
          onValue={(value) => form.set({ reason: value })}
        />
      )}
      {act === "stop" ? <p>{text("medicines-stop-lead")}</p> : null}
    </WritePanel>
  );
};

const Acting = ({ act, ...props }: WorkspaceProps & { act: Act }): ReactNode => (
  <OfLine args={props.args}>{(line) => <Form act={act} line={line} {...props} />}</OfLine>
);

export const Stop = (props: WorkspaceProps): ReactNode => <Acting act="stop" {...props} />;
export const Hold = (props: WorkspaceProps): ReactNode => <Acting act="hold" {...props} />;
export const Resume = (props: WorkspaceProps): ReactNode => <Acting act="resume" {...props} />;
