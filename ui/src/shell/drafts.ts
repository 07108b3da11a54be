/** What was typed and not yet saved: kept each second in the vault, and at once when the screen goes away. */

/** Where drafts are kept; on a device the vault, on the web nowhere but in memory. */
export interface DraftStore {
  get: (key: string) => Promise<{ body: string | null; at: number | null }>;
  put: (key: string, body: string) => Promise<void>;
  remove: (key: string) => Promise<void>;
}

/** How long typing may go on before it is kept, in ms. */
export const KEEP_MS = 1000;

interface Waiting {
  body: string;
  timer: ReturnType<typeof setTimeout> | null;
  /** Whose it is: it is never written into another person's vault. */
  owner: string;
}

const waiting = new Map<string, Waiting>();
const keptAt = new Map<string, number>();
const chains = new Map<string, Promise<unknown>>();
const listeners = new Set<() => void>();
let store: DraftStore | null = null;
let owner = "";

const announce = (): void => {
  for (const tell of listeners) {
    tell();
  }
};

/** One key, one thing at a time: a removal never overtakes the keeping before it. */
const inOrder = <T>(key: string, act: () => Promise<T>): Promise<T> => {
  const before = chains.get(key) ?? Promise.resolve();
  const after = before.then(act, act);
  chains.set(
    key,
    after.catch(() => undefined),
  );
  return after;
};

/** Says where drafts go from now on and whose they are. What could not be kept before is kept now, if it is theirs. */
export const openDrafts = (next: DraftStore, who: string): void => {
  store = next;
  owner = who;
  for (const [key, one] of waiting) {
    if (one.owner === who) {
      void keep(key);
    }
  }
};

/** Listens for "kept" and "failed". */
export const onDrafts = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => listeners.delete(tell);
};

/** When the draft was last kept, as ms since 1970. */
export const draftKeptAt = (key: string): number | null => keptAt.get(key) ?? null;
/** Whether something typed is not kept yet. */
export const draftWaits = (key: string): boolean => waiting.has(key);

const keep = async (key: string): Promise<void> => {
  const one = waiting.get(key);
  if (!one || !store || one.owner !== owner) {
    return;
  }
  if (one.timer !== null) {
    clearTimeout(one.timer);
    one.timer = null;
  }
  const { body } = one;
  const where = store;
  try {
    await inOrder(key, () => where.put(key, body));
    // Typed on meanwhile: the newer text waits for its own turn.
    if (waiting.get(key)?.body === body) {
      waiting.delete(key);
    }
    keptAt.set(key, Date.now());
  } catch {
    // It stays in memory and goes with the next keystroke, flush or unlock of the same person.
  }
  announce();
};

/** Remembers `body`; the vault has it within a second. */
export const typeDraft = (key: string, body: string): void => {
  const before = waiting.get(key);
  if (before) {
    before.body = body;
    before.timer ??= setTimeout(() => void keep(key), KEEP_MS);
    return;
  }
  waiting.set(key, { body, owner, timer: setTimeout(() => void keep(key), KEEP_MS) });
};

/** What was typed, also what is not kept yet. */
export const readDraft = async (key: string): Promise<string | null> => {
  const one = waiting.get(key);
  if (one && one.owner === owner) {
    return one.body;
  }
  const where = store;
  if (!where) {
    return null;
  }
  const { body, at } = await inOrder(key, () => where.get(key));
  if (at !== null) {
    keptAt.set(key, at);
  }
  return body;
};

/** Forgets a draft: it was saved as a change, or thrown away. */
export const dropDraft = async (key: string): Promise<void> => {
  const one = waiting.get(key);
  if (one?.timer) {
    clearTimeout(one.timer);
  }
  waiting.delete(key);
  keptAt.delete(key);
  const where = store;
  if (where) {
    await inOrder(key, () => where.remove(key));
  }
  announce();
};

/** Keeps everything typed now; before a lock, on blur, when the page hides or closes. */
export const flushDrafts = async (): Promise<void> => {
  await Promise.all([...waiting.keys()].map(keep));
};

/** Keeps one draft now. */
export const flushDraft = (key: string): Promise<void> => keep(key);

/** Everything being typed in the forms now open, as text to paste elsewhere; empty where there is nothing. */
export const typedTexts = async (): Promise<string> => {
  const keys = new Set([...waiting.keys(), ...keptAt.keys()]);
  const bodies = await Promise.all([...keys].map((key) => readDraft(key).catch(() => null)));
  return bodies
    .filter((body): body is string => body !== null)
    .map(readable)
    .join("\n\n");
};

/** The values of a kept form without its names: what a person typed. */
const readable = (body: string): string => {
  const lines: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === "string" && value.trim() !== "") {
      lines.push(value);
    } else if (typeof value === "object" && value !== null) {
      Object.values(value).forEach(walk);
    }
  };
  try {
    walk(JSON.parse(body));
  } catch {
    return body;
  }
  return lines.join("\n");
};
