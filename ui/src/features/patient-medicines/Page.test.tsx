import { screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Chart } from "../../rpc/gen";
import { type Shown, showScreen } from "../../test/screen";
import { Page } from "./Page";

const regimen = (name: string, dose: string, more: object = {}) => ({
  product: { text: name },
  dose,
  unit: "mg",
  route: "oral",
  frequency: "1/d",
  ...more,
});
const line = (item: string, body: object) => ({ doc: "c", list: "medicines", item, at: 1, body, unsent: false });
const chart = (...items: ReturnType<typeof line>[]): Chart => ({
  patient: "p-1",
  doc: "c",
  items,
  conflicts: [],
  unsent: 0,
});

const open = (answer: Chart | { code: "offline"; retry: "later" }, language: "en" | "fr" | "ar" = "en"): Shown =>
  showScreen(<Page />, {
    answers: { chart_get: answer },
    path: "/medicines",
    surface: "patient",
    language,
    me: { role: "patient", patient: "p-1" },
  });

describe("my medicines", () => {
  it("says how to take each one in whole sentences", async () => {
    open(
      chart(line("m", { regimen: regimen("Metformin 500 mg tablet", "500"), status: "active", start: "2025-11-26" })),
    );
    const card = await screen.findByRole("region", { name: "Metformin 500 mg tablet" });
    expect(within(card).getByText("Take 500 mg by mouth.")).toBeTruthy();
    expect(within(card).getByText("Once a day.")).toBeTruthy();
    expect(within(card).getByText("Since Wednesday 26 November 2025.")).toBeTruthy();
  });

  it("shows no number of a medicine that is not agreed, and whom to ask", async () => {
    const disputed = {
      disputed: [
        { value: regimen("Amlodipine 10 mg tablet", "10"), change: "a" },
        { value: regimen("Amlodipine 2.5 mg tablet", "2.5"), change: "b" },
      ],
    };
    open(chart(line("m", { regimen: disputed, status: "active", note: "since 2020" })));
    const card = await screen.findByRole("region", { name: "Amlodipine" });
    expect(within(card).getByText(/Your care team is checking this medicine\./)).toBeTruthy();
    expect(card.textContent).not.toMatch(/\p{N}/u);
    expect(within(card).getByRole("link", { name: "Write to the clinic" }).getAttribute("href")).toBe("#/messages/new");
  });

  it("does not say how to take what is paused, and hides what was stopped until asked", async () => {
    const { user } = open(
      chart(
        line("a", { regimen: regimen("Sertraline 50 mg tablet", "50"), status: "on-hold" }),
        line("b", {
          regimen: regimen("Ibuprofen 400 mg tablet", "400"),
          status: "stopped",
          stop: { date: "2026-11-12" },
        }),
      ),
    );
    const held = await screen.findByRole("region", { name: "Sertraline 50 mg tablet" });
    expect(held.textContent).toContain("Paused. Do not take it until your care team says so.");
    expect(held.textContent).not.toContain("Take 50 mg");
    expect(screen.queryByRole("region", { name: "Ibuprofen 400 mg tablet" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show 1 medicine you stopped" }));
    expect(screen.getByRole("region", { name: "Ibuprofen 400 mg tablet" }).textContent).toContain(
      "Stopped Thursday 12 November.",
    );
  });

  it("says when there are none, which is not the same as a refusal", async () => {
    open(chart());
    await screen.findByText("No medicines");
    open({ code: "offline", retry: "later" });
    await screen.findByText("There is no connection to the clinic's server.");
  });

  it("shows a name that turns the writing around whole and without its turning signs", async () => {
    open(chart(line("m", { regimen: regimen("\u202Emuisatop 😀 كلوريد", "8"), status: "active" })));
    const name = await screen.findByRole("heading", { level: 2 });
    expect(name.textContent).toBe("muisatop 😀 كلوريد");
    expect(name.querySelector("bdi")?.getAttribute("dir")).toBe("auto");
  });

  it("speaks French and Arabic", async () => {
    const one = chart(line("m", { regimen: regimen("Metformin", "500", { frequency: "2/d" }), status: "active" }));
    open(one, "fr");
    await screen.findByText("Prenez 500 mg par la bouche.");
    open(one, "ar");
    await screen.findByText("مرتان في اليوم.");
    expect(screen.getByText(/عن طريق الفم/)).toBeTruthy();
  });
});
