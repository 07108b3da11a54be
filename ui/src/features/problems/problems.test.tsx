import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Chart } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { answersOf, CHART, chartOf, conflictOf, LINE, PATIENT, row, two } from "../../test/chart";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Workspace as Add } from "./AddPanel";
import { Block } from "./Block";
import { Workspace as Status } from "./StatusPanel";
import { Workspace as Void } from "./VoidWorkspace";

const problem = (body: object = {}, item = LINE) =>
  row("problems", item, { code: { text: "Asthma" }, clinical: "active", onset: "1998", by: "u", ...body });
const show = (page: React.ReactElement, chart: Chart, answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, { answers: answersOf(chart, answers), path: `/patients/${PATIENT}`, ...setting });
const args = { patient: PATIENT, item: LINE };

describe("problems", () => {
  it("stand with their beginning, past ones behind a button", async () => {
    const chart = chartOf([problem(), problem({ code: { display: "Otitis" }, clinical: "resolved" }, "i2")]);
    const { user } = show(<Block patient={PATIENT} />, chart);
    expect((await screen.findByText("Asthma")).closest("li")?.textContent).toContain("Since 1998");
    expect(screen.queryByText("Otitis")).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show 1 past" }));
    expect(screen.getByText("Otitis").closest("li")?.textContent).toContain("Resolved");
  });

  it("an empty list says that nobody wrote one down", async () => {
    show(<Block patient={PATIENT} />, chartOf([]));
    expect(await screen.findByText("No problems recorded")).toBeTruthy();
  });

  it("a disputed status shows both words and leads to the decision", async () => {
    const chart = chartOf([problem({ clinical: two("active", "resolved") })], {
      conflicts: [conflictOf(["problems", LINE, "clinical"])],
    });
    show(<Block patient={PATIENT} />, chart);
    const line = (await screen.findByText("Not agreed")).closest("li") as HTMLElement;
    expect(line.textContent).toContain("Active or Resolved");
    expect(within(line).getByRole("link", { name: "Decide: Asthma" })).toBeTruthy();
  });

  it("are added in the author's words, and not without them", async () => {
    const close = vi.fn();
    const { user, engine } = show(<Add args={{ patient: PATIENT }} close={close} />, chartOf([]));
    await user.click(await screen.findByRole("button", { name: /^Add problem/ }));
    expect(screen.getAllByText("Name the problem").length).toBe(2);
    await user.type(screen.getByRole("textbox", { name: "Problem" }), "Asthma, mild");
    await user.type(screen.getByRole("textbox", { name: /^Since/ }), "2999");
    await user.click(screen.getByRole("button", { name: /^Add problem/ }));
    expect(screen.getAllByText("This date lies in the future").length).toBe(2);
    await user.clear(screen.getByRole("textbox", { name: /^Since/ }));
    await user.type(screen.getByRole("textbox", { name: /^Since/ }), "1998");
    await user.click(screen.getByRole("button", { name: /^Add problem/ }));
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "problem_add",
      doc: CHART,
      code: { text: "Asthma, mild" },
      clinical: "active",
      onset: "1998",
    });
  });

  it("change status with what the form showed, nothing chosen beforehand", async () => {
    const close = vi.fn();
    const { user, engine } = show(<Status args={args} close={close} />, chartOf([problem()]));
    const save = await screen.findByRole("button", { name: /Save status/ });
    expect(screen.getAllByRole("radio").filter((one) => (one as HTMLInputElement).checked)).toEqual([]);
    await user.click(save);
    expect(screen.getAllByText("Choose the status").length).toBe(2);
    await user.click(screen.getByRole("radio", { name: "Resolved" }));
    await user.type(screen.getByRole("textbox", { name: /^Ended/ }), "Mar-2020");
    await user.click(save);
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "problem_set_status",
      clinical: "resolved",
      ended: "2020-03",
      base: "active",
    });
  });

  it("a status that changed meanwhile is shown beside the one to be written", async () => {
    const stale = { code: "stale", retry: "after_fix", args: { current: ["remission"] } } as const;
    const { user } = show(<Status args={args} close={vi.fn()} />, chartOf([problem()]), { write: stale });
    await user.click(await screen.findByRole("radio", { name: "Resolved" }));
    await user.click(screen.getByRole("button", { name: /Save status/ }));
    expect((await screen.findByRole("alert")).textContent).toMatch(/ActiveOn record nowIn remission.*Resolved/);
  });

  it("are marked as errors with a reason, by those who may", async () => {
    const { user, engine } = show(<Void args={args} close={vi.fn()} />, chartOf([problem()]));
    await user.click(await screen.findByRole("button", { name: /Mark as entered in error/ }));
    expect(screen.getAllByText("Say why").length).toBe(2);
    await user.type(screen.getByRole("textbox", { name: "Why was it an error?" }), "Wrong patient");
    await user.click(screen.getByRole("button", { name: /Mark as entered in error/ }));
    await waitFor(() => expect(engine.argsOf("write")[0]).toMatchObject({ root: "problems", item: LINE }));
  });

  it("reception reads and adds none", async () => {
    show(<Block patient={PATIENT} />, chartOf([problem()]), {}, { me: { role: "reception" } });
    const add = await screen.findByRole("button", { name: "Add problem" });
    expect(add.getAttribute("aria-disabled")).toBe("true");
  });
});
