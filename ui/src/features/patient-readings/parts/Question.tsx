import { type ReactNode, useContext } from "react";
import { useText } from "../../../i18n/text";
import { ChoiceGroup } from "../../../kit/ChoiceGroup";
import { Field } from "../../../kit/Field";
import { NowContext } from "../../../kit/useFormat";
import { type Answers, exampleDay, type Fault } from "../answers";

export interface QuestionProps {
  step: "upper" | "lower" | "pulse" | "when";
  answers: Answers;
  faults: readonly Fault[];
  set: (patch: Partial<Answers>) => void;
  flush: () => void;
}

/** The words of a field's fault. */
const useFault = (faults: readonly Fault[]): ((field: keyof Answers) => string | undefined) => {
  const text = useText();
  return (field) => {
    const fault = faults.find((one) => one.field === field);
    return fault ? text(fault.id, fault.args) : undefined;
  };
};

const NumberQuestion = ({ step, answers, faults, set, flush }: QuestionProps): ReactNode => {
  const text = useText();
  const fault = useFault(faults);
  if (step === "when") return null;
  return (
    <Field
      id={`reading-${step}`}
      label={text(`patient-readings-${step}`)}
      hint={text(`patient-readings-${step}-hint`)}
      error={fault(step)}
      unit={text(step === "pulse" ? "patient-readings-beats" : "patient-readings-mmhg")}
      inputMode="numeric"
      autoComplete="off"
      value={answers[step]}
      onValue={(value) => set({ [step]: value })}
      onBlur={flush}
    />
  );
};

const When = ({ answers, faults, set, flush }: QuestionProps): ReactNode => {
  const text = useText();
  const fault = useFault(faults);
  const now = useContext(NowContext);
  const example = exampleDay(now());
  return (
    <>
      <ChoiceGroup
        id="reading-when"
        label={text("patient-readings-when")}
        hideLabel
        error={fault("when")}
        value={answers.when === "" ? null : answers.when}
        onValue={(value) => set({ when: value === "now" ? "now" : "earlier", at: String(now()) })}
        choices={[
          { value: "now", label: text("patient-readings-when-now") },
          { value: "earlier", label: text("patient-readings-when-earlier") },
        ]}
      />
      {answers.when === "earlier" ? (
        <>
          <Field
            id="reading-day"
            label={text("patient-readings-day")}
            hint={text("patient-readings-day-hint", { example })}
            error={fault("day")}
            inputMode="text"
            autoComplete="off"
            value={answers.day}
            onValue={(day) => set({ day })}
            onBlur={flush}
          />
          <Field
            id="reading-time"
            label={text("patient-readings-time")}
            hint={text("patient-readings-time-hint")}
            error={fault("time")}
            autoComplete="off"
            value={answers.time}
            onValue={(time) => set({ time })}
            onBlur={flush}
          />
        </>
      ) : null}
    </>
  );
};

/** The one answer of a step. */
export const Question = (props: QuestionProps): ReactNode =>
  props.step === "when" ? <When {...props} /> : <NumberQuestion {...props} />;
