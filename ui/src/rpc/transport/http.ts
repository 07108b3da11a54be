/** The engine of this machine over loopback (development and tests), and the server's own engine for the web. */
import type { Event } from "../gen";
import type { Transport } from "./transport";
import { keepEvents, post, type Stream, type Wire } from "./wire";

const over = (wire: Wire): Transport => {
  let stream: Stream | null = null;
  return {
    call: async (cmd, args) => {
      // Events are heard before the first answer: nothing falls between the two.
      await stream?.opened;
      return post(wire, cmd, args);
    },
    listen: (tell: (event: Event) => void) => {
      const kept = keepEvents(wire, tell);
      stream = kept;
      return () => {
        kept.stop();
        stream = null;
      };
    },
  };
};

/** The bridge's loopback carrier: a token in every request, and which page asks. */
export const loopbackTransport = (token: string, window: string, base = ""): Transport =>
  over({
    call: `${base}/call`,
    events: `${base}/events`,
    headers: () => ({ authorization: `Bearer ${token}`, "x-satchel-window": window }),
    credentials: "omit",
  });

/** The server's engine: the session is a cookie; the header says that a page of its own origin asks. */
export const serverTransport = (window: string, base = ""): Transport =>
  over({
    call: `${base}/api/v1/rpc`,
    events: `${base}/api/v1/rpc/events`,
    headers: () => ({ "x-satchel": "1", "x-satchel-window": window }),
    credentials: "same-origin",
  });
