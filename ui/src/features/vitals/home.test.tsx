import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ItemRow, Problem } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { ANNA, answersOf, chartOf, PATIENT } from "../../test/chart";
import { NOW } from "../../test/render";
import { type Shown, showScreen } from "../../test/screen";
import { LatestBlock } from "./parts/LatestBlock";
import { Tab } from "./Tab";

const DAY = 86_400_000;
const AMINA = "0199c82c-c000-7000-8000-0000000000aa";

const part = (code: string, value: number): object => ({
  code: { code, system: "http://loinc.org" },
  valueQuantity: { code: "mm[Hg]", unit: "mm[Hg]", value },
});
const row = (list: string, item: string, at: number, body: object): ItemRow => ({
  doc: `0199c82c-c000-7000-8000-0000000000${list === "observations" ? "e1" : "d1"}`,
  list,
  item,
  at,
  unsent: false,
  body,
});
const pressure = (list: string, by: string, at: number, upper: number, lower: number, more: object = {}): ItemRow =>
  row(list, `p${at}`, at, {
    code: { code: "85354-9", display: "Blood pressure" },
    value: { components: [part("8480-6", upper), part("8462-4", lower)] },
    by,
    ...more,
  });
const home = (at: number, upper: number, lower: number, more: object = {}): ItemRow =>
  pressure("readings", AMINA, at, upper, lower, more);
const clinic = (at: number, upper: number, lower: number): ItemRow => pressure("observations", ANNA, at, upper, lower);
const tick = row("ticks", "t", NOW, { key: "m@2026-11-23T08:00", tick: { state: "taken", by: AMINA, at: NOW } });

const show = (page: React.ReactElement, diary: ItemRow[] | Problem, taken: ItemRow[] = []): Shown => {
  const answers: Answers = {
    observation_list: { items: taken, more: false },
    diary_get: Array.isArray(diary) ? { items: diary, more: false } : diary,
  };
  return showScreen(page, { answers: answersOf(chartOf([]), answers) });
};

describe("readings from home in the tab", () => {
  it("stand in a table of their own, with their value, their flag and who wrote them", async () => {
    show(<Tab patient={PATIENT} />, [tick, home(NOW - DAY, 147, 93)], [clinic(NOW - 9 * DAY, 132, 84)]);
    const table = await screen.findByRole("grid", { name: "Readings from home" });
    const [, first, ...others] = within(table).getAllByRole("row");
    expect(others).toEqual([]);
    expect(within(first as HTMLElement).getByText("147/93 mmHg")).toBeTruthy();
    expect(await within(first as HTMLElement).findByText("High")).toBeTruthy();
    expect(await within(first as HTMLElement).findByText("Patient, or a person they trust")).toBeTruthy();
    expect(within(screen.getByRole("grid", { name: "Readings" })).queryByText(/147/)).toBeNull();
  });

  it("are drawn once there are two that count", async () => {
    const wrong = home(NOW, 741, 93, { entry: { status: "entered-in-error", reason: "typo" } });
    show(<Tab patient={PATIENT} />, [wrong, home(NOW - DAY, 147, 93), home(NOW - 2 * DAY, 139, 88)]);
    const trend = await screen.findByRole("region", { name: "Blood pressure at home" });
    expect(within(trend).getByText(/147\/93 mmHg on 22-Nov-2026/)).toBeTruthy();
    expect(screen.getByText("Entered in error")).toBeTruthy();
  });

  it("are not spoken of where there are none", async () => {
    show(<Tab patient={PATIENT} />, [tick], [clinic(NOW, 132, 84)]);
    await screen.findByRole("grid", { name: "Readings" });
    expect(screen.queryByText("Readings from home")).toBeNull();
  });

  it("say why they cannot be shown, and leave the clinic's in sight", async () => {
    show(<Tab patient={PATIENT} />, { code: "not_found", retry: "never" }, [clinic(NOW, 132, 84)]);
    const section = await screen.findByRole("region", { name: "Readings from home" });
    expect(within(section).getByText(/There is nothing here that you may see/)).toBeTruthy();
    expect(screen.getByRole("grid", { name: "Readings" })).toBeTruthy();
  });
});

describe("the last vitals of the summary", () => {
  it("name the blood pressure of home where it is newer than the clinic's", async () => {
    show(<LatestBlock patient={PATIENT} />, [home(NOW - DAY, 147, 93)], [clinic(NOW - 9 * DAY, 132, 84)]);
    expect(await screen.findByText("Blood pressure at home")).toBeTruthy();
    expect(screen.getByText("147/93 mmHg")).toBeTruthy();
    expect(screen.getByText("132/84 mmHg")).toBeTruthy();
  });

  it("keep silent of it where the clinic's is newer", async () => {
    show(<LatestBlock patient={PATIENT} />, [home(NOW - 9 * DAY, 147, 93)], [clinic(NOW - DAY, 132, 84)]);
    expect(await screen.findByText("132/84 mmHg")).toBeTruthy();
    expect(screen.queryByText("Blood pressure at home")).toBeNull();
  });

  it("name it where the clinic never took one", async () => {
    show(<LatestBlock patient={PATIENT} />, [home(NOW, 147, 93)]);
    expect(await screen.findByText("147/93 mmHg")).toBeTruthy();
    expect(screen.queryByText("No vitals recorded")).toBeNull();
  });
});
