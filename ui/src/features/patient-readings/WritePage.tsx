import { type ReactNode, useContext, useEffect, useState } from "react";
import { Navigate, useNavigate, useParams } from "react-router";
import { type MessageId, Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { ErrorSummary } from "../../kit/ErrorSummary";
import { NowContext } from "../../kit/useFormat";
import { ProblemView } from "../../shell/problem/ProblemView";
import { QuestionPage } from "../../shell/QuestionPage";
import { useMe } from "../../shell/session";
import { type Fault, faultsOf, firstOpen, STEPS, type Step } from "./answers";
import { Check } from "./parts/Check";
import { Done } from "./parts/Done";
import { Question } from "./parts/Question";
import { type ReadingDraft, useReading } from "./useReading";

const stepOf = (word: string | undefined): Step | "done" =>
  word === "done" ? "done" : (STEPS.find((step) => step === word) ?? "upper");

const backOf = (step: Step): string => {
  const before = STEPS[STEPS.indexOf(step) - 1];
  return before ? `/readings/new/${before}` : "/readings";
};

const titleOf = (step: Step): MessageId => `patient-readings-${step}-question`;

interface StepViewProps {
  step: Step;
  draft: ReadingDraft;
  patient: string;
}

const StepView = ({ step, draft, patient }: StepViewProps): ReactNode => {
  const text = useText();
  const go = useNavigate();
  const now = useContext(NowContext);
  const [tried, setTried] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step starts without reproach
  useEffect(() => setTried(false), [step]);
  const faults: Fault[] = tried ? faultsOf(step, draft.answers, now()) : [];
  const next = async (): Promise<void> => {
    setTried(true);
    if (faultsOf(step, draft.answers, now()).length > 0) return;
    const after = STEPS[STEPS.indexOf(step) + 1];
    if (after) void go(`/readings/new/${after}`);
    else if (await draft.send(patient)) void go("/readings/new/done", { replace: true });
  };
  return (
    <QuestionPage
      title={text(titleOf(step))}
      back={backOf(step)}
      backLabel={text("patient-readings-back")}
      step={text("patient-readings-step", { step: STEPS.indexOf(step) + 1, steps: STEPS.length })}
      onSubmit={() => void next()}
      foot={
        <ActionButton type="submit" kind="primary" wide>
          <Text id={step === "check" ? "patient-readings-send" : "patient-readings-next"} />
        </ActionButton>
      }
    >
      <ErrorSummary
        title={text("patient-readings-error-list")}
        errors={faults.map(({ field, id, args }) => ({ field: `reading-${field}`, message: text(id, args) }))}
      />
      {draft.found ? (
        <Callout kind="waiting" icon="disk" live="status">
          <Text id="patient-readings-draft" />
        </Callout>
      ) : null}
      {draft.problem ? <ProblemView problem={draft.problem} onAction={() => void next()} /> : null}
      {step === "check" ? (
        <Check answers={draft.answers} />
      ) : (
        <Question step={step} answers={draft.answers} faults={faults} set={draft.set} flush={draft.flush} />
      )}
    </QuestionPage>
  );
};

/** Writes one blood pressure: one question a page, then all answers, then where it is. */
export const Page = (): ReactNode => {
  const params = useParams();
  const { patient } = useMe();
  const now = useContext(NowContext);
  const draft = useReading();
  const step = stepOf(params["step"]);
  if (patient === null) return <Navigate to="/readings" replace />;
  if (step === "done") return <Done />;
  if (!draft.ready) return null;
  const open = firstOpen(draft.answers, now());
  // A later step cannot be reached before the ones it builds on are answered.
  if (STEPS.indexOf(step) > STEPS.indexOf(open)) return <Navigate to={`/readings/new/${open}`} replace />;
  return <StepView step={step} draft={draft} patient={patient} />;
};
