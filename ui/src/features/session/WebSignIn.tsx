import { type FormEvent, type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { Field } from "../../kit/Field";
import type { Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { openSession, type WebSession } from "../../rpc/webSession";
import { ProblemView } from "../../shell/problem/ProblemView";
import type { Surface } from "../../shell/surface";
import { Door, Sheet } from "./parts";
import { SecretField } from "./SecretField";

interface Props {
  signedIn: (session: WebSession) => void;
  surface: Surface;
}

/** Signing in on the server's own page. */
export const WebSignIn = ({ signedIn, surface }: Props): ReactNode => {
  const text = useText();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const [empty, setEmpty] = useState(false);
  const [elsewhere, setElsewhere] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const missing = login.trim() === "" || password === "";
    setEmpty(missing);
    if (missing || busy) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const session = await openSession(login.trim(), password);
      // The other surface has its own page; what this one would show is refused to that person.
      if (session.surface === surface) {
        signedIn(session);
      } else {
        setElsewhere(true);
      }
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  const refused = problem?.code === "bad_credentials" ? text("error-bad-credentials") : undefined;
  const needed = (value: string): string | undefined => (empty && value === "" ? text("session-needed") : undefined);
  return (
    <Door>
      <Sheet>
        <h1>{text("session-sign-in-web")}</h1>
        <p>{text("session-sign-in-web-why")}</p>
        {elsewhere ? (
          <Callout kind="needs" live="status">
            {text(surface === "admin" ? "session-not-admin" : "session-not-patient")}
          </Callout>
        ) : null}
        {problem && !refused ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Field
            label={text("session-login")}
            error={needed(login.trim())}
            value={login}
            onValue={setLogin}
            autoComplete="username"
            spellCheck={false}
            maxLength={64}
          />
          <SecretField
            label={text("session-password")}
            error={refused ?? needed(password)}
            value={password}
            onValue={setPassword}
            autoComplete="current-password"
          />
          <ActionButton kind="primary" type="submit" wide notReady={busy ? text("session-signing-in") : null}>
            {text(busy ? "session-signing-in" : "session-sign-in-act")}
          </ActionButton>
        </form>
      </Sheet>
    </Door>
  );
};
