import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { NOW } from "../../test/render";
import { showScreen } from "../../test/screen";
import { seenOf, setLastVault } from "../gate/seen";
import { LeaseBar } from "./LeaseBar";
import { syncOf } from "./sample";

const HOUR = 3_600_000;
const bar = (left: number) =>
  showScreen(<LeaseBar />, { answers: { sync_status: syncOf({}, { lease_until: NOW + left }) } });

it("counts down in the last two days", async () => {
  bar(20 * HOUR);
  expect(await screen.findByText(/must reach the clinic's server within 20 h/)).toBeTruthy();
});

it("never counts below a minute", async () => {
  bar(-HOUR);
  expect(await screen.findByText(/within 1 min/)).toBeTruthy();
});

it("says nothing before, and tells the lock screen until when", async () => {
  setLastVault("v1");
  bar(49 * HOUR);
  await waitFor(() => expect(seenOf("v1").leaseUntil).toBe(NOW + 49 * HOUR));
  expect(screen.queryByText(/must reach/)).toBeNull();
});
