import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../rpc/transport/fake";
import { syncOf } from "../../shell/sync/sample";
import { conflictOf, LINE, lineOf, PATIENT, regimen } from "../../test/chart";
import { NOW } from "../../test/render";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Page } from "./Page";

const open = (answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  showScreen(<Page />, {
    answers: {
      decision_list: { conflicts: [] },
      quarantine_list: { refused: [] },
      draft_list: { drafts: [] },
      recent_list: { patients: [], more: false },
      sync_status: syncOf(),
      ...answers,
    },
    ...setting,
  });

const dispute = conflictOf(["medicines", LINE, "regimen"], {
  body: { alternatives: [{ value: regimen("10") }, { value: regimen("2.5") }] },
});

describe("today", () => {
  it("says the day, and that nothing waits where nothing does", async () => {
    open();
    expect(await screen.findByRole("heading", { level: 1, name: "Monday 23-Nov-2026" })).toBeTruthy();
    expect(await screen.findByText("Nothing waits for you.")).toBeTruthy();
    expect(screen.getByText("You have not opened a chart on this device yet")).toBeTruthy();
    expect(screen.queryByRole("region", { name: "Decisions" })).toBeNull();
  });

  it("lists what waits, each with the way to it", async () => {
    open({
      decision_list: { conflicts: [dispute] },
      quarantine_list: {
        refused: [
          {
            ctr: 4,
            doc: "d",
            patient: PATIENT,
            code: "forbidden_path",
            detail: null,
            command: "medicine_set_dose",
            body: null,
            at: NOW - 60_000,
          },
        ],
      },
      recent_list: { patients: [lineOf(PATIENT, "Yusuf, Amina")], more: false },
    });
    expect(await screen.findByText("1 to decide, 1 not accepted")).toBeTruthy();
    const decisions = screen.getByRole("region", { name: "Decisions" });
    const decide = within(decisions).getByRole("link", { name: /Amlodipine/ });
    expect(decide.textContent).toBe("Amlodipine 5 mg tablet: 10\u00a0mg or 2.5\u00a0mg");
    expect(decide.getAttribute("href")).toMatch(/^#\/decisions\//);
    expect(within(decisions).getByText("YUSUF, Amina")).toBeTruthy();
    const refused = screen.getByRole("region", { name: "Not accepted by the server" });
    expect(refused.textContent).toContain("A change of dose");
    expect(refused.textContent).toContain("Your role may not change this.");
    expect(refused.textContent).toContain("Refused 10:20");
    const recent = screen.getByRole("link", { name: /YUSUF, Amina/ });
    expect(recent.getAttribute("href")).toBe(`#/patients/${PATIENT}`);
  });

  it("goes on with a draft where it was left", async () => {
    const { user, path } = open({
      draft_list: { drafts: [{ key: `medicine-dose:${PATIENT}:${LINE}`, at: NOW - 60_000 }] },
      recent_list: { patients: [lineOf(PATIENT, "Yusuf, Amina")], more: false },
    });
    const drafts = await screen.findByRole("region", { name: "Drafts" });
    expect(drafts.textContent).toContain("YUSUF, Amina, Kept 10:20");
    await user.click(within(drafts).getByRole("button", { name: "A change of dose" }));
    await waitFor(() => expect(path()).toBe(`/patients/${PATIENT}`));
  });

  it("a draft of no screen here is in sight and leads nowhere", async () => {
    open({ draft_list: { drafts: [{ key: "elsewhere", at: NOW }] } });
    expect(await screen.findByText("Something you typed")).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Something you typed" })).toBeNull();
  });

  it("tells when the clinic was heard and what is kept here", async () => {
    open({ sync_status: syncOf({}, { pulled_at: NOW - 60_000, own: { saved: 3, sent: 0, elsewhere: 0 } }) });
    expect(await screen.findByText("Last heard from the clinic 10:20")).toBeTruthy();
    expect(screen.getByText("3 changes kept on this device, not sent yet")).toBeTruthy();
  });

  it("a page that the server answers asks for nothing that only a device has", async () => {
    const { engine } = open({}, { local: false });
    await screen.findByText("Nothing waits for you.");
    expect(engine.asked.map(({ cmd }) => cmd)).toEqual(["decision_list"]);
  });

  it("says the same in Arabic", async () => {
    open({ decision_list: { conflicts: [dispute] } }, { language: "ar" });
    expect(await screen.findByRole("region", { name: "القرارات" })).toBeTruthy();
  });
});
