import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Chart, Items, PatientOpen, SyncState } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { NOW } from "../../test/render";
import { type Shown, showScreen } from "../../test/screen";
import { greetingName, newestPressure } from "./newest";
import { Page } from "./Page";

const row = (list: string, item: string, body: object, at = NOW) => ({ doc: "d", list, item, at, body, unsent: false });
const part = (code: string, value: number) => ({ code: { code }, valueQuantity: { value, unit: "mm[Hg]" } });
const pressure = (upper: number, lower: number, at: number) =>
  row("readings", `r${at}`, { code: {}, value: { components: [part("8480-6", upper), part("8462-4", lower)] } }, at);
const none: Items = { items: [], more: false };
const medicine = (item: string, name: string) =>
  row("medicines", item, { regimen: { product: { text: name } }, status: "active" });
const chart = (...items: ReturnType<typeof row>[]): Chart => ({
  patient: "p-1",
  doc: "c",
  items,
  conflicts: [],
  unsent: 0,
});
const patient = { line: { patient: "p-1", name: "Yusuf, Amina Zahra", card: {} } } as unknown as PatientOpen;

const ANSWERS: Answers = {
  patient_get: patient,
  chart_get: chart(medicine("a", "Metformin 500 mg tablet")),
  diary_get: { items: [pressure(132, 85, NOW - 3_600_000)], more: false },
  thread_list: none,
};

const open = (answers: Answers = {}, local = false): Shown =>
  showScreen(<Page />, {
    answers: { ...ANSWERS, ...answers },
    surface: "patient",
    local,
    me: { role: "patient", patient: "p-1", name: "Amina Zahra Yusuf" },
  });

describe("home", () => {
  it("greets by the given name and shows the next thing of each matter", async () => {
    open();
    await screen.findByText("Good morning, Amina");
    const medicines = await screen.findByRole("region", { name: "Your medicines" });
    await within(medicines).findByText("Metformin 500 mg tablet");
    const reading = await screen.findByRole("region", { name: "Your last blood pressure" });
    await within(reading).findByText("132 over 85");
    await screen.findByText("You have no messages.");
    expect(document.title).not.toContain("Amina");
  });

  it("says from when it is while the clinic cannot be reached", async () => {
    const sync = { offline: false, offline_since: NOW - 1, pulled_at: NOW - 86_400_000, own: { saved: 0 } };
    open({ sync_status: sync as unknown as SyncState }, true);
    await screen.findByText("You are offline. This is from Sunday 22 November, 10:21am.");
  });

  it("shows every medicine that is being checked, whatever else there is no room for", async () => {
    const both = {
      disputed: [{ value: { product: { text: "Zinc 5 mg" } } }, { value: { product: { text: "Zinc 9 mg" } } }],
    };
    const many = ["A", "B", "C", "D", "E", "F"].map((name) => medicine(name, name));
    open({ chart_get: chart(...many, row("medicines", "z", { regimen: both, status: "active" })) });
    const card = await screen.findByRole("region", { name: "Your medicines" });
    await within(card).findByText("Zinc");
    expect(within(card).getByText("and 2 more")).toBeTruthy();
    expect(within(card).getByText("7 medicines")).toBeTruthy();
  });

  it("keeps the other cards when one question is refused", async () => {
    open({ diary_get: { code: "store_corrupt", retry: "after_fix" } });
    await screen.findByText("Metformin 500 mg tablet");
    await screen.findByText(/The store on this device is damaged/);
  });

  it("leads to the newest conversation", async () => {
    const thread = (doc: string, subject: string, at: number) => ({ ...row("thread", "0", { subject }, at), doc });
    open({ thread_list: { items: [thread("t1", "Old", 1), thread("t2", "Tablets", NOW)], more: false } });
    const link = await screen.findByRole("link", { name: /Tablets/ });
    expect(link.getAttribute("href")).toBe("#/messages/t2");
  });
});

describe("what the cards are made from", () => {
  it.each([
    ["Yusuf, Amina", "x", "Amina"],
    ["Yusuf", "Amina Yusuf", "Amina Yusuf"],
    [undefined, "Amina Yusuf", "Amina Yusuf"],
    ["Yusuf, ", "Amina Yusuf", "Amina Yusuf"],
  ])("greets %j as %s by %s", (listed, whole, want) => {
    expect(greetingName(listed, whole)).toBe(want);
  });

  it("passes over readings that are void or incomplete", () => {
    const gone = { ...pressure(200, 100, 3), body: { ...pressure(200, 100, 3).body, entry: {} } };
    const half = row("readings", "h", { value: { components: [part("8480-6", 120)] } }, 2);
    expect(newestPressure([gone, half, pressure(130, 80, 1)])).toEqual({ at: 1, upper: 130, lower: 80 });
    expect(newestPressure([])).toBeNull();
  });
});
