/** The engine inside the app: one command and one event of Tauri. The window is known by its label, in Rust. */
import type { CommandWord, Event } from "../gen";
import { isProblem, ProblemError, problemOf } from "../problem";
import type { Transport } from "./transport";

/** What Tauri gives a page. */
export interface Ipc {
  invoke: (name: string, payload: Record<string, unknown>) => Promise<unknown>;
  /** Hears an event; answers how to stop once it is heard. */
  listen: (name: string, tell: (event: { payload: unknown }) => void) => Promise<() => void>;
}

const NAME = "call";
const EVENT = "core";

const refusal = (error: unknown): ProblemError => {
  if (isProblem(error)) return new ProblemError(error);
  return new ProblemError(problemOf("internal", "never"));
};

export const ipcTransport = (ready: Promise<Ipc>): Transport => {
  let hearing: Promise<unknown> = Promise.resolve();
  const call = async (cmd: CommandWord, args: unknown): Promise<unknown> => {
    await hearing;
    const { invoke } = await ready;
    try {
      const reply = await invoke(NAME, { command: args === undefined ? { cmd } : { cmd, args } });
      return (reply as { value: unknown }).value;
    } catch (error) {
      throw refusal(error);
    }
  };
  return {
    call,
    listen: (tell) => {
      let stopped = false;
      let stop: () => void = () => {
        stopped = true;
      };
      hearing = ready
        .then((ipc) => ipc.listen(EVENT, ({ payload }) => tell(payload as Event)))
        .then((end) => {
          stop = end;
          if (stopped) end();
        })
        .catch(() => undefined);
      return () => stop();
    },
  };
};
