import { screen, waitFor } from "@testing-library/react";
import { Link } from "react-router";
import { describe, expect, it, vi } from "vitest";
import type { Answers } from "../../rpc/transport/fake";
import type { Feature } from "../../shell/feature";
import { syncOf } from "../../shell/sync/sample";
import { answersOf, chartOf, medicine, PATIENT, patientOf, row, two } from "../../test/chart";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Page } from "./Page";

const Broken = (): never => {
  throw new Error("a block that stops");
};
const One = () => <p>the medicines tab</p>;
const feature: Feature = {
  chartTabs: [
    { path: "two", label: "vitals-tab", order: 40, load: async () => ({ Tab: Broken }) },
    { path: "one", label: "medicines-title", order: 20, load: async () => ({ Tab: One }) },
  ],
  chartBlocks: [
    { area: "main", order: 20, Block: () => <p>second</p> },
    { area: "main", order: 10, Block: () => <p>first</p> },
    { area: "side", order: 20, Block: () => <p>beside</p> },
  ],
};
const broken: Feature = { chartBlocks: [{ area: "side", order: 10, Block: Broken }] };
/** React tells of what a boundary caught; here that is what is wanted. */
const quiet = () => vi.spyOn(console, "error").mockImplementation(() => undefined);

const open = (answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  showScreen(<Page />, {
    answers: answersOf(chartOf([]), { sync_status: syncOf(), ...answers }),
    path: `/patients/${PATIENT}`,
    route: "/patients/:patient/:tab?",
    features: [feature],
    ...setting,
  });

describe("a chart", () => {
  it("has the banner on top, tabs in their order, and the summary from the blocks", async () => {
    open();
    const banner = await screen.findByRole("region", { name: /Patient/ });
    expect(banner.textContent).toContain("YUSUF, Amina (Mrs)");
    expect(banner.textContent).toContain("14-Jul-1964 (62y)");
    expect(banner.textContent).toContain("481 522 0736");
    expect(banner.textContent).toContain("No allergies recorded");
    const tabs = screen.getByRole("navigation", { name: "Parts of the chart" });
    expect([...tabs.querySelectorAll("a")].map((one) => one.textContent)).toEqual(["Summary", "Medicines", "Vitals"]);
    expect(screen.getByText("first").compareDocumentPosition(screen.getByText("second"))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    expect(document.title).toContain("YUSUF, Amina");
  });

  it("shows nothing of the patient before while another one is read", async () => {
    const other = "0199c82c-c000-7000-8000-0000000000b2";
    const page = (
      <>
        <Link to={`/patients/${other}`}>another patient</Link>
        <Page />
      </>
    );
    const { engine, user } = showScreen(page, {
      answers: answersOf(chartOf([]), { sync_status: syncOf() }),
      path: `/patients/${PATIENT}`,
      route: "/patients/:patient/:tab?",
      features: [feature],
    });
    expect(await screen.findByRole("region", { name: /Patient/ })).toBeTruthy();
    engine.answer({ patient_get: () => new Promise(() => undefined) });
    await user.click(screen.getByRole("link", { name: "another patient" }));
    await waitFor(() => expect(engine.argsOf("patient_get")).toContainEqual({ patient: other }));
    expect(screen.queryByRole("region", { name: /Patient/ })).toBeNull();
    expect(screen.queryByText("first")).toBeNull();
  });

  it("a block that stops takes neither the banner nor another block with it", async () => {
    quiet();
    open({}, { features: [feature, broken] });
    expect(await screen.findByText("beside")).toBeTruthy();
    expect(screen.getByRole("region", { name: /Patient/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Save a copy of what I typed" })).toBeTruthy();
  });

  it("a tab that stops keeps the banner", async () => {
    quiet();
    open({}, { path: `/patients/${PATIENT}/two` });
    expect(await screen.findByRole("alert")).toBeTruthy();
    expect(screen.getByRole("region", { name: /Patient/ })).toBeTruthy();
  });

  it("opens the tab of its address, and says so where there is none", async () => {
    const { unmount } = open({}, { path: `/patients/${PATIENT}/one` });
    expect(await screen.findByText("the medicines tab")).toBeTruthy();
    unmount();
    open({}, { path: `/patients/${PATIENT}/nowhere` });
    expect(await screen.findByText("There is no such part of the chart")).toBeTruthy();
  });

  it("shows both values of a disputed identity and leads to the decision", async () => {
    const name = two({ family: "Yusuf", given: "Amina" }, { family: "Yussef", given: "Amine" });
    open({ patient_get: patientOf({ name, birth: two({ date: "1964-07-14" }, { date: "1964-06-14" }) }) });
    const banner = await screen.findByRole("region", { name: /Patient/ });
    expect(banner.textContent).toContain("YUSUF, Amina or YUSSEF, Amine");
    expect(banner.textContent).toMatch(/14-Jul-1964.*or 14-Jun-1964/);
    const decide = screen.getByRole("link", { name: "Decide" });
    expect(decide.getAttribute("href")).toBe(`#/decisions/${PATIENT}/${encodeURIComponent("person/name")}`);
  });

  it("says allergies in sight: named, none known, not recorded, or not shown to this role", async () => {
    const allergy = row("allergies", "a", { kind: "allergy", code: { text: "latex" }, reaction: "rash", by: "u" });
    const first = open({ chart_get: chartOf([allergy]) });
    expect((await screen.findByRole("group", { name: "Allergies" })).textContent).toContain("latex rash");
    first.unmount();
    open({ chart_get: { code: "not_found", retry: "never" } }, { me: { role: "reception" } });
    expect((await screen.findByRole("group", { name: "Allergies" })).textContent).toMatch(/Not shown/);
  });

  it("tells how fresh it is and what only this device holds", async () => {
    open({ chart_get: chartOf([medicine({}, { unsent: true })]), sync_status: syncOf({}, { pulled_at: null }) });
    expect(await screen.findByText("1 change of this chart not sent yet")).toBeTruthy();
    expect(await screen.findByText("The clinic's server was not heard yet")).toBeTruthy();
  });

  it("unknown facts are said in words, and names that turn text round are harmless", async () => {
    open({
      patient_get: patientOf({
        name: { family: "\u202Egnal", given: `${"x".repeat(300)} 😀` },
        birth: undefined,
        gender: undefined,
      }),
    });
    const banner = await screen.findByRole("region", { name: /Patient/ });
    expect(banner.textContent).toContain("BornNot known");
    expect(banner.textContent).toContain("GenderNot known");
    expect(banner.textContent).not.toContain("\u202E");
    expect(banner.textContent).toContain(`GNAL, ${"x".repeat(300)} 😀`);
  });

  it("a patient who is not here is no empty chart", async () => {
    open({ patient_get: { code: "not_found", retry: "never" } });
    expect(await screen.findByRole("heading", { name: "There is no such patient on this device" })).toBeTruthy();
    expect(screen.getByRole("link", { name: "Find a patient" }).getAttribute("href")).toBe("#/patients");
  });

  it("a list without its chart says so", async () => {
    open({ chart_get: chartOf([], { doc: null }) });
    expect(await screen.findByText("No chart on this device")).toBeTruthy();
  });

  it("opens the vitals panel for those who may", async () => {
    const { unmount } = open();
    expect(await screen.findByRole("button", { name: "Add vitals" })).toBeTruthy();
    unmount();
    open({}, { me: { role: "reception" } });
    await screen.findByRole("region", { name: /Patient/ });
    await waitFor(() => expect(screen.queryByRole("button", { name: "Add vitals" })).toBeNull());
  });
});
