import { styled } from "@mui/material/styles";
import { type FormEvent, type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { ButtonRow } from "../../kit/ButtonRow";
import type { Problem } from "../../rpc/gen";
import { attempt } from "../../shell/door";
import { tell } from "../../shell/notices";
import { Page as Screen } from "../../shell/Page";
import { ProblemView } from "../../shell/problem/ProblemView";
import { SecretField } from "./SecretField";

const Form = styled("form")({ display: "grid", gap: 16, maxInlineSize: 420 });

/** Signing in to the clinic's server again, so that sending goes on. The vault is open all the while. */
export const Page = (): ReactNode => {
  const text = useText();
  const go = useNavigate();
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setWrong(password === "" ? text("session-needed") : undefined);
    if (password === "" || busy) {
      return;
    }
    setBusy(true);
    setProblem(null);
    const answer = await attempt("sign_in", { password });
    setBusy(false);
    if ("ok" in answer) {
      tell("session-signed-in");
      void go(-1);
    } else if (answer.problem.code === "bad_credentials" || answer.problem.code === "wrong_password") {
      setWrong(text("session-password-wrong"));
    } else {
      setProblem(answer.problem);
    }
  };
  return (
    <Screen title={text("session-sign-in")} under={text("session-sign-in-why")}>
      <Form onSubmit={(event) => void submit(event)} noValidate>
        {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
        <SecretField
          label={text("session-password")}
          error={wrong}
          value={password}
          onValue={setPassword}
          autoComplete="current-password"
        />
        <ButtonRow>
          <ActionButton kind="primary" type="submit" notReady={busy ? text("session-signing-in") : null}>
            {text(busy ? "session-signing-in" : "session-sign-in-act")}
          </ActionButton>
        </ButtonRow>
      </Form>
    </Screen>
  );
};
