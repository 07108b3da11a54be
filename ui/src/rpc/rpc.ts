/**
 * The one door: a command in, its reply or a problem out, and what became old told unasked.
 *
 * `connect` is called once, before anything is asked: events are heard before the first answer comes, so that nothing
 * that changes in between is missed.
 */
import type { Commands, CommandWord, Event } from "./gen";
import { ProblemError, problemOf } from "./problem";
import type { Transport } from "./transport/transport";

/** Arguments of a command, left out where it takes none. */
export type Args<C extends CommandWord> = Commands[C]["args"] extends undefined ? [] : [args: Commands[C]["args"]];

const listeners = new Set<(event: Event) => void>();
let transport: Transport | null = null;
let stop: () => void = () => undefined;

const tell = (event: Event): void => {
  for (const listener of [...listeners]) {
    listener(event);
  }
};

/** Opens the door over a carrier; one that was open before is left. Answers how to close it. */
export const connect = (next: Transport): (() => void) => {
  stop();
  transport = next;
  stop = next.listen(tell);
  return () => {
    if (transport === next) {
      stop();
      stop = () => undefined;
      transport = null;
    }
  };
};

/** Carries out a command; rejects with a `ProblemError`. */
export const call = async <C extends CommandWord>(cmd: C, ...args: Args<C>): Promise<Commands[C]["reply"]> => {
  if (!transport) {
    throw new ProblemError(problemOf("internal", "never"));
  }
  // The engine is written in the same words as these types; `gen` keeps them equal.
  return (await transport.call(cmd, args[0])) as Commands[C]["reply"];
};

/** Hears every event; answers how to stop. */
export const listen = (listener: (event: Event) => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
