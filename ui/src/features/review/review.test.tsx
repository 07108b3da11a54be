import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Review } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { NOW } from "../../test/render";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { reviewFeature } from "./index";
import { Page } from "./Page";
import { Workspace } from "./ReviewPanel";

const item = (more: Partial<Review> = {}): Review => ({
  review: "r-1",
  device: "d-1",
  person: "Samira Noor",
  doc: "doc",
  patient: "p-1",
  patient_name: "Yusuf, Amina",
  kind: "medicine_set_dose",
  code: "device_revoked",
  at: NOW - 86_400_000,
  received_at: NOW,
  text: "Amlodipine, dose 10 mg",
  ...more,
});

const open = (page: React.ReactElement, answers: Answers, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, {
    answers: { device_list: { devices: [] }, ...answers },
    surface: "admin",
    features: [reviewFeature],
    me: { role: "clinic_admin" },
    ...setting,
  });

const panel = (one: Review, answers: Answers = {}, setting: Partial<ScreenSetting> = {}) => {
  const close = vi.fn();
  const shown = open(
    <Workspace args={{ review: one.review }} close={close} />,
    { review_list: { items: [one] }, ...answers },
    setting,
  );
  return { ...shown, close };
};

describe("late edits", () => {
  it("say who was to write what about whom, when, and why it waits", async () => {
    open(<Page />, { review_list: { items: [item()] } });
    const row = (await screen.findAllByRole("row"))[1];
    expect(row?.textContent).toBe("Samira NoorYusuf, AminaChange a dose22-Nov-2026 10:2123-Nov-2026 10:21");
  });

  it("say when nothing waits", async () => {
    open(<Page />, { review_list: { items: [] } });
    await screen.findByText("Nothing waits");
  });

  it("are taken with a reason, as written anew by the person who decides", async () => {
    const { user, engine, close } = panel(item(), { review_settle: { items: [] } });
    await screen.findByText("Amlodipine, dose 10 mg");
    expect(screen.getByText(/written anew, by you, now/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Accept" }));
    expect(screen.getByText("Write the reason")).toBeTruthy();
    await user.type(screen.getByRole("textbox", { name: "Reason" }), "confirmed by telephone");
    await user.click(screen.getByRole("button", { name: "Accept" }));
    await waitFor(() =>
      expect(engine.argsOf("review_settle")).toEqual([
        { review: "r-1", accept: true, reason: "confirmed by telephone" },
      ]),
    );
    await waitFor(() => expect(close).toHaveBeenCalled());
  });

  it("cannot be taken without being seen, but can be declined", async () => {
    const { user, engine } = panel(item({ text: null, kind: "" }), { review_settle: { items: [] } });
    await user.type(await screen.findByRole("textbox", { name: "Reason" }), "cannot be read");
    const accept = screen.getByRole("button", { name: "Accept" });
    expect(accept.getAttribute("aria-disabled")).toBe("true");
    await user.click(accept);
    expect(engine.argsOf("review_settle")).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Decline" }));
    await waitFor(() => expect(engine.argsOf("review_settle")).toMatchObject([{ accept: false }]));
  });

  it("keep the reason over a refusal and a reload", async () => {
    const drafts = memoryDrafts();
    const first = panel(item(), { review_settle: { code: "stale", retry: "after_fix" } }, { drafts });
    await first.user.type(await screen.findByRole("textbox", { name: "Reason" }), "asked her");
    await first.user.click(screen.getByRole("button", { name: "Accept" }));
    await screen.findByText("The value you saw has changed in the meantime.");
    first.unmount();
    panel(item(), {}, { drafts });
    await waitFor(() =>
      expect((screen.getByRole("textbox", { name: "Reason" }) as HTMLInputElement).value).toBe("asked her"),
    );
  });
});
