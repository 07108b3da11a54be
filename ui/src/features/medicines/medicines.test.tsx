import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Chart } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { NoteToast } from "../../shell/frame/NoteToast";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { answersOf, CHART, chartOf, conflictOf, LINE, medicine, PATIENT, regimen, row, two } from "../../test/chart";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Block } from "./Block";
import { Workspace as Dose } from "./DosePanel";
import { Page as Print } from "./PrintPage";
import { Workspace as Start } from "./StartPanel";
import { Hold, Resume, Stop } from "./StatusPanel";
import { Tab } from "./Tab";
import { Workspace as Void } from "./VoidWorkspace";

const args = { patient: PATIENT, item: LINE };
const show = (page: React.ReactElement, chart: Chart, answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, { answers: answersOf(chart, answers), ...setting });

const dose = async (
  chart: Chart = chartOf([medicine()]),
  answers: Answers = {},
  setting: Partial<ScreenSetting> = {},
) => {
  const close = vi.fn();
  const shown = show(<Dose args={args} close={close} />, chart, answers, setting);
  const field = await screen.findByRole("textbox", { name: "New dose" });
  return { ...shown, close, field, save: () => screen.getByRole("button", { name: /Save/ }) };
};

describe("the list of medicines", () => {
  it("says what, how, since when and by whom", async () => {
    show(<Block patient={PATIENT} />, chartOf([medicine({ indication: "Hypertension" })]));
    await screen.findByText("Since 19-Oct-2025 by Anna Okoth");
    const [line] = within(screen.getByRole("list", { name: "Medicines" })).getAllByRole("listitem");
    expect(line?.textContent).toContain("amlodipine 5 mg tablet — dose5\u00a0mg — oral — once daily");
    expect(line?.textContent).toContain("For Hypertension");
  });

  it("shows both doses of a disputed line, says so, and offers to decide instead of to change", async () => {
    const chart = chartOf([medicine({ regimen: two(regimen("10"), regimen("2.5")) })], {
      conflicts: [conflictOf(["medicines", LINE, "regimen"])],
    });
    show(<Block patient={PATIENT} />, chart);
    const line = (await screen.findByText("Not agreed")).closest("li") as HTMLElement;
    expect(line.textContent).toContain("10\u00a0mg or 2.5\u00a0mg");
    const decide = within(line).getByRole("link", { name: /^Decide/ });
    expect(decide.getAttribute("href")).toBe(`#/decisions/${CHART}/${encodeURIComponent(`medicines/${LINE}/regimen`)}`);
    expect(within(line).queryByRole("button", { name: /Change dose/ })).toBeNull();
  });

  it("shows whole regimens where two differ in more than the dose", async () => {
    const other = regimen("5", { frequency: "2/d" });
    show(<Block patient={PATIENT} />, chartOf([medicine({ regimen: two(regimen("10"), other) })]));
    const line = (await screen.findByText("Not agreed")).closest("li");
    expect(line?.textContent).toContain("10\u00a0mg, oral, once daily or 5\u00a0mg, oral, twice daily");
  });

  it("marks what only this device holds", async () => {
    show(<Block patient={PATIENT} />, chartOf([medicine({}, { unsent: true })]));
    const mark = await screen.findByText("Not sent yet");
    const line = mark.closest("li");
    expect(line?.getAttribute("aria-describedby")).toBe(mark.closest("[id]")?.id);
  });

  it("tells a chart without medicines from one where all are stopped", async () => {
    const { unmount } = show(<Block patient={PATIENT} />, chartOf([]));
    expect(await screen.findByText("No medicines recorded")).toBeTruthy();
    unmount();
    show(<Block patient={PATIENT} />, chartOf([medicine({ status: "stopped" })]));
    expect(await screen.findByText("No current medicine recorded")).toBeTruthy();
  });

  it("offers a nurse no change and says who may start", async () => {
    show(<Block patient={PATIENT} />, chartOf([medicine()]), {}, { me: { role: "nurse" } });
    const start = await screen.findByRole("button", { name: "Start medicine" });
    expect(start.getAttribute("aria-disabled")).toBe("true");
    expect(start.getAttribute("title")).toMatch(/Only a doctor/);
    expect(screen.queryByRole("button", { name: /Change dose/ })).toBeNull();
  });

  it("shows names with direction marks, emoji and 300 letters whole and harmless", async () => {
    const long = "x".repeat(300);
    const named = (text: string, item: string) => medicine({ regimen: regimen("5", { product: { text } }) }, { item });
    show(<Block patient={PATIENT} />, chartOf([named("\u202Ekcirt 💊", "i1"), named(long, "i2")]));
    expect(await screen.findByText("kcirt 💊")).toBeTruthy();
    expect(screen.getByText(long)).toBeTruthy();
  });

  it("groups the tab into current, on hold, stopped, and keeps errors behind a button", async () => {
    const chart = chartOf([
      medicine(),
      medicine({ status: "on-hold", hold: "Tooth extraction" }, { item: "i2" }),
      medicine({ status: "stopped", stop: { date: "2026-01-02", reason: "Cough" } }, { item: "i3" }),
      medicine({ entry: { status: "entered-in-error", reason: "Wrong patient", by: "x", at: 1 } }, { item: "i4" }),
    ]);
    const { user } = show(<Tab patient={PATIENT} />, chart);
    expect((await screen.findByRole("region", { name: "On hold" })).textContent).toContain("On hold: Tooth extraction");
    expect(screen.getByRole("region", { name: "Stopped" }).textContent).toContain("Stopped 02-Jan-2026: Cough");
    expect(screen.queryByText(/Wrong patient/)).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show 1 entered in error" }));
    expect(screen.getByText("Entered in error: Wrong patient")).toBeTruthy();
  });
});

describe("changing a dose", () => {
  it("writes the new regimen with what the form showed, by keyboard alone", async () => {
    const { user, engine, close } = await dose();
    // The old dose is chosen whole, so typing replaces it.
    await user.keyboard("10");
    await user.tab();
    await user.type(screen.getByRole("textbox", { name: /^Reason/ }), "Pressure still high");
    expect(screen.getByText(/Daily total goes from 5.mg to 10.mg/)).toBeTruthy();
    await user.keyboard("{Enter}");
    await user.click(screen.getByRole("button", { name: /Save new dose/ }));
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(engine.argsOf("write")).toEqual([
      {
        type: "medicine_set_dose",
        doc: CHART,
        patient: PATIENT,
        item: LINE,
        regimen: regimen("10"),
        base: regimen("5"),
        reason: "Pressure still high",
        draft: `medicine-dose:${PATIENT}:${LINE}`,
      },
    ]);
  });

  it("does not write what is on record already, nor a dose that is none", async () => {
    const { user, engine, field, save } = await dose();
    await user.click(save());
    expect(screen.getAllByText("This is what is on record already. Change something, or cancel.").length).toBe(2);
    await user.clear(field);
    await user.type(field, "2,5");
    expect(screen.queryByText(/Use a point/)).toBeNull();
    await user.click(save());
    expect(screen.getAllByText("Use a point, not a comma: 2.5").length).toBe(2);
    expect(engine.argsOf("write")).toEqual([]);
  });

  it("shows what stood, what stands and what is to be written when it changed meanwhile, and goes on from there", async () => {
    const stale = { code: "stale", retry: "after_fix", args: { current: [regimen("7.5")] } } as const;
    const { user, engine, field, save } = await dose(undefined, { write: stale });
    await user.clear(field);
    await user.type(field, "10");
    await user.click(save());
    const told = await screen.findByRole("alert");
    expect(told.textContent).toContain("This changed while you were writing");
    for (const words of [
      "5\u00a0mg, oral, once daily",
      "7.5\u00a0mg, oral, once daily",
      "10\u00a0mg, oral, once daily",
    ]) {
      expect(told.textContent).toContain(words);
    }
    engine.answer({ write: { docs: [], ctrs: [], saved: 1 } });
    await user.click(screen.getByRole("button", { name: "Go on from what is on record now" }));
    expect((screen.getByRole("textbox", { name: "New dose" }) as HTMLInputElement).value).toBe("10");
    await user.click(save());
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(2));
    expect(engine.argsOf("write")[1]).toMatchObject({ base: regimen("7.5"), regimen: regimen("10") });
  });

  it("leads to the decision when two values stand meanwhile", async () => {
    const stale = { code: "stale", retry: "after_fix", args: { current: [regimen("7.5"), regimen("2.5")] } } as const;
    const { user, field, save } = await dose(undefined, { write: stale });
    await user.clear(field);
    await user.type(field, "10");
    await user.click(save());
    const told = await screen.findByRole("alert");
    expect(within(told).getByRole("link", { name: "Decide" })).toBeTruthy();
    expect(within(told).queryByRole("button", { name: /Go on/ })).toBeNull();
  });

  it("asks for a reason where a rule allows one, and a reason speaks for that change only", async () => {
    const rule = {
      code: "rule",
      retry: "after_fix",
      args: { rule: "dose_tenfold", source: "ISMP", may_override: true },
    } as const;
    const { user, engine, field, save } = await dose(undefined, { write: rule });
    await user.clear(field);
    await user.type(field, "50");
    await user.click(save());
    expect((await screen.findByRole("alert")).textContent).toMatch(/ten times or a tenth.*Source: ISMP/);
    await user.click(save());
    expect(screen.getByText("Say why")).toBeTruthy();
    expect(engine.argsOf("write")).toHaveLength(1);
    await user.type(screen.getByRole("textbox", { name: /Reason to go on/ }), "Loading dose");
    await user.click(screen.getByRole("button", { name: /Save with this reason/ }));
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(2));
    expect(engine.argsOf("write")[1]).toMatchObject({ override_reason: "Loading dose" });
    await user.type(field, "0");
    expect(screen.queryByRole("alert")).toBeNull();
    await user.click(save());
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(3));
    expect(engine.argsOf("write")[2]).not.toHaveProperty("override_reason");
  });

  it("offers no reason where a rule allows none", async () => {
    const rule = {
      code: "rule",
      retry: "after_fix",
      args: { rule: "medicine_stopped", source: "merge rule", may_override: false },
    } as const;
    const { user, field, save } = await dose(undefined, { write: rule });
    await user.clear(field);
    await user.type(field, "10");
    await user.click(save());
    expect((await screen.findByRole("alert")).textContent).toMatch(/Somebody stopped this medicine/);
    expect(screen.queryByRole("textbox", { name: /Reason to go on/ })).toBeNull();
  });

  it("keeps what was typed when the device is locked or full, and saves it once that is over", async () => {
    for (const code of ["locked", "storage_full", "io"] as const) {
      const { user, engine, field, save, unmount } = await dose(undefined, { write: { code, retry: "later" } });
      await user.clear(field);
      await user.type(field, "10");
      await user.click(save());
      expect(await screen.findByText(new RegExp(`Code ${code}`))).toBeTruthy();
      engine.answer({ write: { docs: [], ctrs: [], saved: 1 } });
      await user.click(save());
      await waitFor(() => expect(engine.argsOf("write")).toHaveLength(2));
      expect(engine.argsOf("write")[1]).toMatchObject({ regimen: regimen("10") });
      unmount();
    }
  });

  it("finds the draft again after the panel was closed, with the base that it began from", async () => {
    const drafts = memoryDrafts();
    const first = await dose(undefined, {}, { drafts });
    await first.user.clear(first.field);
    await first.user.type(first.field, "10");
    first.unmount();
    await waitFor(async () => expect((await drafts.get(`medicine-dose:${PATIENT}:${LINE}`)).body).toContain('"10"'));
    const again = await dose(chartOf([medicine({ regimen: regimen("7.5") })]), {}, { drafts });
    expect((again.field as HTMLInputElement).value).toBe("10");
    await again.user.click(again.save());
    await waitFor(() => expect(again.engine.argsOf("write")[0]).toMatchObject({ base: regimen("5") }));
  });

  it("is not offered while two values stand", async () => {
    await dose(chartOf([medicine({ regimen: two(regimen("10"), regimen("2.5")) })]));
    expect(screen.getByRole("button", { name: /Save new dose/ }).getAttribute("aria-disabled")).toBe("true");
  });

  it("says so when the line is gone", async () => {
    show(<Dose args={args} close={vi.fn()} />, chartOf([]));
    expect(await screen.findByText("This entry is no longer there")).toBeTruthy();
  });
});

describe("starting, stopping, holding", () => {
  it("starts a medicine with an id of its own, allergies in sight", async () => {
    const close = vi.fn();
    const penicillin = row("allergies", "a1", {
      kind: "allergy",
      code: { text: "penicillin" },
      clinical: "active",
      by: "x",
    });
    const { user, engine } = show(<Start args={{ patient: PATIENT }} close={close} />, chartOf([penicillin]));
    expect(await screen.findByText("Allergies on record: penicillin")).toBeTruthy();
    await user.type(screen.getByRole("textbox", { name: "Medicine" }), "Ramipril 5 mg capsule");
    await user.type(screen.getByRole("textbox", { name: "Dose" }), "5");
    await user.click(screen.getByRole("button", { name: /Start medicine/ }));
    expect(screen.getAllByText("Choose the unit of the dose").length).toBe(2);
    await user.selectOptions(screen.getByRole("combobox", { name: "Unit" }), "mg");
    await user.selectOptions(screen.getByRole("combobox", { name: "How often" }), "once daily");
    await user.click(screen.getByRole("button", { name: /Start medicine/ }));
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "medicine_start",
      item: "0199c82c-c000-7000-8000-0000000000f0",
      regimen: { product: { text: "Ramipril 5 mg capsule" }, dose: "5", unit: "mg", frequency: "1/d" },
    });
  });

  it("needs a reason to stop, and names the medicine on the button", async () => {
    const close = vi.fn();
    const { user, engine } = show(<Stop args={args} close={close} />, chartOf([medicine()]));
    const stop = await screen.findByRole("button", { name: /Stop Amlodipine 5 mg tablet/ });
    await user.click(stop);
    expect(screen.getAllByText("Say why").length).toBe(2);
    await user.type(screen.getByRole("textbox", { name: "Why it is stopped" }), "Swollen ankles");
    await user.click(stop);
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "medicine_stop",
      reason: "Swollen ankles",
      base: "active",
    });
  });

  it("puts on hold with a reason and goes on without one", async () => {
    const close = vi.fn();
    const held = show(<Hold args={args} close={close} />, chartOf([medicine()]));
    await held.user.type(await screen.findByRole("textbox", { name: "Why it is on hold" }), "Tooth extraction");
    await held.user.click(screen.getByRole("button", { name: /Put Amlodipine.* on hold/ }));
    await waitFor(() =>
      expect(held.engine.argsOf("write")[0]).toMatchObject({ type: "medicine_hold", base: "active" }),
    );
    held.unmount();
    const on = show(<Resume args={args} close={close} />, chartOf([medicine({ status: "on-hold" })]));
    await on.user.click(await screen.findByRole("button", { name: /Go on with Amlodipine/ }));
    await waitFor(() =>
      expect(on.engine.argsOf("write")[0]).toMatchObject({ type: "medicine_resume", base: "on-hold" }),
    );
  });

  it("marks a line as an error with a reason", async () => {
    const { user, engine } = show(<Void args={args} close={vi.fn()} />, chartOf([medicine()]));
    await user.type(await screen.findByRole("textbox", { name: "Why was it an error?" }), "Wrong patient");
    await user.click(screen.getByRole("button", { name: /Mark as entered in error/ }));
    await waitFor(() =>
      expect(engine.argsOf("write")[0]).toMatchObject({
        type: "entry_void",
        root: "medicines",
        reason: "Wrong patient",
      }),
    );
  });

  it("a change that was saved before the answer was lost counts as saved", async () => {
    const close = vi.fn();
    const answered = { code: "already_done", retry: "never" } as const;
    const { user } = show(<Resume args={args} close={close} />, chartOf([medicine({ status: "on-hold" })]), {
      write: answered,
    });
    await user.click(await screen.findByRole("button", { name: /Go on with/ }));
    await waitFor(() => expect(close).toHaveBeenCalled());
  });
});

describe("taking back", () => {
  const undo = async (panel: React.ReactElement, chart: Chart, answers: Answers = {}) => {
    const shown = show(
      <>
        {panel}
        <NoteToast />
      </>,
      chart,
      answers,
    );
    return { ...shown, back: async () => shown.user.click(await screen.findByRole("button", { name: /^Undo/ })) };
  };

  it("a changed dose is another change, based on the one before it", async () => {
    const { user, engine, back } = await undo(<Dose args={args} close={vi.fn()} />, chartOf([medicine()]));
    await screen.findByRole("textbox", { name: "New dose" });
    await user.keyboard("10");
    await user.click(screen.getByRole("button", { name: /Save new dose/ }));
    await back();
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(2));
    expect(engine.argsOf("write")[1]).toMatchObject({ regimen: regimen("5"), base: regimen("10") });
  });

  it("a stop is lifted by a decision that says who lifted it", async () => {
    const { user, engine, back } = await undo(<Stop args={args} close={vi.fn()} />, chartOf([medicine()]));
    await user.type(await screen.findByRole("textbox", { name: "Why it is stopped" }), "Cough");
    await user.click(screen.getByRole("button", { name: /^Stop Amlodipine/ }));
    await back();
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(2));
    expect(engine.argsOf("write")[1]).toMatchObject({
      type: "conflict_decide",
      path: ["medicines", LINE, "status"],
      chosen: "active",
      seen: ["stopped"],
    });
  });

  it("says so where somebody wrote meanwhile", async () => {
    const { user, engine, back } = await undo(
      <Resume args={args} close={vi.fn()} />,
      chartOf([medicine({ status: "on-hold" })]),
    );
    await user.click(await screen.findByRole("button", { name: /^Go on with/ }));
    await screen.findByText("Amlodipine 5 mg tablet goes on");
    engine.answer({ write: { code: "stale", retry: "after_fix", args: { current: ["stopped"] } } });
    await back();
    expect(await screen.findByText("This could not be taken back: it changed meanwhile")).toBeTruthy();
  });
});

describe("the sheet of medicines", () => {
  const sheet = (chart: Chart) =>
    show(<Print />, chart, {}, { path: `/patients/${PATIENT}/print`, route: "/patients/:patient/print" });

  it("prints what is agreed, with banner, page, by whom and valid when", async () => {
    sheet(chartOf([medicine({}, { unsent: true })]));
    const page = await screen.findByRole("article", { name: "Page 1 of 1" });
    expect(page.textContent).toContain("YUSUF, Amina (Mrs)");
    expect(page.textContent).toContain("amlodipine 5 mg tablet — dose5\u00a0mg");
    expect(page.textContent).toContain("Printed by Dr Ruth Adeyemi");
    expect(page.textContent).toMatch(/Valid at \d\d:\d\d/);
    expect(page.textContent).toContain("Not sent yet: the clinic's server has not seen this line");
    const print = vi.fn();
    vi.stubGlobal("print", print);
    await screen.findByText("1 line will be printed");
    screen.getByRole("button", { name: /^Print/ }).click();
    expect(print).toHaveBeenCalledOnce();
  });

  it("holds back what is not agreed: its name alone, no number, and why", async () => {
    const chart = chartOf([medicine(), medicine({ regimen: two(regimen("10"), regimen("2.5")) }, { item: "i2" })]);
    sheet(chart);
    const held = (await screen.findByText(/Held back: not agreed/)).closest("li") as HTMLElement;
    expect(held.textContent).toMatch(/^amlodipine/);
    expect(held.textContent).not.toMatch(/\d/);
    expect(screen.getByText("1 line is held back")).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Print/ }).getAttribute("aria-disabled")).toBeNull();
  });

  it("refuses to print when every line is held back, and says so", async () => {
    const print = vi.fn();
    vi.stubGlobal("print", print);
    sheet(chartOf([medicine({ regimen: two(regimen("10"), regimen("2.5")) })]));
    const button = await screen.findByRole("button", { name: /^Print/ });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    button.click();
    expect(print).not.toHaveBeenCalled();
    expect(screen.getByText("Every line is held back. Decide first; then print.")).toBeTruthy();
  });
});
