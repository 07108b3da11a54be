/** An engine of answers, for tests of parts: what is not given is refused, so that a test cannot pass by accident. */
import type { Commands, CommandWord, Event, Problem } from "../gen";
import { isProblem, ProblemError, problemOf } from "../problem";
import type { Transport } from "./transport";

type Answer<C extends CommandWord> =
  | Commands[C]["reply"]
  | Problem
  | ((args: Commands[C]["args"]) => Commands[C]["reply"] | Problem | Promise<Commands[C]["reply"] | Problem>);

/** An answer for each command that the test allows: a reply, a problem, or a function of the arguments. */
export type Answers = { [C in CommandWord]?: Answer<C> };

/** One command that was asked. */
export interface AskedOnce {
  cmd: CommandWord;
  args: unknown;
}

export interface FakeTransport extends Transport {
  /** What was asked, in order. */
  asked: AskedOnce[];
  /** Arguments of every call of a command, in order. */
  argsOf: <C extends CommandWord>(cmd: C) => Commands[C]["args"][];
  /** Answers differently from now on. */
  answer: (answers: Answers) => void;
  /** Tells an event, as the engine would. */
  tell: (event: Event) => void;
}

export const fakeTransport = (answers: Answers = {}): FakeTransport => {
  let given: Answers = { ...answers };
  const asked: AskedOnce[] = [];
  const heard = new Set<(event: Event) => void>();
  return {
    asked,
    argsOf: (cmd) => asked.filter((one) => one.cmd === cmd).map(({ args }) => args as never),
    answer: (more) => {
      given = { ...given, ...more };
    },
    tell: (event) => {
      for (const tell of [...heard]) tell(event);
    },
    listen: (tell) => {
      heard.add(tell);
      return () => heard.delete(tell);
    },
    call: async (cmd, args) => {
      asked.push({ cmd, args });
      const answer: unknown = given[cmd];
      if (answer === undefined) {
        throw new ProblemError({ ...problemOf("not_found", "never"), args: { fake: cmd } });
      }
      const said: unknown = await (typeof answer === "function" ? answer(args) : answer);
      if (isProblem(said)) throw new ProblemError(said);
      // A copy each time, as over a real wire: nothing that a screen does changes the next answer.
      return structuredClone(said);
    },
  };
};
