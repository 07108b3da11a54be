/** Errors as they cross the door: one stable code each. */
import type { ErrorCode, Problem, Retry } from "./gen";

/** A refusal, for `throw`; the shape that components see is the problem alone. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

/** A problem that was found on this side. */
export const problemOf = (code: ErrorCode, retry: Retry = "later"): Problem => ({ code, retry });

export const isProblem = (value: unknown): value is Problem =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as { code?: unknown }).code === "string" &&
  typeof (value as { retry?: unknown }).retry === "string";

/** Whatever was thrown, as a problem; what is none of ours is a bug of ours. */
export const asProblem = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  return isProblem(error) ? error : problemOf("internal");
};
