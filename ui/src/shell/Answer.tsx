import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../i18n/text";
import { Skeleton } from "../kit/Skeleton";
import type { Problem } from "../rpc/gen";
import { size } from "../theme/vars";
import { ProblemView } from "./problem/ProblemView";

const Inset = styled("div")({ "&[data-inset]": { padding: size.padding } });

/** What a query hook gives. */
export interface Asked<T> {
  data?: T | undefined;
  error?: unknown;
  refetch: () => unknown;
}

const isProblem = (error: unknown): error is Problem =>
  typeof error === "object" && error !== null && "code" in error && "retry" in error;

/** The problem behind a failed answer; what is no Problem of ours is an internal one. */
export const problemOf = (error: unknown): Problem | null => {
  if (error === undefined || error === null) return null;
  return isProblem(error) ? error : { code: "internal", retry: "later" };
};

export interface AnswerProps<T> {
  asked: Asked<T>;
  /** True for what only the server has: waiting is shown, in the size of the answer. */
  remote?: boolean;
  /** True where the page draws its own edges: what is no answer gets a margin. */
  inset?: boolean;
  children: (data: T) => ReactNode;
}

/** What was asked: the answer, the wait, or what went wrong. An answer that is there stays, also when asking anew fails. */
export const Answer = <T,>({ asked, remote = false, inset = false, children }: AnswerProps<T>): ReactNode => {
  const text = useText();
  const problem = problemOf(asked.error);
  const edge = inset ? { "data-inset": "" } : {};
  return (
    <>
      {problem ? (
        <Inset {...edge}>
          <ProblemView
            problem={problem}
            onAction={(fix) => {
              if (fix === "retry" || fix === "show" || fix === "correct") asked.refetch();
            }}
          />
        </Inset>
      ) : null}
      {asked.data !== undefined ? children(asked.data) : null}
      {asked.data === undefined && !problem && remote ? (
        <Inset {...edge}>
          <Skeleton label={text("kit-loading")} lines={6} />
        </Inset>
      ) : null}
    </>
  );
};
