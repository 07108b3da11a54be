import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { useIdle, warningOf } from "./idle";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const run = (ms: number): void => act(() => void vi.advanceTimersByTime(ms));

it("warns a minute before, counts down and locks once", () => {
  const lock = vi.fn();
  const { result } = renderHook(() => useIdle(5, lock));
  run(239_000);
  expect(result.current).toBeNull();
  run(1000);
  expect(result.current).toBe(60);
  run(30_000);
  expect(result.current).toBe(30);
  run(60_000);
  expect(lock).toHaveBeenCalledOnce();
});

it("begins anew with any key", () => {
  const lock = vi.fn();
  const { result } = renderHook(() => useIdle(5, lock));
  run(290_000);
  act(() => void window.dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" })));
  expect(result.current).toBeNull();
  run(239_000);
  expect(lock).not.toHaveBeenCalled();
});

it("locks right after a sleep that was longer", () => {
  const lock = vi.fn();
  renderHook(() => useIdle(15, lock));
  vi.setSystemTime(Date.now() + 3_600_000);
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
  expect(lock).toHaveBeenCalledOnce();
});

it("warns half of the time before where a minute would be all of it", () => {
  expect([warningOf(60_000), warningOf(300_000)]).toEqual([30_000, 60_000]);
});
