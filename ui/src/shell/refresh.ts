/** The cache of answers, as those may use it who do not own it; the surface does. */
interface Cache {
  /** Asks again for everything on screen. */
  refresh: () => void;
  /** Forgets every answer. */
  reset: () => void;
}

let cache: Cache = { refresh: () => undefined, reset: () => undefined };

export const setCache = (next: Cache): void => {
  cache = next;
};
export const refreshAll = (): void => cache.refresh();
export const resetCache = (): void => cache.reset();
