/** What is read out about sending: rarely, and at once only when a person must act. */
import { useEffect, useRef, useState } from "react";
import type { ChipWords } from "./words";

/** One message in this time, in ms; what comes faster is told by its last state. */
export const SAY_EVERY_MS = 10_000;

/** The two live regions' contents. */
export interface Said {
  polite: string;
  urgent: string;
}

/** Feeds the live regions from the chip. The first state of all is not told: it is there to be read. */
export const useSay = (words: ChipWords | null): Said => {
  const [said, setSaid] = useState<Said>({ polite: "", urgent: "" });
  const first = useRef(true);
  const last = useRef({ family: "", whole: "", at: Number.NEGATIVE_INFINITY });
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const whole = words?.whole ?? null;
  const family = words?.family ?? "";
  const urgent = words?.urgent ?? false;
  useEffect(() => {
    if (whole === null) {
      return;
    }
    if (timer.current !== null) {
      clearTimeout(timer.current);
      timer.current = null;
    }
    if (first.current && !urgent) {
      first.current = false;
      last.current = { family, whole, at: Number.NEGATIVE_INFINITY };
      return;
    }
    const again = !first.current && last.current.family === family;
    first.current = false;
    if (whole === last.current.whole) {
      return;
    }
    // A stop or a decision is told at once, but once: its numbers change without shouting again.
    if (urgent && !again) {
      last.current = { family, whole, at: last.current.at };
      setSaid((now) => ({ ...now, urgent: whole }));
      return;
    }
    const wait = Math.max(0, last.current.at + SAY_EVERY_MS - Date.now());
    const tell = (): void => {
      timer.current = null;
      last.current = { family, whole, at: Date.now() };
      setSaid((now) => ({ ...now, polite: whole }));
    };
    if (wait === 0) {
      tell();
    } else {
      timer.current = setTimeout(tell, wait);
    }
  }, [whole, family, urgent]);
  useEffect(
    () => () => {
      if (timer.current !== null) {
        clearTimeout(timer.current);
      }
    },
    [],
  );
  return said;
};
