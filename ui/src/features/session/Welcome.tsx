import { type FormEvent, type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Callout } from "../../kit/Callout";
import { Facts } from "../../kit/Facts";
import { Field } from "../../kit/Field";
import { Ltr } from "../../kit/Ltr";
import type { Problem } from "../../rpc/gen";
import { ProblemView } from "../../shell/problem/ProblemView";
import { Account } from "./Account";
import { type Invitation, readInvitation } from "./invitation";
import { Door, Sheet, Words } from "./parts";
import { RecoveryCode } from "./RecoveryCode";

const Ask = ({ done, wrong }: { done: (invitation: Invitation) => void; wrong: Problem | null }): ReactNode => {
  const text = useText();
  const [link, setLink] = useState("");
  const [error, setError] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const invitation = readInvitation(link);
    setError(invitation === null);
    if (invitation) {
      done(invitation);
    }
  };
  return (
    <Sheet>
      <h1>{text("session-welcome")}</h1>
      <p>{text("session-welcome-why")}</p>
      {wrong ? <ProblemView problem={wrong} onAction={() => undefined} /> : null}
      <form onSubmit={submit} noValidate>
        <Field
          label={text("session-link")}
          hint={text("session-link-hint")}
          error={error ? text("session-link-wrong") : undefined}
          value={link}
          onValue={setLink}
          spellCheck={false}
          autoComplete="off"
          multiline
        />
        <ButtonRow>
          <ActionButton kind="primary" type="submit">
            {text("session-next")}
          </ActionButton>
        </ButtonRow>
      </form>
    </Sheet>
  );
};

const Compare = ({ invitation, yes, no }: { invitation: Invitation; yes: () => void; no: () => void }): ReactNode => {
  const text = useText();
  const [stopped, setStopped] = useState(false);
  return (
    <Sheet>
      <h1>{text("session-compare")}</h1>
      <p>{text("session-compare-why")}</p>
      <Words aria-label={text("session-compare-words")} dir="ltr">
        {invitation.words}
      </Words>
      <Facts facts={[{ label: text("session-compare-address"), value: <Ltr>{invitation.address}</Ltr> }]} />
      {stopped ? (
        <Callout kind="stopped" title={text("session-compare-stop")} live="alert">
          {text("session-compare-stop-why")}
        </Callout>
      ) : null}
      <ButtonRow>
        <ActionButton kind="primary" onClick={yes}>
          {text("session-compare-yes")}
        </ActionButton>
        <ActionButton onClick={() => (stopped ? no() : setStopped(true))}>
          {text(stopped ? "session-back" : "session-compare-no")}
        </ActionButton>
      </ButtonRow>
    </Sheet>
  );
};

type Step =
  | { at: "ask" }
  | { at: "compare"; invitation: Invitation }
  | { at: "account"; invitation: Invitation }
  | { at: "code"; code: string };

/** Joining a clinic: the invitation, the words of its server, name and password, the recovery code. */
export const Welcome = ({ done }: { done: () => void }): ReactNode => {
  const [step, setStep] = useState<Step>({ at: "ask" });
  const [wrong, setWrong] = useState<Problem | null>(null);
  const start = (problem: Problem | null): void => {
    setWrong(problem);
    setStep({ at: "ask" });
  };
  return (
    <Door>
      {step.at === "ask" ? (
        <Ask wrong={wrong} done={(invitation) => setStep({ at: "compare", invitation })} />
      ) : step.at === "compare" ? (
        <Compare
          invitation={step.invitation}
          yes={() => setStep({ at: "account", invitation: step.invitation })}
          no={() => start(null)}
        />
      ) : step.at === "account" ? (
        <Account
          invitation={step.invitation}
          joined={(code) => setStep({ at: "code", code })}
          back={() => setStep({ at: "compare", invitation: step.invitation })}
          again={start}
        />
      ) : (
        <RecoveryCode code={step.code} done={done} />
      )}
    </Door>
  );
};
