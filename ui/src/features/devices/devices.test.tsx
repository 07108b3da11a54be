import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Device, Devices, People } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { setWorkspace } from "../../shell/workspace";
import { NOW } from "../../test/render";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Workspace } from "./DevicePanel";
import { devicesFeature } from "./index";
import { Page } from "./Page";

const HOUR = 3_600_000;
const device = (id: string, more: Partial<Device> = {}): Device => ({
  device: id,
  user: "u-1",
  person: "Samira Noor",
  machine: `Laptop ${id}`,
  model: "macOS 15",
  version: "1.0.2",
  created_at: NOW - 300 * HOUR,
  last_seen_at: NOW - HOUR,
  unsent: 0,
  lease_until: NOW + 700 * HOUR,
  state: "active",
  revoked_at: null,
  lost: false,
  restored: 0,
  ...more,
});
const people: People = { people: [] };
const list = (...devices: Device[]): Devices => ({ devices });

const open = (answers: Answers, page = <Page />, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, {
    answers: { people_list: people, ...answers },
    surface: "admin",
    features: [devicesFeature],
    me: { role: "clinic_admin" },
    ...setting,
  });

const panel = (one: Device, answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  open(
    { device_list: list(one), ...answers },
    <Workspace args={{ device: one.device }} close={() => setWorkspace(null)} />,
    setting,
  );

describe("the list of devices", () => {
  it("says who has which machine, what it has not sent and how it stands", async () => {
    open({ device_list: list(device("1", { unsent: 12, last_seen_at: NOW })) });
    const row = (await screen.findAllByRole("row"))[1];
    expect(row?.textContent).toBe("Samira NoorLaptop 1macOS 15, Satchel 1.0.2Now1229 daysNot sent yet");
    expect(screen.getByText("12 changes not sent yet.")).toBeTruthy();
  });

  it("is honest about a revoked device that was not seen since", async () => {
    open({ device_list: list(device("1", { state: "revoked", revoked_at: NOW, last_seen_at: NOW - 2 * HOUR })) });
    await screen.findByText("Revoked 10:21, not seen since 08:21");
  });

  it("never takes an unknown count for none", async () => {
    open({ device_list: list(device("1", { unsent: null })) });
    expect((await screen.findAllByRole("row"))[1]?.textContent).toMatch(/not known/i);
  });

  it("filters by what needs a look, and says when nothing does", async () => {
    const { user } = open({ device_list: list(device("1"), device("2", { lease_until: NOW + HOUR })) });
    await user.click(await screen.findByRole("button", { name: "Needs a look 1" }));
    expect(screen.getAllByRole("row")).toHaveLength(2);
    await user.click(screen.getByRole("button", { name: "Old version 0" }));
    expect(screen.getByText("No device is like this")).toBeTruthy();
  });

  it("says that it cannot be asked offline, and keeps the page", async () => {
    open({ device_list: { code: "offline", retry: "later" } });
    await screen.findByText("There is no connection to the clinic's server.");
    expect(screen.getByRole("heading", { level: 1, name: "Devices" })).toBeTruthy();
  });

  it("opens a device with the keyboard alone", async () => {
    const { user } = open({ device_list: list(device("1"), device("2")) });
    const row = (await screen.findAllByRole("row"))[1];
    row?.focus();
    await user.keyboard("{ArrowDown}{Enter}");
    expect(screen.getAllByRole("row")[2]?.getAttribute("aria-selected")).toBe("true");
  });

  it("shows a long and a turned name whole", async () => {
    const long = "Máire ".repeat(50);
    open({ device_list: list(device("1", { person: long, machine: "\u202Egnp.exe 😀" })) });
    const row = (await screen.findAllByRole("row"))[1];
    expect(row?.textContent).toContain(long.trim());
    expect(row?.textContent).toContain("gnp.exe 😀");
    expect(row?.textContent).not.toContain("\u202E");
  });
});

describe("revoking a device", () => {
  it("warns of what it never sent before it asks, and needs a reason", async () => {
    const one = device("1", { unsent: 12 });
    const { user, engine } = panel(one, { device_revoke: list({ ...one, state: "revoked", revoked_at: NOW }) });
    await screen.findByText("12 changes on this device were never sent");
    await user.click(screen.getByRole("button", { name: "Revoke this device" }));
    const act = screen.getByRole("button", { name: "Revoke Laptop 1" });
    await user.click(act);
    expect(screen.getByText("Write the reason")).toBeTruthy();
    expect(engine.argsOf("device_revoke")).toEqual([]);
    await user.type(screen.getByRole("textbox", { name: "Reason" }), "bag stolen");
    await user.click(act);
    expect(engine.argsOf("device_revoke")).toEqual([{ device: "1", reason: "bag stolen" }]);
  });

  it("warns too where nobody knows what it holds", async () => {
    panel(device("1", { unsent: null }));
    await screen.findByText("Nobody knows what it has not sent");
  });

  it("keeps the reason when the server refuses, and after a reload", async () => {
    const drafts = memoryDrafts();
    const one = device("1");
    const first = panel(one, { device_revoke: { code: "forbidden", retry: "never" } }, { drafts });
    await first.user.click(await screen.findByRole("button", { name: "Revoke this device" }));
    await first.user.type(screen.getByRole("textbox", { name: "Reason" }), "lost");
    await first.user.click(screen.getByRole("button", { name: "Revoke Laptop 1" }));
    await screen.findByText("You may not do this.");
    first.unmount();
    const second = panel(one, {}, { drafts });
    await second.user.click(await screen.findByRole("button", { name: "Revoke this device" }));
    expect(((await screen.findByRole("textbox", { name: "Reason" })) as HTMLInputElement).value).toBe("lost");
  });

  it("says step by step what is done and what is still open", async () => {
    panel(device("1", { state: "revoked", revoked_at: NOW - HOUR, last_seen_at: NOW - 48 * HOUR }));
    const steps = within(await screen.findByRole("region", { name: "Revoke" })).getAllByRole("listitem");
    expect(steps[0]?.textContent).toContain("Revoked 23-Nov-2026 09:21");
    expect(steps[2]?.textContent).toContain("Not told yet");
    expect(steps[2]?.textContent).toContain("Erasing from here is not possible");
  });
});
