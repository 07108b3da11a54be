/** Locks a device that nobody uses; tells so before. */
import { useEffect, useRef, useState } from "react";

/** How long before the lock the warning comes, in ms; half of the time where that is shorter. */
export const WARN_MS = 60_000;
const TICK_MS = 1000;
const USED = ["keydown", "pointerdown", "wheel", "touchstart"] as const;

export const warningOf = (limit: number): number => Math.min(WARN_MS, limit / 2);

/** Seconds left while the warning stands, else nothing. Calls `lock` once the time is over, also right after a sleep. */
export const useIdle = (minutes: number, lock: () => void): number | null => {
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef(lock);
  latest.current = lock;
  useEffect(() => {
    const limit = minutes * 60_000;
    let used = Date.now();
    let over = false;
    const touch = (): void => {
      used = Date.now();
      setLeft(null);
    };
    const look = (): void => {
      const rest = limit - (Date.now() - used);
      if (rest <= 0 && !over) {
        over = true;
        latest.current();
      }
      setLeft(rest > 0 && rest <= warningOf(limit) ? Math.ceil(rest / 1000) : null);
    };
    const timer = setInterval(look, TICK_MS);
    for (const name of USED) {
      window.addEventListener(name, touch, { capture: true, passive: true });
    }
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      for (const name of USED) {
        window.removeEventListener(name, touch, { capture: true });
      }
      document.removeEventListener("visibilitychange", look);
    };
  }, [minutes]);
  return left;
};
