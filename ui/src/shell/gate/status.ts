/** Where the session stands, as the engine says it; the screens follow. */
import { useSyncExternalStore } from "react";
import type { Problem, Status } from "../../rpc/gen";
import { attempt } from "../door";
import { openDrafts } from "../drafts";
import { dismissNote } from "../notices";
import { setOver } from "../palette/open";
import { setWorkspace } from "../workspace";
import { lastVault, noteSeen, setLastVault } from "./seen";
import { vaultDrafts } from "./vaultDrafts";

/** What the gate shows. `null` until the engine answered for the first time. */
export interface GateState {
  status: Status | null;
  /** The engine did not answer. */
  problem: Problem | null;
  /** The screen that is up must be finished first: the recovery code of a fresh join is shown once. */
  held: boolean;
  /** Somebody's work waits behind the lock, in this run of the app. */
  kept: boolean;
}

let state: GateState = { status: null, problem: null, held: false, kept: false };
const listeners = new Set<() => void>();
const set = (change: Partial<GateState>): void => {
  state = { ...state, ...change };
  for (const tell of listeners) {
    tell();
  }
};

/** Somebody came in: what they type is theirs, and what another one had open is closed. */
const cameIn = (vault: string): void => {
  openDrafts(vaultDrafts, vault);
  const before = lastVault();
  if (before !== null && before !== vault) {
    setWorkspace(null);
    window.location.hash = "#/";
  }
  setLastVault(vault);
};

/** The vault was closed: no note of it stays; the gate empties the cache once the screens are gone. Place and panel stay,
 * as opaque ids. */
const wentOut = (vault: string): void => {
  noteSeen(vault, { lockedAt: Date.now() });
  setOver(null);
  dismissNote();
};

const follow = (next: Status): void => {
  const before = state.status?.me?.vault ?? null;
  const now = next.me?.vault ?? null;
  if (now !== null && now !== before) {
    cameIn(now);
  }
  set({ status: next, problem: null, kept: state.kept || (before !== null && now === null) });
  if (before !== null && now !== before) {
    wentOut(before);
  }
};

let asking: Promise<void> | null = null;
let again = false;

/** Asks the engine where the session stands; asked again meanwhile, it asks once more. */
export const askStatus = (): Promise<void> => {
  if (asking) {
    again = true;
    return asking;
  }
  const question = attempt("status").then((answer) => {
    asking = null;
    if ("ok" in answer) {
      follow(answer.ok);
    } else {
      set({ problem: answer.problem });
    }
    if (again) {
      again = false;
      return askStatus();
    }
    return undefined;
  });
  asking = question;
  return question;
};

/** Keeps the screen that is up, whatever the session does. */
export const holdGate = (held: boolean): void => set({ held });

/** Back to the beginning; for tests, which share the module. */
export const forgetStatus = (): void => set({ status: null, problem: null, held: false, kept: false });

const subscribe = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};
export const useGateState = (): GateState =>
  useSyncExternalStore(
    subscribe,
    () => state,
    () => state,
  );
