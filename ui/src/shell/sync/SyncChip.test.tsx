import { act, renderHook, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SyncState } from "../../rpc/gen";
import { problemOf } from "../../rpc/problem";
import { showScreen } from "../../test/screen";
import { BLOCK_CODES } from "./blocks";
import { FirstDownload } from "./FirstDownload";
import { StoppedBar } from "./StoppedBar";
import { SyncChip } from "./SyncChip";
import { syncOf } from "./sample";
import { SAY_EVERY_MS, useSay } from "./useSay";
import type { ChipWords } from "./words";

const chip = (sync: SyncState, more = {}) =>
  showScreen(<SyncChip />, { answers: { sync_status: sync, ...more }, route: "*" });

describe("the chip", () => {
  it("says where the work is, and in a second part how much is not sent", async () => {
    chip(syncOf({ state: "needs_you", unsent: 3 }, { decisions: 2 }));
    expect(await screen.findByRole("button", { name: "Sending: 2 to decide · 3 not sent" })).toBeTruthy();
  });

  it("follows the engine", async () => {
    const { engine } = chip(syncOf({ state: "offline", online: false }));
    await screen.findByRole("button", { name: "Sending: Offline. You can keep working" });
    engine.answer({ sync_status: syncOf({ state: "waiting", count: 1, unsent: 1, online: false }) });
    act(() => engine.tell({ event: "changed", value: [{ topic: "pending" }] }));
    expect(await screen.findByRole("button", { name: "Sending: 1 change saved on this device, offline" })).toBeTruthy();
  });

  it("opens the facts behind it, sends, and gives the focus back", async () => {
    const { user, engine } = chip(syncOf({ state: "waiting", count: 2, unsent: 2 }, { refused: 1 }), {
      sync_now: { pushed: 2, accepted: 2, refused: 0, documents: 0, more: false },
    });
    const button = await screen.findByRole("button", { name: /^Sending:/ });
    await user.click(button);
    const popover = await screen.findByRole("dialog", { name: "How sending stands" });
    expect(popover.textContent).toContain("To send2 changes");
    expect(popover.textContent).toContain("Not accepted by the server1 change");
    await user.click(await screen.findByRole("button", { name: "Send now" }));
    expect(engine.argsOf("sync_now")).toHaveLength(1);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(document.activeElement).toBe(button);
  });

  it("tells in the popover why sending did not work", async () => {
    const { user } = chip(syncOf({ state: "waiting", count: 1, unsent: 1 }), { sync_now: problemOf("overloaded") });
    await user.click(await screen.findByRole("button", { name: /^Sending:/ }));
    await user.click(await screen.findByRole("button", { name: "Send now" }));
    expect(await screen.findByText("The server is busy.")).toBeTruthy();
    expect(screen.getByText("Code overloaded")).toBeTruthy();
  });

  it("cannot send while working offline is on, and says why", async () => {
    const { user, engine } = chip(syncOf({ state: "offline", online: false }, { offline: true }));
    await user.click(await screen.findByRole("button", { name: /^Sending:/ }));
    const send = await screen.findByRole("button", { name: "Send now" });
    expect(send.getAttribute("aria-disabled")).toBe("true");
    await user.click(send);
    expect(engine.argsOf("sync_now")).toHaveLength(0);
  });

  it("is not asked for where the server itself answers", () => {
    const { engine } = showScreen(<SyncChip />, { answers: {}, local: false });
    expect(engine.asked).toEqual([]);
    expect(screen.queryByRole("button")).toBeNull();
  });
});

describe("the bar", () => {
  const bar = (sync: SyncState, more = {}) =>
    showScreen(<StoppedBar />, { answers: { sync_status: sync, ...more }, route: "*" });

  it("leads to the help for a wrong clock", async () => {
    const { user, path } = bar(syncOf({ state: "blocked" }, { blocked: "clock_wrong", clock_off_ms: 7_200_000 }));
    await user.click(await screen.findByRole("button", { name: "Show how" }));
    expect(path()).toBe("/help/clock");
  });

  it("tries now when the server was busy, and tells when it tries by itself", async () => {
    const { user, engine } = bar(
      syncOf({ state: "blocked" }, { blocked: "busy", next_try_at: new Date(2026, 10, 23, 14, 12).getTime() }),
      { sync_now: problemOf("overloaded") },
    );
    expect(await screen.findByText(/The next try is at 14:12\./)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Try now" }));
    expect(engine.argsOf("sync_now")).toHaveLength(1);
  });

  it.each(BLOCK_CODES)("is reached and left: %s", async (code) => {
    const { engine } = bar(syncOf({ state: "blocked", unsent: 1 }, { blocked: code }));
    expect((await screen.findAllByRole("button")).length).toBe(1);
    engine.answer({ sync_status: syncOf() });
    act(() => engine.tell({ event: "changed", value: [{ topic: "sync" }] }));
    await waitFor(() => expect(screen.queryByRole("button")).toBeNull());
  });

  it("goes away once the reason is gone", async () => {
    const { engine } = bar(syncOf({ state: "blocked" }, { blocked: "signed_out" }));
    await screen.findByText("Sending stopped.");
    engine.answer({ sync_status: syncOf() });
    act(() => engine.tell({ event: "changed", value: [{ topic: "sync" }] }));
    await waitFor(() => expect(screen.queryByText("Sending stopped.")).toBeNull());
  });
});

describe("the first download", () => {
  const coming = syncOf(
    { state: "first_download", count: 1240, of: 3800 },
    { total: 3800, left: 2560, left_seconds: 360 },
  );

  it("says what comes, how much and how long, and rests when asked to", async () => {
    const { user, engine } = showScreen(<FirstDownload />, { answers: { sync_status: coming, sync_pause: coming } });
    const bar = await screen.findByRole("progressbar", { name: "Getting your clinic" });
    expect([bar.getAttribute("aria-valuenow"), bar.getAttribute("aria-valuemax")]).toEqual(["1240", "3800"]);
    expect(screen.getByText(/1,240 of 3,800 records\. You can work with what is here\./)).toBeTruthy();
    expect(screen.getByText("about 6 min")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Pause" }));
    expect(engine.argsOf("sync_pause")).toEqual([{ paused: true }]);
  });

  it("goes on where it rested", async () => {
    const { user, engine } = showScreen(<FirstDownload />, {
      answers: { sync_status: { ...coming, paused: true }, sync_pause: coming },
    });
    await user.click(await screen.findByRole("button", { name: "Go on" }));
    expect(engine.argsOf("sync_pause")).toEqual([{ paused: false }]);
  });
});

describe("what is read out", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const words = (whole: string, family: ChipWords["family"] = "waiting"): ChipWords => ({
    family,
    icon: "dot",
    main: whole,
    second: null,
    whole,
    urgent: family === "needs" || family === "stopped",
  });
  const run = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

  it("is one message in ten seconds, the last one", () => {
    const { result, rerender } = renderHook(({ now }) => useSay(now), {
      initialProps: { now: words("All sent", "ok") },
    });
    expect(result.current.polite).toBe("");
    rerender({ now: words("1 change") });
    expect(result.current.polite).toBe("1 change");
    rerender({ now: words("2 changes") });
    rerender({ now: words("3 changes") });
    run(SAY_EVERY_MS - 1);
    expect(result.current.polite).toBe("1 change");
    run(1);
    expect(result.current.polite).toBe("3 changes");
  });

  it("is told at once when a person must act, but once", () => {
    const { result, rerender } = renderHook(({ now }) => useSay(now), {
      initialProps: { now: words("All sent", "ok") },
    });
    rerender({ now: words("1 to decide", "needs") });
    expect(result.current.urgent).toBe("1 to decide");
    rerender({ now: words("2 to decide", "needs") });
    expect(result.current.urgent).toBe("1 to decide");
    expect(result.current.polite).toBe("2 to decide");
    rerender({ now: words("Sending stopped", "stopped") });
    expect(result.current.urgent).toBe("Sending stopped");
  });

  it("is told at the start only when a person must act", () => {
    const { result } = renderHook(() => useSay(words("Sending stopped", "stopped")));
    expect(result.current.urgent).toBe("Sending stopped");
  });
});
