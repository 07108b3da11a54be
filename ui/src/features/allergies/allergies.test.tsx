import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Chart } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { setWorkspace } from "../../shell/workspace";
import { ANNA, answersOf, chartOf, conflictOf, LINE, PATIENT, row, two } from "../../test/chart";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Workspace as Add } from "./AddPanel";
import { Block } from "./Block";
import { Workspace as None } from "./NonePanel";
import { Workspace as Risk } from "./RiskPanel";
import { Workspace as Status } from "./StatusPanel";
import { Workspace as Void } from "./VoidWorkspace";

const allergy = (body: object = {}, item = LINE) =>
  row("allergies", item, {
    kind: "allergy",
    code: { display: "Penicillin" },
    clinical: "active",
    verification: "confirmed",
    criticality: "high",
    reaction: "Swelling of the lips",
    severity: "severe",
    by: ANNA,
    at: 0,
    ...body,
  });
const none = (body: object = {}) =>
  row("allergies", "none", {
    kind: "none_known",
    code: {},
    clinical: "active",
    by: ANNA,
    at: Date.UTC(2026, 0, 2),
    ...body,
  });
const show = (page: React.ReactElement, chart: Chart, answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, { answers: answersOf(chart, answers), path: `/patients/${PATIENT}`, ...setting });
const args = { patient: PATIENT, item: LINE };

describe("allergies", () => {
  it("stand with what happens and how sure it is, past ones behind a button", async () => {
    const chart = chartOf([allergy(), allergy({ code: { text: "egg" }, clinical: "resolved" }, "i2")]);
    const { user } = show(<Block patient={PATIENT} />, chart);
    const line = (await screen.findByText("Penicillin")).closest("li");
    expect(line?.textContent).toMatch(/Penicillin Swelling of the lips, severeHigh riskConfirmed/);
    await user.click(screen.getByRole("button", { name: "Show 1 past" }));
    expect(screen.getByText("egg").closest("li")?.textContent).toContain("Resolved");
  });

  it("nothing recorded is told apart from the statement that none is known", async () => {
    const { user, unmount } = show(<Block patient={PATIENT} />, chartOf([]));
    expect(await screen.findByText("No allergies recorded")).toBeTruthy();
    expect(screen.getByText(/This is not “no known allergies”/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "State “No known allergies”" }));
    unmount();
    setWorkspace(null);
    show(<Block patient={PATIENT} />, chartOf([none()]));
    expect(await screen.findByText("No known allergies")).toBeTruthy();
    expect(await screen.findByText("Stated 02-Jan-2026 by Anna Okoth")).toBeTruthy();
    expect(screen.queryByText("No allergies recorded")).toBeNull();
  });

  it("a disputed risk shows both and leads to the decision; its other facts can still be changed", async () => {
    const chart = chartOf([allergy({ criticality: two("high", "low") })], {
      conflicts: [conflictOf(["allergies", LINE, "criticality"])],
    });
    const { user } = show(<Block patient={PATIENT} />, chart);
    const line = (await screen.findByText("Not agreed")).closest("li") as HTMLElement;
    expect(line.textContent).toContain("High risk or Low risk");
    expect(within(line).getByRole("link", { name: "Decide: Penicillin" })).toBeTruthy();
    await user.click(within(line).getByRole("button", { name: "More for Penicillin" }));
    expect(screen.getAllByRole("menuitem").map((one) => one.textContent)).toEqual([
      "Change status",
      "Entered in error",
    ]);
  });

  it("are added with substance and certainty, and not without", async () => {
    const close = vi.fn();
    const { user, engine } = show(<Add args={{ patient: PATIENT }} close={close} />, chartOf([none()]));
    expect(await screen.findByText("“No known allergies” on record becomes inactive.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /^Add allergy/ }));
    expect(screen.getAllByText("Name the substance").length).toBe(2);
    expect(screen.getAllByText("Choose how sure it is").length).toBe(2);
    await user.type(screen.getByRole("textbox", { name: "Substance" }), "Latex");
    await user.click(screen.getByRole("radio", { name: "Confirmed" }));
    await user.click(screen.getByRole("radio", { name: "High risk" }));
    await user.click(screen.getByRole("button", { name: /^Add allergy/ }));
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "allergy_add",
      code: { text: "Latex" },
      verification: "confirmed",
      criticality: "high",
    });
    expect(engine.argsOf("write")[0]).not.toHaveProperty("reaction");
  });

  it("that none is known is stated only by somebody who asked, and refused beside an active one", async () => {
    const rule = {
      code: "rule",
      retry: "after_fix",
      args: { rule: "allergy_active", source: "FHIR R4", may_override: false },
    } as const;
    const { user, engine } = show(<None args={{ patient: PATIENT }} close={vi.fn()} />, chartOf([]), { write: rule });
    const save = await screen.findByRole("button", { name: /^State “No known allergies”/ });
    await user.click(save);
    expect(screen.getByText("Tick that you asked")).toBeTruthy();
    expect(engine.argsOf("write")).toEqual([]);
    await user.click(screen.getByRole("checkbox", { name: /I asked/ }));
    await user.click(save);
    expect((await screen.findByRole("alert")).textContent).toMatch(/An active allergy is on record.*Source: FHIR R4/);
  });

  it("change status and risk with what the form showed", async () => {
    const close = vi.fn();
    const status = show(<Status args={args} close={close} />, chartOf([allergy()]));
    await status.user.click(await screen.findByRole("radio", { name: "Refuted" }));
    await status.user.click(screen.getByRole("button", { name: /^Save/ }));
    await waitFor(() =>
      expect(status.engine.argsOf("write")[0]).toMatchObject({
        type: "allergy_set_status",
        clinical: "active",
        verification: "refuted",
        base_clinical: "active",
        base_verification: "confirmed",
      }),
    );
    status.unmount();
    const risk = show(<Risk args={args} close={close} />, chartOf([allergy()]));
    await risk.user.click(await screen.findByRole("radio", { name: "Low risk" }));
    await risk.user.click(screen.getByRole("button", { name: /^Save/ }));
    await waitFor(() =>
      expect(risk.engine.argsOf("write")[0]).toMatchObject({
        type: "allergy_set_criticality",
        criticality: "low",
        base: "high",
      }),
    );
  });

  it("a risk nobody wrote has no base", async () => {
    const { user, engine } = show(<Risk args={args} close={vi.fn()} />, chartOf([allergy({ criticality: undefined })]));
    await user.click(await screen.findByRole("radio", { name: "Low risk" }));
    await user.click(screen.getByRole("button", { name: /^Save/ }));
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(1));
    expect(engine.argsOf("write")[0]).not.toHaveProperty("base");
  });

  it("are marked as errors, also the statement that none is known", async () => {
    const { user, engine } = show(
      <Void args={{ patient: PATIENT, item: "none" }} close={vi.fn()} />,
      chartOf([none()]),
    );
    await user.type(await screen.findByRole("textbox", { name: "Why was it an error?" }), "Nobody asked");
    await user.click(screen.getByRole("button", { name: /Mark as entered in error/ }));
    await waitFor(() => expect(engine.argsOf("write")[0]).toMatchObject({ root: "allergies", item: "none" }));
  });
});
