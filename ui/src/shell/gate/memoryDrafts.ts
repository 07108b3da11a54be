import type { DraftStore } from "../drafts";

/** Drafts where there is no vault: they live as long as the page. A browser keeps no health data. */
export const memoryDrafts = (): DraftStore => {
  const kept = new Map<string, string>();
  return {
    get: async (key) => ({ body: kept.get(key) ?? null, at: null }),
    put: async (key, body) => {
      kept.set(key, body);
    },
    remove: async (key) => {
      kept.delete(key);
    },
  };
};
