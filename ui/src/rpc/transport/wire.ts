/** JSON over HTTP, as both HTTP carriers speak it: how an answer is read, and how a stream of events is kept. */
import type { CommandWord, Event } from "../gen";
import { isProblem, ProblemError, problemOf } from "../problem";

/** What a carrier over HTTP needs to know. */
export interface Wire {
  /** Where commands go. */
  call: string;
  /** Where events come from. */
  events: string;
  /** Headers of every request. */
  headers: () => Record<string, string>;
  credentials: RequestCredentials;
}

const json = async (answer: Response): Promise<unknown> => {
  try {
    return await answer.json();
  } catch {
    // No Satchel engine answers without JSON: a proxy or another server does.
    throw new ProblemError(problemOf("wrong_address", "after_fix"));
  }
};

/** The longest body that may outlive its page, in characters: browsers allow 64 KiB of them, and a character takes up to four. */
const OUTLIVES_MAX = 16_000;

/** Asks and reads the answer. What was typed is still put away when the page goes away meanwhile. */
export const post = async (wire: Wire, cmd: CommandWord, args: unknown): Promise<unknown> => {
  const asked = JSON.stringify({ cmd, args });
  let answer: Response;
  try {
    answer = await fetch(wire.call, {
      method: "POST",
      headers: { "content-type": "application/json", ...wire.headers() },
      body: asked,
      keepalive: cmd === "draft_put" && asked.length <= OUTLIVES_MAX,
      credentials: wire.credentials,
      cache: "no-store",
    });
  } catch {
    throw new ProblemError(problemOf("offline"));
  }
  const body = await json(answer);
  if (answer.ok && typeof body === "object" && body !== null && "value" in body) {
    return body.value;
  }
  throw new ProblemError(isProblem(body) ? body : problemOf("wrong_address", "after_fix"));
};

/** The longest wait before the stream is opened again, in ms. */
const WAIT_MAX = 15_000;
const WAIT_MIN = 500;

/** The events of one chunk of a stream; what is not complete yet is handed back. */
export const eventsOf = (text: string): { events: Event[]; rest: string } => {
  const parts = text.replaceAll("\r\n", "\n").split("\n\n");
  const rest = parts.pop() ?? "";
  const events: Event[] = [];
  for (const part of parts) {
    const data = part
      .split("\n")
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart());
    // Comments keep a quiet stream open; they carry nothing.
    if (data.length > 0) {
      events.push(JSON.parse(data.join("\n")) as Event);
    }
  }
  return { events, rest };
};

const read = async (body: ReadableStream<Uint8Array>, tell: (event: Event) => void): Promise<void> => {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const got = eventsOf(rest + value);
    rest = got.rest;
    got.events.forEach(tell);
  }
};

/** A stream of events that opens itself again. */
export interface Stream {
  /** Resolves when the first try to open it ended, well or badly. */
  opened: Promise<void>;
  stop: () => void;
}

/** Keeps a stream of events open. After a gap it tells `lost`, for what happened meanwhile is not told again. */
export const keepEvents = (wire: Wire, tell: (event: Event) => void): Stream => {
  const ending = new AbortController();
  let wait = WAIT_MIN;
  let gap = false;
  let ready: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const once = async (): Promise<void> => {
    const answer = await fetch(wire.events, {
      headers: { accept: "text/event-stream", ...wire.headers() },
      credentials: wire.credentials,
      cache: "no-store",
      signal: ending.signal,
    });
    if (!answer.ok || !answer.body) {
      throw new ProblemError(problemOf("offline"));
    }
    if (gap) {
      tell({ event: "lost" });
    }
    wait = WAIT_MIN;
    ready();
    await read(answer.body, tell);
  };
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      try {
        await once();
      } catch {
        // Whatever ended it, it is opened again; calls say by themselves what is wrong.
      }
      gap = true;
      ready();
      await pause(wait, ending.signal);
      wait = Math.min(wait * 2, WAIT_MAX);
    }
  };
  void run();
  return { opened, stop: () => ending.abort() };
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
