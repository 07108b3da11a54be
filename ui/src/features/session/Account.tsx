import { type FormEvent, type ReactNode, useState } from "react";
import type { MessageId } from "../../i18n/ids";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import { Field } from "../../kit/Field";
import type { Problem } from "../../rpc/gen";
import { attempt } from "../../shell/door";
import { holdGate } from "../../shell/gate/status";
import { ProblemView } from "../../shell/problem/ProblemView";
import { errorText } from "../../shell/problem/words";
import type { Invitation } from "./invitation";
import { Sheet } from "./parts";
import { SecretField } from "./SecretField";

/** Fewest letters of a password; the server's own rule says the same and more. */
export const PASSWORD_MIN = 15;

interface Values {
  login: string;
  password: string;
  again: string;
  machine: string;
}
type Errors = Partial<Record<keyof Values, MessageId>>;

const wrongOf = (values: Values): Errors => {
  const errors: Errors = {};
  if (values.login.trim() === "") {
    errors.login = "session-needed";
  }
  if (values.machine.trim() === "") {
    errors.machine = "session-needed";
  }
  if (Array.from(values.password).length < PASSWORD_MIN) {
    errors.password = "session-password-short";
  } else if (values.password !== values.again) {
    errors.again = "session-password-differs";
  }
  return errors;
};

const usualMachine = (): string => {
  const system = /Windows|Macintosh|Android|iPhone|iPad|Linux/.exec(navigator.userAgent)?.[0];
  return system === "Macintosh" ? "Mac" : (system ?? "");
};

interface Props {
  invitation: Invitation;
  joined: (recoveryCode: string) => void;
  back: () => void;
  /** The invitation itself is of no use: ask for another one. */
  again: (problem: Problem) => void;
}

const FIELD_OF: Record<string, keyof Values> = { login_taken: "login", weak_password: "password" };

/** Name, password, name of the machine. */
export const Account = ({ invitation, joined, back, again }: Props): ReactNode => {
  const text = useText();
  const [values, setValues] = useState<Values>({ login: "", password: "", again: "", machine: usualMachine() });
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const set = (name: keyof Values) => (value: string) => setValues((now) => ({ ...now, [name]: value }));
  const say = (name: keyof Values): string | undefined => {
    const id = errors[name];
    return id === undefined ? undefined : text(id);
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wrong = wrongOf(values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || busy) {
      return;
    }
    setBusy(true);
    // Joining opens the vault at once; the recovery code has to be seen before the screens are.
    holdGate(true);
    const { login, password, machine } = values;
    const answer = await attempt("join", {
      link: invitation.link,
      login: login.trim(),
      password,
      machine: machine.trim(),
    });
    setBusy(false);
    if ("ok" in answer) {
      joined(answer.ok.recovery_code);
      return;
    }
    holdGate(false);
    const { code } = answer.problem;
    const field = FIELD_OF[code];
    if (code === "invitation_invalid" || code === "invitation_expired") {
      again(answer.problem);
    } else if (field) {
      setErrors({ [field]: errorText(code) });
    } else {
      setProblem(answer.problem);
    }
  };
  return (
    <Sheet>
      <h1>{text("session-account")}</h1>
      {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={text("session-login")}
          hint={text("session-login-hint")}
          error={say("login")}
          value={values.login}
          onValue={set("login")}
          autoComplete="username"
          spellCheck={false}
          maxLength={64}
        />
        <SecretField
          label={text("session-password")}
          hint={text("session-password-hint")}
          error={say("password")}
          value={values.password}
          onValue={set("password")}
          shown={shown}
          onShown={setShown}
          autoComplete="new-password"
        />
        <SecretField
          label={text("session-password-again")}
          error={say("again")}
          value={values.again}
          onValue={set("again")}
          shown={shown}
          autoComplete="new-password"
        />
        <Field
          label={text("session-machine")}
          hint={text("session-machine-hint")}
          error={say("machine")}
          value={values.machine}
          onValue={set("machine")}
          maxLength={64}
        />
        <ButtonRow>
          <ActionButton kind="primary" type="submit" notReady={busy ? text("session-joining") : null}>
            {text(busy ? "session-joining" : "session-join")}
          </ActionButton>
          <ActionButton onClick={back}>{text("session-back")}</ActionButton>
        </ButtonRow>
      </form>
    </Sheet>
  );
};
