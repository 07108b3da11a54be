/** What carries commands to an engine and events back. */
import type { CommandWord, Event } from "../gen";

export interface Transport {
  /** Carries out a command; answers the reply's value, or rejects with a `ProblemError`. */
  call: (cmd: CommandWord, args: unknown) => Promise<unknown>;
  /** Hears every event from now on; answers how to stop. Once only: the door keeps the listeners. */
  listen: (tell: (event: Event) => void) => () => void;
}
