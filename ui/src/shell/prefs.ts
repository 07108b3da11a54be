/** When this device locks by itself. The look is the theme's own; nothing here is about a patient. */
import { useSyncExternalStore } from "react";

/** Choices of the idle lock, in minutes. */
export const IDLE_MINUTES: readonly number[] = [1, 5, 15, 30, 60, 240];
/** A device of one's own; a shared one is set to 5. */
export const IDLE_USUAL = 15;

const STORE = "satchel.idle";

/** What `kept` says; anything that is no choice counts as the usual one. */
export const readIdle = (kept: string | null): number => {
  const minutes = Number(kept ?? "");
  return IDLE_MINUTES.includes(minutes) ? minutes : IDLE_USUAL;
};

let idle: number | null = null;
const listeners = new Set<() => void>();

export const getIdle = (): number => {
  idle ??= readIdle(localStorage.getItem(STORE));
  return idle;
};

export const setIdle = (minutes: number): void => {
  idle = readIdle(String(minutes));
  localStorage.setItem(STORE, String(idle));
  for (const tell of listeners) {
    tell();
  }
};

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
/** Minutes without use after which the device locks. */
export const useIdleMinutes = (): number => useSyncExternalStore(subscribe, getIdle, getIdle);
