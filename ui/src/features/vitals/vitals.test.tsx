import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { ItemRow, Problem } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { ANNA, answersOf, chartOf, PATIENT, patientOf } from "../../test/chart";
import { NOW } from "../../test/render";
import { type ScreenSetting, type Shown, showScreen } from "../../test/screen";
import { LatestBlock } from "./parts/LatestBlock";
import { PressureBlock } from "./parts/PressureBlock";
import { Tab } from "./Tab";
import { Workspace } from "./Workspace";

const DAY = 86_400_000;
const quantity = (value: number, unit: string): object => ({ valueQuantity: { code: unit, unit, value } });
const reading = (item: string, at: number, body: object): ItemRow => ({
  doc: "0199c82c-c000-7000-8000-0000000000e1",
  list: "observations",
  item,
  at,
  unsent: false,
  body: { by: ANNA, at, ...body },
});
const pressure = (item: string, at: number, upper: number, lower: number): ItemRow =>
  reading(item, at, {
    code: { code: "85354-9", display: "Blood pressure" },
    components: [
      { code: { code: "8480-6" }, ...quantity(upper, "mm[Hg]") },
      { code: { code: "8462-4" }, ...quantity(lower, "mm[Hg]") },
    ],
  });
const weight = (item: string, at: number, value: number, more: object = {}): ItemRow =>
  reading(item, at, { code: { code: "29463-7", display: "Body weight" }, value: quantity(value, "kg"), ...more });

const show = (
  page: React.ReactElement,
  items: ItemRow[],
  more: Answers = {},
  setting: Partial<ScreenSetting> = {},
): Shown =>
  showScreen(page, {
    answers: answersOf(chartOf([]), {
      observation_list: { items, more: false },
      diary_get: { items: [], more: false },
      ...more,
    }),
    ...setting,
  });

const form = async (items: ItemRow[] = [], more: Answers = {}, setting: Partial<ScreenSetting> = {}) => {
  const close = vi.fn();
  const shown = show(<Workspace args={{ patient: PATIENT }} close={close} />, items, more, setting);
  await screen.findByRole("textbox", { name: "Upper (systolic)" });
  const fill = (name: string, value: string): void => {
    fireEvent.change(screen.getByRole("textbox", { name }), { target: { value } });
  };
  return { ...shown, close, fill, save: () => fireEvent.click(screen.getByRole("button", { name: /Save vitals/ })) };
};

describe("taking vital signs", () => {
  it("goes down with Enter and never needs the mouse", async () => {
    const { user } = await form();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Upper (systolic)");
    const names: (string | null | undefined)[] = [];
    for (let at = 0; at < 8; at += 1) {
      await user.keyboard("{Enter}");
      names.push(document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent);
    }
    expect(names.slice(0, 3)).toEqual(["Lower (diastolic)", "Pulse", "Temperature"]);
    expect(names.slice(-2)).toEqual(["Height", expect.stringContaining("Save vitals")]);
  });

  it("shows the last value of each sign and how old it is", async () => {
    await form([pressure("p", NOW - 3 * DAY, 132, 84)]);
    expect(await screen.findByText("Last 132/84 mmHg, 3 days ago")).toBeTruthy();
    expect(screen.getAllByText("Not on record yet")).toHaveLength(6);
  });

  it("saves what was given, with its unit, at one time", async () => {
    const { fill, save, engine, close } = await form();
    fill("Upper (systolic)", "138");
    fill("Lower (diastolic)", "86");
    fill("Weight", "71.25");
    save();
    await waitFor(() => expect(close).toHaveBeenCalled());
    const [written] = engine.argsOf("write") as unknown as { items: { measure: unknown; parts: unknown[] }[] }[];
    expect(written).toMatchObject({ type: "vitals_record", patient: PATIENT, draft: `vitals:${PATIENT}` });
    expect(written?.items.map((one) => one.measure)).toEqual([null, { value: "71.25", unit: "kg" }]);
    expect(written?.items[0]?.parts).toHaveLength(2);
  });

  it("refuses what cannot be at once, and asks about what is unusual once", async () => {
    const { fill, save, engine, close } = await form();
    fill("Pulse", "900");
    expect(await screen.findByText("Not possible. Between 10/min and 350/min")).toBeTruthy();
    fill("Pulse", "190");
    save();
    const right = await screen.findByRole("button", { name: "190/min is right" });
    expect(engine.argsOf("write")).toEqual([]);
    fireEvent.click(right);
    save();
    await waitFor(() => expect(close).toHaveBeenCalled());
  });

  it("says what could not be taken, with the reason, and no number for it", async () => {
    const { save, engine, close } = await form();
    fireEvent.click(screen.getByRole("button", { name: "Could not take Temperature" }));
    fireEvent.change(screen.getByRole("textbox", { name: /Temperature. Why it could not be taken/ }), {
      target: { value: "refused" },
    });
    save();
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(engine.argsOf("write")[0]).toMatchObject({ items: [{ measure: null, parts: [], note: "refused" }] });
  });

  it("saves nothing without a value, and half a blood pressure is none", async () => {
    const { fill, save, engine } = await form();
    save();
    expect(await screen.findByText(/Write at least one value/)).toBeTruthy();
    fill("Upper (systolic)", "138");
    save();
    expect((await screen.findAllByText("Give both numbers")).length).toBeGreaterThan(0);
    expect(engine.argsOf("write")).toEqual([]);
  });

  it("keeps what was typed over a lock and a reload", async () => {
    const drafts = memoryDrafts();
    const locked: Problem = { code: "locked", retry: "after_unlock" };
    const first = await form([], { write: locked }, { drafts });
    first.fill("Pulse", "72");
    first.save();
    expect((await screen.findAllByText(/locked/)).length).toBeGreaterThan(0);
    expect((screen.getByRole("textbox", { name: "Pulse" }) as HTMLInputElement).value).toBe("72");
    await waitFor(async () => expect((await drafts.get(`vitals:${PATIENT}`)).body).toContain("72"), { timeout: 3000 });
    first.unmount();
    await form([], {}, { drafts });
    expect((screen.getByRole("textbox", { name: "Pulse" }) as HTMLInputElement).value).toBe("72");
  });

  it("lets reception look and not save", async () => {
    const { save, engine, fill } = await form([], {}, { me: { role: "reception" } });
    fill("Pulse", "72");
    save();
    expect(screen.getAllByText(/Only a nurse or a doctor/).length).toBeGreaterThan(0);
    expect(engine.argsOf("write")).toEqual([]);
  });
});

describe("vitals on the chart", () => {
  it("says the trend before it draws it", async () => {
    const rows = [140, 136, 130].map((upper, at) => pressure(`p${at}`, NOW - at * 30 * DAY, upper, 86));
    show(<PressureBlock patient={PATIENT} />, rows);
    expect(await screen.findByText(/140\/86 mmHg on 23-Nov-2026, up over 3 readings/)).toBeTruthy();
    expect(await screen.findByText("Lower (diastolic)")).toBeTruthy();
  });

  it("says that none was recorded and offers to add one", async () => {
    show(<PressureBlock patient={PATIENT} />, []);
    expect(await screen.findByText("No blood pressure recorded")).toBeTruthy();
    expect(screen.getByRole("button", { name: "Add vitals" })).toBeTruthy();
  });

  it("shows each last value with its age, and marks what is high for an adult", async () => {
    show(<LatestBlock patient={PATIENT} />, [pressure("p", NOW - 3 * DAY, 160, 95), weight("w", NOW, 71.5)]);
    expect(await screen.findByText("from 3 days ago")).toBeTruthy();
    expect(screen.getByText("just now")).toBeTruthy();
    await waitFor(() => expect(screen.getAllByText("High")).toHaveLength(1));
  });

  it("judges no child by an adult's range", async () => {
    const child = patientOf({ birth: { date: "2020-01-01" } });
    child.line.card.births = ["2020-01-01"];
    show(<LatestBlock patient={PATIENT} />, [pressure("p", NOW, 160, 95)], { patient_get: child });
    expect(await screen.findByText("160/95 mmHg")).toBeTruthy();
    expect(screen.queryByText("High")).toBeNull();
  });

  it("lists every reading, keeps errors in sight, and draws the one that is opened", async () => {
    const wrong = weight("w1", NOW - DAY, 715, { entry: { status: "entered-in-error", reason: "typo" } });
    show(<Tab patient={PATIENT} />, [pressure("p", NOW, 138, 86), wrong, weight("w2", NOW - 2 * DAY, 71.5)]);
    const table = await screen.findByRole("grid", { name: "Readings" });
    const rows = within(table).getAllByRole("row").slice(1);
    expect(rows).toHaveLength(3);
    expect(rows[1]?.textContent).toContain("Entered in error");
    expect(screen.getByRole("heading", { name: "Blood pressure" })).toBeTruthy();
    fireEvent.click(rows[2] as HTMLElement);
    expect(await screen.findByRole("heading", { name: "Weight" })).toBeTruthy();
  });

  it("says why nothing can be shown", async () => {
    const refused: Problem = { code: "not_found", retry: "never" };
    show(<Tab patient={PATIENT} />, [], { observation_list: refused });
    expect(await screen.findByText(/There is nothing here that you may see/)).toBeTruthy();
  });
});
