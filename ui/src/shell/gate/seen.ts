/** What the lock screen may say of a vault: bare facts, and a name only of those who asked for it. */

export interface Seen {
  /** Set by the person in Settings; never by itself. */
  name?: string;
  /** Until when it can work offline, as last known, ms since 1970. */
  leaseUntil?: number;
  /** When it was locked. */
  lockedAt?: number;
}

const STORE = "satchel.seen";
const LAST = "satchel.last";

const all = (): Record<string, Seen> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, Seen>) : {};
  } catch {
    return {};
  }
};

export const seenOf = (vault: string): Seen => all()[vault] ?? {};

/** Adds to what is known of `vault`; `undefined` takes a fact away. */
export const noteSeen = (vault: string, facts: { [Name in keyof Seen]?: Seen[Name] | undefined }): void => {
  const known = all();
  known[vault] = JSON.parse(JSON.stringify({ ...known[vault], ...facts })) as Seen;
  localStorage.setItem(STORE, JSON.stringify(known));
};

/** The vault that was open last on this machine. */
export const lastVault = (): string | null => localStorage.getItem(LAST);
export const setLastVault = (vault: string): void => localStorage.setItem(LAST, vault);
