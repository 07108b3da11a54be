import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Chart, DeviceFacts, SyncState } from "../../rpc/gen";
import { NOW } from "../../test/render";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Page as Access } from "./AccessPage";
import { Page as Health } from "./HealthPage";
import { Page as More } from "./Page";
import { Page as Phone } from "./PhonePage";

const open = (page: React.ReactElement, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, { answers: {}, surface: "patient", me: { role: "patient", patient: "p-1" }, ...setting });

const row = (list: string, item: string, body: object) => ({ doc: "c", list, item, at: 1, body, unsent: false });
const chart = (...items: ReturnType<typeof row>[]): Chart => ({
  patient: "p-1",
  doc: "c",
  items,
  conflicts: [],
  unsent: 0,
});

describe("my health", () => {
  it("tells an empty list of allergies from none known", async () => {
    open(<Health />, { answers: { chart_get: chart() } });
    await screen.findByText(/This is not the same as having none/);
    open(<Health />, {
      answers: { chart_get: chart(row("allergies", "n", { kind: "none_known", code: { text: "None" } })) },
    });
    await screen.findByText("Your care team wrote that you have no known allergies.");
  });

  it("marks what is serious in a word", async () => {
    const nut = row("allergies", "a", {
      kind: "allergy",
      code: { text: "Peanut" },
      reaction: "Wheeze",
      severity: "severe",
    });
    open(<Health />, { answers: { chart_get: chart(nut) } });
    const card = await screen.findByRole("region", { name: "Allergies" });
    await within(card).findByText("Peanut");
    expect(within(card).getByText("Serious")).toBeTruthy();
    expect(within(card).getByText("What happens: Wheeze")).toBeTruthy();
  });
});

describe("this phone", () => {
  const facts = { server: "https://clinic.example", server_words: "orchid paddle", version: "1.0.2" } as DeviceFacts;
  const sync = {
    own: { saved: 2, sent: 0, elsewhere: 0 },
    sent_at: null,
    pulled_at: NOW,
    lease_until: NOW + 86_400_000,
  } as unknown as SyncState;

  it("says what waits here and which server it is", async () => {
    open(<Phone />, { answers: { device_info: facts, sync_status: sync } });
    await screen.findByText("2 things");
    expect(screen.getByText("orchid paddle")).toBeTruthy();
    expect(screen.getByText("Tuesday 24 November")).toBeTruthy();
  });

  it("says why sending did not work, and keeps the button", async () => {
    const { user } = open(<Phone />, {
      answers: { device_info: facts, sync_status: sync, sync_now: { code: "offline", retry: "later" } },
    });
    await user.click(await screen.findByRole("button", { name: "Send now" }));
    await screen.findByText("There is no connection to the clinic's server.");
    expect(screen.getByRole("button", { name: "Send now" })).toBeTruthy();
  });
});

describe("more", () => {
  it("leaves the phone out on the web, where nothing is kept", () => {
    open(<More />, { local: false });
    expect(screen.queryByRole("link", { name: /This phone/ })).toBeNull();
    open(<More />, { local: true });
    expect(screen.getByRole("link", { name: /This phone/ })).toBeTruthy();
  });

  it("says who can see what, the front desk included", () => {
    open(<Access />);
    expect(screen.getByText(/They cannot see your health/)).toBeTruthy();
  });
});
