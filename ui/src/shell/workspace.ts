/** The panel at the end side: which one is open and with what. It stays while the chart beside it is read. */
import { useCallback, useMemo, useSyncExternalStore } from "react";

/** The open panel. `args` holds opaque ids, so that it may outlive a lock and a reload. */
export interface OpenWorkspace {
  kind: string;
  args: Record<string, string>;
}

/** What a screen can do with the panel. */
export interface Workspace {
  current: OpenWorkspace | null;
  open: (kind: string, args?: Record<string, string>) => void;
  close: () => void;
}

const STORE = "satchel.workspace";
const listeners = new Set<() => void>();

const isOpen = (value: unknown): value is OpenWorkspace =>
  typeof value === "object" && value !== null && "kind" in value && "args" in value && typeof value.kind === "string";

const kept = (): OpenWorkspace | null => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(STORE) ?? "null");
    return isOpen(value) ? value : null;
  } catch {
    return null;
  }
};

let current: OpenWorkspace | null = kept();

/** Opens a panel, or closes it with `null`. */
export const setWorkspace = (next: OpenWorkspace | null): void => {
  current = next;
  if (next) {
    sessionStorage.setItem(STORE, JSON.stringify(next));
  } else {
    sessionStorage.removeItem(STORE);
  }
  for (const tell of listeners) {
    tell();
  }
};

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** The panel. `open("dose", { patient, line })` shows the workspace that a feature registered under that word. */
export const useWorkspace = (): Workspace => {
  const now = useSyncExternalStore(
    subscribe,
    () => current,
    () => current,
  );
  const open = useCallback((kind: string, args: Record<string, string> = {}) => setWorkspace({ kind, args }), []);
  const close = useCallback(() => setWorkspace(null), []);
  return useMemo(() => ({ current: now, open, close }), [now, open, close]);
};
