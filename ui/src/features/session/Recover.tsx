import { type FormEvent, type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Field } from "../../kit/Field";
import type { Problem } from "../../rpc/gen";
import { attempt } from "../../shell/door";
import { ProblemView } from "../../shell/problem/ProblemView";
import { PASSWORD_MIN } from "./Account";
import { SecretField } from "./SecretField";

/** Opening a vault with its recovery code, which sets a new password. */
export const Recover = ({ vault, back }: { vault: string; back: () => void }): ReactNode => {
  const text = useText();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const [errors, setErrors] = useState<{ code?: string; password?: string }>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const short = Array.from(password).length < PASSWORD_MIN;
    setErrors({
      ...(code.trim() === "" ? { code: text("session-needed") } : {}),
      ...(short ? { password: text("session-password-short") } : {}),
    });
    if (code.trim() === "" || short || busy) {
      return;
    }
    setBusy(true);
    setProblem(null);
    const answer = await attempt("unlock_recovery", { vault, code: code.trim(), password });
    setBusy(false);
    if ("problem" in answer) {
      if (answer.problem.code === "wrong_password") {
        setErrors({ code: text("session-recovery-wrong") });
      } else if (answer.problem.code === "weak_password") {
        setErrors({ password: text("error-weak-password") });
      } else {
        setProblem(answer.problem);
      }
    }
  };
  return (
    <>
      <h1>{text("session-recovery-new")}</h1>
      {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
      <form onSubmit={(event) => void submit(event)} noValidate>
        <Field
          label={text("session-recovery")}
          hint={text("session-recovery-hint")}
          error={errors.code}
          value={code}
          onValue={setCode}
          autoComplete="off"
          spellCheck={false}
          autoFocus
        />
        <SecretField
          label={text("session-password-new")}
          hint={text("session-password-hint")}
          error={errors.password}
          value={password}
          onValue={setPassword}
          autoComplete="new-password"
        />
        <ActionButton kind="primary" type="submit" wide notReady={busy ? text("session-unlocking") : null}>
          {text(busy ? "session-unlocking" : "session-recovery-open")}
        </ActionButton>
        <ActionButton wide onClick={back}>
          {text("session-recovery-back")}
        </ActionButton>
      </form>
    </>
  );
};
