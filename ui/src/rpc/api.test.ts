import { configureStore } from "@reduxjs/toolkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { api, follow, GATHER_MS, mutation, query } from "./api";
import type { Ids, Status } from "./gen";
import { problemOf } from "./problem";
import { connect } from "./rpc";
import { type FakeTransport, fakeTransport } from "./transport/fake";

const asked = api.injectEndpoints({
  endpoints: () => ({
    testStatus: query("status", () => [{ topic: "session" }]),
    testRounds: query("sync_rounds", () => [{ topic: "sync" }]),
    testThread: query("thread_get", (doc) => [{ topic: "document", id: doc }]),
    testDrafts: query("draft_list", () => [{ topic: "drafts" }]),
    testForget: mutation("draft_remove", (key) => (key === "loud" ? [{ topic: "drafts" }] : [])),
  }),
});

const LOCKED: Status = { state: "locked", vaults: [], me: null, version: "1" };

const makeStore = () =>
  configureStore({
    reducer: { [api.reducerPath]: api.reducer },
    middleware: (before) => before().concat(api.middleware),
  });

let store: ReturnType<typeof makeStore>;
let door: FakeTransport;
let stop: () => void;

const count = (cmd: string): number => door.asked.filter((one) => one.cmd === cmd).length;
/** Lets every answer that is under way arrive. */
const settle = async (): Promise<void> => {
  await Promise.all(store.dispatch(api.util.getRunningQueriesThunk()));
};

/** The same, of what is gathered before it is asked for. */
const gathered = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(GATHER_MS);
  await settle();
};

beforeEach(() => {
  vi.useFakeTimers();
  door = fakeTransport({
    status: LOCKED,
    draft_list: { drafts: [] },
    draft_remove: { drafts: [] },
    sync_rounds: { rounds: [] },
    thread_get: (doc) => ({ doc, entries: [] }),
  });
  connect(door);
  store = makeStore();
  stop = follow(store.dispatch);
});

afterEach(() => {
  stop();
  store.dispatch(api.util.resetApiState());
  vi.useRealTimers();
});

describe("the cache of answers", () => {
  it("asks again for what an event names, and for nothing else", async () => {
    await store.dispatch(asked.endpoints.testThread.initiate("a"));
    await store.dispatch(asked.endpoints.testThread.initiate("b"));
    door.tell({ event: "changed", value: [{ topic: "document", id: "a" }] });
    await settle();
    expect(door.argsOf("thread_get")).toEqual(["a", "b", "a"]);
  });

  it("gathers what is only news around the screen, and asks once", async () => {
    await store.dispatch(asked.endpoints.testRounds.initiate());
    for (let n = 0; n < 3; n += 1) {
      door.tell({ event: "changed", value: [{ topic: "pending" }, { topic: "sync" }] });
    }
    await settle();
    expect(count("sync_rounds")).toBe(1);
    await gathered();
    expect(count("sync_rounds")).toBe(2);
  });

  it("asks for gathered news with the next that does not wait, and then no more", async () => {
    await store.dispatch(asked.endpoints.testRounds.initiate());
    await store.dispatch(asked.endpoints.testThread.initiate("a"));
    door.tell({ event: "changed", value: [{ topic: "sync" }] });
    door.tell({ event: "changed", value: [{ topic: "document", id: "a" }] });
    await settle();
    expect([count("sync_rounds"), count("thread_get")]).toEqual([2, 2]);
    await gathered();
    expect(count("sync_rounds")).toBe(2);
  });

  it("asks for nothing more once it is left", async () => {
    await store.dispatch(asked.endpoints.testRounds.initiate());
    door.tell({ event: "changed", value: [{ topic: "sync" }] });
    stop();
    await gathered();
    expect(count("sync_rounds")).toBe(1);
  });

  it("asks again for everything after events were lost", async () => {
    await store.dispatch(asked.endpoints.testThread.initiate("a"));
    await store.dispatch(asked.endpoints.testDrafts.initiate());
    door.tell({ event: "lost" });
    await settle();
    expect([count("thread_get"), count("draft_list")]).toEqual([2, 2]);
  });

  it("forgets every answer when the session changes", async () => {
    await store.dispatch(asked.endpoints.testThread.initiate("a"));
    door.tell({ event: "changed", value: [{ topic: "session" }, { topic: "sync" }] });
    expect(asked.endpoints.testThread.select("a")(store.getState()).data).toBeUndefined();
  });

  it("hands a refusal on as the problem it is", async () => {
    door.answer({ thread_get: problemOf("not_found", "never") });
    const { error } = await store.dispatch(asked.endpoints.testThread.initiate("a"));
    expect(error).toEqual({ code: "not_found", retry: "never" });
  });

  it("makes old what an act names, once it succeeded", async () => {
    await store.dispatch(asked.endpoints.testDrafts.initiate());
    await store.dispatch(asked.endpoints.testForget.initiate("quiet"));
    await settle();
    expect(count("draft_list")).toBe(1);
    await store.dispatch(asked.endpoints.testForget.initiate("loud"));
    await settle();
    expect(count("draft_list")).toBe(2);
  });

  it("leaves the arguments out where there are none", async () => {
    await store.dispatch(asked.endpoints.testStatus.initiate());
    expect(door.asked[0]).toEqual({ cmd: "status", args: undefined });
  });
});

describe("the fake engine", () => {
  it("refuses what a test did not give, and says what it was", async () => {
    await expect(door.call("sync_now", undefined)).rejects.toMatchObject({
      problem: { code: "not_found", args: { fake: "sync_now" } },
    });
  });

  it("answers with a copy, so that no screen changes the next answer", async () => {
    const first = (await door.call("status", undefined)) as Status;
    first.vaults.push({ vault: "v", unsent: 1 });
    expect(await door.call("status", undefined)).toEqual(LOCKED);
  });

  it("answers by the arguments where it is given a function", async () => {
    door.answer({ new_ids: ({ count: n }): Ids => ({ ids: Array.from({ length: n }, (_, i) => `id-${i}`) }) });
    expect(await door.call("new_ids", { count: 2 })).toEqual({ ids: ["id-0", "id-1"] });
  });
});
