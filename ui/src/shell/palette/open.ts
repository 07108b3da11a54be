/** Whether the palette or the list of keys is open; one of them at most. */
import { useSyncExternalStore } from "react";

export type Over = "palette" | "keys" | null;

let over: Over = null;
const listeners = new Set<() => void>();

export const setOver = (next: Over): void => {
  over = next;
  for (const tell of listeners) {
    tell();
  }
};
export const openPalette = (): void => setOver("palette");
export const openKeys = (): void => setOver("keys");

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
export const useOver = (): Over =>
  useSyncExternalStore(
    subscribe,
    () => over,
    () => over,
  );
