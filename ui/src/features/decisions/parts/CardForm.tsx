import { styled } from "@mui/material/styles";
import { type ReactNode, useRef } from "react";
import { type MessageId, type Say, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { ButtonRow } from "../../../kit/ButtonRow";
import { Callout } from "../../../kit/Callout";
import { DateField } from "../../../kit/DateField";
import { ErrorSummary } from "../../../kit/ErrorSummary";
import { Field } from "../../../kit/Field";
import { useFormat } from "../../../kit/useFormat";
import { keyLabel, useKey, useKeyTable } from "../../../shell/keys";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { setWorkspace } from "../../../shell/workspace";
import { color, size, type } from "../../../theme/vars";
import { type Missing, missingOf } from "../choice";
import type { Dispute } from "../dispute";
import type { Deciding } from "../useDecision";
import { inside, useWords } from "../words";
import { DoseForm } from "./DoseForm";
import { Options } from "./Options";

const Form = styled("form")({
  display: "grid",
  gap: 12,
  padding: `16px ${size.padding}`,
  borderBlockStart: `1px solid ${color.border.rule}`,
  background: color.surface.sheet,
  "@media (min-width: 1024px) and (min-height: 700px)": { position: "sticky", insetBlockEnd: 0, zIndex: 2 },
});
const Foot = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: "8px 16px",
  "& > p": { ...type("small"), flex: "1 1 18em", margin: 0, color: color.text.muted },
});

const FIELD: Readonly<Record<string, string>> = {
  choice: "decision-choice",
  reason: "decision-reason",
  date: "decision-stop",
};

const holdsId = (dispute: Dispute): MessageId => {
  if (!dispute.holds) return "decisions-holds-none";
  return dispute.root === "medicines" ? "decisions-holds-medicine" : "decisions-holds-weight";
};

/** What waits, in words, and since when a draft of the choice is kept. */
const Waits = ({ dispute, deciding }: { dispute: Dispute; deciding: Deciding }): ReactNode => {
  const text = useText();
  const format = useFormat();
  return (
    <p>
      {text(holdsId(dispute), { what: inside(dispute.label) })}
      {deciding.keptAt === null ? null : <> {text("decisions-draft", { time: format.clock(deciding.keptAt) })}</>}
    </p>
  );
};

const errorsOf = (missing: readonly Missing[], say: Say): { field: string; message: string }[] =>
  missing.map((one) => ({ field: FIELD[one] ?? "decision-choice", message: say(`decisions-missing-${one}`) }));

export interface CardFormProps {
  dispute: Dispute;
  deciding: Deciding;
  onLater: () => void;
  onSigned: () => void;
}

/** The choice, its reason, signing it. */
export const CardForm = ({ dispute, deciding, onLater, onSigned }: CardFormProps): ReactNode => {
  const text = useText();
  const words = useWords(dispute);
  useKeyTable();
  const { made, missing, set } = deciding;
  const sign = (): void => {
    void deciding.sign().then((signed) => {
      if (signed) onSigned();
    });
  };
  const form = useRef<HTMLFormElement>(null);
  // A panel may be open beside the card: a key that is pressed while something is typed there is meant for it.
  const elsewhere = (event: KeyboardEvent): HTMLFormElement | null => {
    const found = event.target instanceof Element ? event.target.closest("form") : null;
    return found === form.current ? null : found;
  };
  useKey("save", (event) => {
    const other = elsewhere(event);
    if (other) other.requestSubmit();
    else sign();
  });
  useKey("close", (event) => (elsewhere(event) ? setWorkspace(null) : onLater()));
  const ready = missingOf(dispute, made).length === 0;
  return (
    <Form
      ref={form}
      aria-label={text("decisions-yours")}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        sign();
      }}
      onBlur={deciding.flush}
    >
      {deciding.changed ? (
        <Callout kind="needs" title={text("decisions-changed-title")} live="alert">
          {text("decisions-changed-why")}
        </Callout>
      ) : null}
      {deciding.problem ? <ProblemView problem={deciding.problem} /> : null}
      <ErrorSummary errors={errorsOf(missing, text)} title={text("decisions-missing")} />
      <div>
        <Options dispute={dispute} made={made} missing={missing} onChoice={(choice) => set({ choice })} />
        {made.choice === "other" ? (
          <DoseForm dispute={dispute} entry={made.dose} missing={missing} onEntry={(dose) => set({ dose })} />
        ) : null}
      </div>
      {made.choice === "stop" ? (
        <DateField
          id="decision-stop"
          label={text("decisions-stop-date")}
          hint={text("decisions-stop-base", { dose: dispute.base ? words.whole(dispute.base.value) : "" })}
          value={made.stop}
          onValue={(stop) => set({ stop })}
          {...(missing.includes("date") ? { error: text("decisions-missing-date") } : {})}
        />
      ) : null}
      <Field
        id="decision-reason"
        label={text("decisions-reason")}
        needed
        autoComplete="off"
        value={made.reason}
        onValue={(reason) => set({ reason })}
        {...(missing.includes("reason") ? { error: text("decisions-missing-reason") } : {})}
      />
      <Foot>
        <Waits dispute={dispute} deciding={deciding} />
        <ButtonRow end>
          <ActionButton keys={keyLabel("close")} onClick={onLater}>
            {text("decisions-later-button")}
          </ActionButton>
          <ActionButton kind={ready ? "primary" : "plain"} keys={keyLabel("save")} onClick={sign}>
            {text("decisions-sign")}
          </ActionButton>
        </ButtonRow>
      </Foot>
    </Form>
  );
};
