import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { SyncState } from "../../rpc/gen";
import { problemOf } from "../../rpc/problem";
import { syncOf } from "../../shell/sync/sample";
import { NOW } from "../../test/render";
import { showScreen } from "../../test/screen";
import { Page } from "./Page";

const rounds = {
  rounds: [
    { at: NOW, kind: "sent" as const, up_bytes: 2310, down_bytes: 4_522_011, items: 6, code: null },
    { at: NOW - 60_000, kind: "failed" as const, up_bytes: 0, down_bytes: 0, items: 0, code: "offline" as const },
  ],
};
const page = (sync: SyncState, more = {}) =>
  showScreen(<Page />, { answers: { sync_status: sync, sync_rounds: rounds, ...more }, route: "*" });

describe("the page about sending", () => {
  it("counts saved, sent and elsewhere apart", async () => {
    page(syncOf({ state: "waiting", unsent: 3 }, { own: { saved: 3, sent: 1, elsewhere: 14 }, audit_waiting: 2 }));
    const own = within(await screen.findByRole("region", { name: "Your changes" }));
    expect(own.getByText("3 changes")).toBeTruthy();
    expect(own.getByText("1 change")).toBeTruthy();
    expect(own.getByText("14 changes")).toBeTruthy();
    expect(own.getByText("2 entries")).toBeTruthy();
  });

  it("lists the last rounds with their bytes and why one failed", async () => {
    page(syncOf());
    const rows = await screen.findAllByRole("row");
    expect(rows).toHaveLength(3);
    expect(rows[1]?.textContent).toBe("23-Nov-2026 10:21Sent62.3 KiB4.3 MiB");
    expect(rows[2]?.textContent).toContain("Did not work: There is no connection to the clinic's server.");
  });

  it.each([
    [syncOf(), /^Safe to hand in/],
    [syncOf({ unsent: 2 }), /Not yet\. 2 changes are on this device only\./],
    [syncOf({}, { refused: 1 }), /Not yet\. 1 change was not accepted/],
    [syncOf({}, { audit_waiting: 4 }), /Not yet\. The log of what was read here/],
  ])("says whether the device may be handed in", async (sync, words) => {
    page(sync);
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it("offers to rest a download only while there is one", async () => {
    page(syncOf());
    await screen.findByRole("switch", { name: "Work offline" });
    expect(screen.queryByRole("button", { name: "Pause the download" })).toBeNull();
  });

  it("works offline at a switch, and rests the download", async () => {
    const { user, engine } = page(syncOf({}, { left: 9 }), { network_set: syncOf(), sync_pause: syncOf() });
    await user.click(await screen.findByRole("switch", { name: "Work offline" }));
    await user.click(screen.getByRole("button", { name: "Pause the download" }));
    expect([engine.argsOf("network_set"), engine.argsOf("sync_pause")]).toEqual([
      [{ online: false }],
      [{ paused: true }],
    ]);
  });

  it("tells why a switch did not move", async () => {
    const { user } = page(syncOf(), { network_set: problemOf("locked", "after_unlock") });
    await user.click(await screen.findByRole("switch", { name: "Work offline" }));
    expect(await screen.findByText("This device is locked.")).toBeTruthy();
  });

  it("gives IT the numbers and nothing about patients", async () => {
    const { user } = page(syncOf({ state: "blocked", unsent: 3 }, { blocked: "cert" }));
    await user.click(await screen.findByRole("button", { name: "Copy details for IT" }));
    expect(await screen.findByText("Copied. There is nothing about patients in it.")).toBeTruthy();
    const copied = await navigator.clipboard.readText();
    expect(copied.split("\n").slice(0, 3)).toEqual(["state: blocked", "blocked: cert", "unsent: 3"]);
  });

  it("leads to what was not accepted", async () => {
    page(syncOf({ state: "needs_you" }, { refused: 2 }));
    expect((await screen.findByRole("link", { name: "Look at them" })).getAttribute("href")).toBe("/refused");
  });

  it("says on the web that there is nothing to send", () => {
    showScreen(<Page />, { answers: {}, local: false });
    expect(screen.getByText(/On the web everything is on the clinic's server/)).toBeTruthy();
  });
});
