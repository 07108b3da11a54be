import { act, renderHook, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { openDrafts } from "./drafts";
import { memoryDrafts } from "./gate/memoryDrafts";
import { useDraft } from "./useDraft";

let at = 0;
let key = "";
beforeEach(() => {
  at += 1;
  key = `form:${at}`;
  openDrafts(memoryDrafts(), `person-${at}`);
});

describe("a half-written form", () => {
  it("starts empty where nothing was kept", async () => {
    const { result } = renderHook(() => useDraft<{ dose: string }>(key));
    expect(result.current.value).toBeUndefined();
    await waitFor(() => expect(result.current.value).toBeNull());
  });

  it("is there again after the screen went away, as at a crash or a lock", async () => {
    const first = renderHook(() => useDraft<{ dose: string }>(key));
    await waitFor(() => expect(first.result.current.value).toBeNull());
    act(() => first.result.current.set({ dose: "20" }));
    first.unmount();
    const second = renderHook(() => useDraft<{ dose: string }>(key));
    await waitFor(() => expect(second.result.current.value).toEqual({ dose: "20" }));
  });

  it("is not overwritten by what was kept when somebody typed first", async () => {
    const { result } = renderHook(() => useDraft<string>(key));
    act(() => result.current.set("typed before the answer"));
    await waitFor(() => expect(result.current.value).toBe("typed before the answer"));
  });

  it("is gone once saved", async () => {
    const { result, unmount } = renderHook(() => useDraft<string>(key));
    act(() => result.current.set("x"));
    await act(() => result.current.clear());
    unmount();
    const again = renderHook(() => useDraft<string>(key));
    await waitFor(() => expect(again.result.current.value).toBeNull());
  });

  it("that cannot be read counts as none, and is left as it was", async () => {
    const store = memoryDrafts();
    await store.put(key, "{broken");
    openDrafts(store, "other");
    const { result } = renderHook(() => useDraft<object>(key));
    await waitFor(() => expect(result.current.value).toBeNull());
    expect((await store.get(key)).body).toBe("{broken");
  });
});
