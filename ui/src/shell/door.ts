/** The door as acts use it: an answer or a problem, never a throw. */
import type { Commands, CommandWord, Problem } from "../rpc/gen";
import { asProblem } from "../rpc/problem";
import { type Args, call } from "../rpc/rpc";

/** What an act came to. */
export type Outcome<C extends CommandWord> = { ok: Commands[C]["reply"] } | { problem: Problem };

/** Carries out a command and tells what it came to. */
export const attempt = async <C extends CommandWord>(cmd: C, ...args: Args<C>): Promise<Outcome<C>> => {
  try {
    return { ok: await call(cmd, ...args) };
  } catch (error) {
    return { problem: asProblem(error) };
  }
};
