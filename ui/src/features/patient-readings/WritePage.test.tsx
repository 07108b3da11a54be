import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Problem } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { type Shown, showScreen } from "../../test/screen";
import { Page } from "./WritePage";

const ANSWERS: Answers = {
  new_ids: { ids: ["i-1", "i-2", "i-3"] },
  diary_get: { items: [{ doc: "d-1", list: "readings", item: "r", at: 1, body: {}, unsent: false }], more: false },
  write: { docs: ["d-1"], ctrs: [7], saved: 1 },
};

const open = (setting: Partial<Parameters<typeof showScreen>[1]> = {}): Shown =>
  showScreen(<Page />, {
    answers: ANSWERS,
    path: "/readings/new/upper",
    route: "/readings/new/:step",
    surface: "patient",
    local: false,
    me: { role: "patient", patient: "p-1", name: "Amina Yusuf" },
    ...setting,
  });

const next = (): HTMLElement => screen.getByRole("button", { name: "Continue" });

const fill = async ({ user }: Shown, upper = "128", lower = "82", pulse = "70"): Promise<void> => {
  await user.type(await screen.findByRole("textbox", { name: "Upper number" }), upper);
  await user.click(next());
  await user.type(await screen.findByRole("textbox", { name: "Lower number" }), lower);
  await user.click(next());
  await screen.findByRole("heading", { name: "What is your pulse?" });
  if (pulse !== "") await user.type(screen.getByRole("textbox", { name: "Pulse" }), pulse);
  await user.click(next());
  await user.click(await screen.findByRole("radio", { name: "Just now" }));
  await user.click(next());
  await screen.findByRole("heading", { name: "Check your answers" });
};

describe("writing a blood pressure", () => {
  it("asks one thing a page, shows all answers, and writes both readings into the diary", async () => {
    const shown = open();
    await fill(shown);
    await shown.user.click(screen.getByRole("button", { name: "Send to your care team" }));
    await screen.findByRole("heading", { level: 1, name: "Sent" });
    const [change] = shown.engine.argsOf("write");
    expect(change).toMatchObject({
      type: "diary_record",
      doc: "d-1",
      patient: "p-1",
      draft: "patient-reading",
      items: [
        { item: "i-1", parts: [{ measure: { value: "128" } }, { measure: { value: "82" } }] },
        { item: "i-2", measure: { value: "70", unit: "/min" } },
      ],
    });
  });

  it("says saved on this phone while the server has not answered, and sent when it has", async () => {
    const state = (saved: number) =>
      ({ own: { saved, sent: 0, elsewhere: 0 }, sent_at: saved === 0 ? 1_790_000_000_000 : null }) as never;
    const shown = open({ local: true, answers: { ...ANSWERS, sync_status: state(1) } });
    await fill(shown);
    await shown.user.click(screen.getByRole("button", { name: "Send to your care team" }));
    await screen.findByRole("heading", { level: 1, name: "Saved on this phone" });
    shown.engine.answer({ sync_status: state(0) });
    shown.engine.tell({ event: "changed", value: [{ topic: "pending" }] });
    await screen.findByRole("heading", { level: 1, name: "Sent" });
  });

  it("names what is wrong at the field and in the summary, and goes no further", async () => {
    const shown = open();
    await shown.user.type(await screen.findByRole("textbox", { name: "Upper number" }), "1280");
    await shown.user.click(next());
    const field = screen.getByRole("textbox", { name: "Upper number" });
    expect(field.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByRole("alert").textContent).toContain("between 50 and 280");
    expect(shown.path()).toBe("/readings/new/upper");
    expect((field as HTMLInputElement).value).toBe("1280");
  });

  it("warns of numbers that need help at once before they are sent", async () => {
    const shown = open();
    await fill(shown, "190", "125", "");
    expect(screen.getByRole("alert").textContent).toContain("Call 112");
  });

  it("does not let the last page be reached by its address", async () => {
    const shown = open({ path: "/readings/new/check" });
    await waitFor(() => expect(shown.path()).toBe("/readings/new/upper"));
  });

  it("keeps every answer over a refusal, and sends the same reading the second time", async () => {
    const refused: Problem = { code: "storage_full", retry: "after_fix" };
    const shown = open({ answers: { ...ANSWERS, write: refused } });
    await fill(shown);
    const send = screen.getByRole("button", { name: "Send to your care team" });
    await shown.user.click(send);
    await screen.findByText(/no space left on this device/);
    expect(screen.getByText("128")).toBeTruthy();
    shown.engine.answer({ write: ANSWERS.write as never });
    await shown.user.click(send);
    await screen.findByRole("heading", { level: 1, name: "Sent" });
    const [first, second] = shown.engine.argsOf("write") as { items: { item: string }[] }[];
    expect(second?.items.map(({ item }) => item)).toEqual(first?.items.map(({ item }) => item));
  });

  it("takes a reading whose answer was lost for written", async () => {
    const shown = open({ answers: { ...ANSWERS, write: { code: "already_done", retry: "never" } } });
    await fill(shown);
    await shown.user.click(screen.getByRole("button", { name: "Send to your care team" }));
    await screen.findByRole("heading", { level: 1, name: "Sent" });
  });

  it("finds the answers of before after a reload", async () => {
    const drafts = memoryDrafts();
    const before = open({ drafts });
    await before.user.type(await screen.findByRole("textbox", { name: "Upper number" }), "131");
    await before.user.click(next());
    await screen.findByRole("textbox", { name: "Lower number" });
    before.unmount();
    open({ drafts });
    const field = await screen.findByRole("textbox", { name: "Upper number" });
    expect((field as HTMLInputElement).value).toBe("131");
    expect(screen.getByText("You began this before. Your answers are still here.")).toBeTruthy();
  });

  it("speaks Arabic from right to left and reads Arabic digits", async () => {
    const shown = open({ language: "ar" });
    const field = await screen.findByRole("textbox", { name: "الرقم العلوي" });
    await shown.user.type(field, "١٢٨");
    await shown.user.click(screen.getByRole("button", { name: "متابعة" }));
    await screen.findByRole("textbox", { name: "الرقم السفلي" });
    expect(document.documentElement.dir).toBe("rtl");
  });
});
