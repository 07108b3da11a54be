import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  type DraftStore,
  draftWaits,
  dropDraft,
  flushDrafts,
  KEEP_MS,
  openDrafts,
  readDraft,
  typeDraft,
  typedTexts,
} from "./drafts";

/** A vault that takes drafts, and can be shut. */
const vault = (): DraftStore & { kept: Map<string, string>; shut: boolean; calls: string[] } => {
  const self = {
    kept: new Map<string, string>(),
    shut: false,
    calls: [] as string[],
    get: async (key: string) => ({ body: self.kept.get(key) ?? null, at: self.kept.has(key) ? 5 : null }),
    put: async (key: string, body: string) => {
      self.calls.push(`put ${body}`);
      if (self.shut) {
        throw new Error("locked");
      }
      self.kept.set(key, body);
    },
    remove: async (key: string) => {
      self.calls.push("remove");
      self.kept.delete(key);
    },
  };
  return self;
};

let at = 0;
let key = "";
beforeEach(() => {
  vi.useFakeTimers();
  at += 1;
  key = `note:${at}`;
});
afterEach(() => vi.useRealTimers());

describe("what is typed", () => {
  it("is kept within a second, once for many keystrokes", async () => {
    const store = vault();
    openDrafts(store, "a");
    typeDraft(key, "B");
    typeDraft(key, "BP");
    await vi.advanceTimersByTimeAsync(KEEP_MS - 1);
    expect(store.calls).toEqual([]);
    typeDraft(key, "BP 120");
    await vi.advanceTimersByTimeAsync(1);
    expect(store.calls).toEqual(["put BP 120"]);
  });

  it("is kept at once when the page goes away", async () => {
    const store = vault();
    openDrafts(store, "a");
    typeDraft(key, "half");
    await flushDrafts();
    expect(store.kept.get(key)).toBe("half");
  });

  it("is read back before the vault has it", async () => {
    openDrafts(vault(), "a");
    typeDraft(key, "now");
    expect(await readDraft(key)).toBe("now");
  });

  it("outlives a lock that came before it was kept, and goes into the same person's vault", async () => {
    const store = vault();
    openDrafts(store, "a");
    typeDraft(key, "half");
    store.shut = true;
    await flushDrafts();
    expect(draftWaits(key)).toBe(true);
    store.shut = false;
    openDrafts(store, "a");
    await vi.advanceTimersByTimeAsync(0);
    expect(store.kept.get(key)).toBe("half");
  });

  it("never goes into another person's vault", async () => {
    const mine = vault();
    openDrafts(mine, "a");
    typeDraft(key, "about my patient");
    mine.shut = true;
    await flushDrafts();
    const other = vault();
    openDrafts(other, "b");
    await flushDrafts();
    await vi.advanceTimersByTimeAsync(KEEP_MS);
    expect(other.kept.size).toBe(0);
    expect(await readDraft(key)).toBeNull();
  });

  it("that was typed on while it was being kept is kept again", async () => {
    const store = vault();
    openDrafts(store, "a");
    typeDraft(key, "one");
    const flushing = flushDrafts();
    typeDraft(key, "one two");
    await flushing;
    await vi.advanceTimersByTimeAsync(KEEP_MS);
    expect(store.kept.get(key)).toBe("one two");
  });

  it("is gone once saved, and no late keeping brings it back", async () => {
    const store = vault();
    openDrafts(store, "a");
    typeDraft(key, "done");
    const flushing = flushDrafts();
    await dropDraft(key);
    await flushing;
    await vi.advanceTimersByTimeAsync(KEEP_MS * 2);
    expect(store.kept.has(key)).toBe(false);
  });

  it("can be copied as text when a screen stops", async () => {
    openDrafts(vault(), "a");
    typeDraft(key, JSON.stringify({ text: "Cough, 3 days", plan: { next: "review Monday" }, empty: "", count: 3 }));
    expect(await typedTexts()).toContain("Cough, 3 days\nreview Monday");
  });
});
