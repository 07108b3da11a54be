import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { showScreen } from "../../test/screen";
import { ClockBar } from "./ClockBar";
import { syncOf } from "./sample";

const bar = (clock_off_ms: number | null, more = {}) =>
  showScreen(<ClockBar />, { answers: { sync_status: syncOf({}, { clock_off_ms, ...more }) } });

it("says how far the clock is ahead, and shows how to set it", async () => {
  const { user, path } = bar(3 * 3_600_000);
  expect(await screen.findByText(/clock is 3 h ahead of the clinic/)).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Show how" }));
  await waitFor(() => expect(path()).toContain("/help"));
});

it("says how far it is behind", async () => {
  bar(-130_000);
  expect(await screen.findByText(/clock is 2 min behind the clinic/)).toBeTruthy();
});

it("says nothing of a clock that is right, nor twice of one that stopped sending", async () => {
  const { container } = bar(null);
  await waitFor(() => expect(container.textContent).toBe(""));
  const stopped = bar(7_200_000, { blocked: "clock_wrong" });
  await waitFor(() => expect(stopped.container.textContent).toBe(""));
});
