import { styled } from "@mui/material/styles";
import { type ReactNode, useContext, useState } from "react";
import { useNavigate } from "react-router";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import type { Problem } from "../../rpc/gen";
import { color, type } from "../../theme/vars";
import { refreshAll } from "../refresh";
import { SessionContext } from "../session";
import { type Fix, fixLabel, fixOf, fixPlace } from "./fixes";
import { copyText, reportText } from "./report";
import { errorNext, errorText, NO_ARGS } from "./words";

const Words = styled("span")({ display: "block" });
const Code = styled("span")({ ...type("micro"), display: "block", color: color.text.muted, marginBlockStart: 2 });

const argsOf = (problem: Problem): Record<string, string | number> => {
  const args: Record<string, string | number> = { ...NO_ARGS };
  for (const [name, value] of Object.entries(problem.args ?? {})) {
    if (typeof value === "string" || typeof value === "number") {
      args[name] = value;
    }
  }
  return args;
};

/** The words of a problem: what happened, and what to do. */
export const useProblemWords = (problem: Problem): { what: string; next: string } => {
  const text = useText();
  const args = argsOf(problem);
  return { what: text(errorText(problem.code), args), next: text(errorNext(problem.code), args) };
};

export interface ProblemViewProps {
  problem: Problem;
  /** Does what only the asking screen can do: try again, correct, show, addendum. Called for every other act too, before
   * the shell leads away, so that a dialog may close. */
  onAction?: (fix: Fix) => void;
}

/** What happened, why, what to do, one button that does it, the code. */
export const ProblemView = ({ problem, onAction }: ProblemViewProps): ReactNode => {
  const text = useText();
  const go = useNavigate();
  const session = useContext(SessionContext);
  const [copied, setCopied] = useState(false);
  const { what, next } = useProblemWords(problem);
  const fix = fixOf(problem.code);
  const act = (): void => {
    onAction?.(fix);
    const place = fixPlace(fix);
    if (fix === "sign_in" && session?.local === false) {
      // The server's pages have no vault to stay in: back to the sign-in.
      void session.lock();
    } else if (place !== null) {
      void go(place);
    } else if (fix === "back" && !onAction) {
      void go(-1);
    } else if (fix === "recover") {
      void go("/sign-in");
    } else if (fix === "copy") {
      const report = reportText([
        ["code", problem.code],
        ["incident", problem.incident],
        ["retry", problem.retry],
        ["app", document.title.split(" · ").at(-1)],
      ]);
      void copyText(report).then(setCopied);
    } else if (!onAction) {
      refreshAll();
    }
  };
  return (
    <Callout
      kind={problem.retry === "later" ? "waiting" : "stopped"}
      title={what}
      live="status"
      action={
        <ActionButton size="small" onClick={act}>
          {text(copied ? "shell-fix-copied" : fixLabel(fix))}
        </ActionButton>
      }
    >
      <Words>{next}</Words>
      <Code>{text("shell-problem-code", { code: problem.code, incident: problem.incident ?? "none" })}</Code>
    </Callout>
  );
};
