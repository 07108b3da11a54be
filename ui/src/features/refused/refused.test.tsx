import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Problem, Refusal } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { answersOf, chartOf, PATIENT, THEN } from "../../test/chart";
import { type Shown, showScreen } from "../../test/screen";
import { Page } from "./Page";

const refusal = (more: Partial<Refusal> = {}): Refusal => ({
  ctr: 7,
  doc: "0199c82c-c000-7000-8000-0000000000e7",
  patient: PATIENT,
  code: "forbidden_path",
  detail: null,
  command: "note_start",
  body: { type: "note_start", title: "Plan", text: "Rest and fluids" },
  at: THEN,
  ...more,
});

const show = (lines: Refusal[], more: Answers = {}): Shown =>
  showScreen(<Page />, { answers: answersOf(chartOf([]), { quarantine_list: { refused: lines }, ...more }) });

it("says what it was, whose chart, why, who can lift it, and shows what was typed", async () => {
  show([refusal()]);
  const card = await screen.findByRole("article", { name: /Note of/ });
  await waitFor(() => expect(within(card).getByRole("heading").textContent).toContain("YUSUF, Amina"));
  expect(card.textContent).toContain("Your role may not change this.");
  expect(card.textContent).toContain("A person whose role allows it");
  expect(card.textContent).toContain("Rest and fluids");
});

it("gives it to the server again", async () => {
  const { engine } = show([refusal()], { quarantine_retry: { docs: [], ctrs: [9], saved: 1 } });
  fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
  await waitFor(() => expect(engine.argsOf("quarantine_retry")).toEqual([{ ctr: 7, confirm: false }]));
});

it("says why a second try does not help, and keeps the line", async () => {
  const again: Problem = { code: "stale", retry: "after_fix" };
  show([refusal()], { quarantine_retry: again });
  fireEvent.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/The value you saw has changed/)).toBeTruthy();
  expect(screen.getByRole("article").textContent).toContain("Rest and fluids");
});

it("copies it as text, and shows the text where the system refuses to copy", async () => {
  const { engine } = show([refusal()], { quarantine_export: { text: '{"text":"Rest and fluids"}' } });
  Object.defineProperty(navigator, "clipboard", {
    configurable: true,
    value: { writeText: () => Promise.reject(new Error("no")) },
  });
  fireEvent.click(await screen.findByRole("button", { name: "Copy as text" }));
  expect(await screen.findByText(/does not let this app copy/)).toBeTruthy();
  expect(screen.getByText('{"text":"Rest and fluids"}')).toBeTruthy();
  expect(engine.argsOf("quarantine_export")).toHaveLength(1);
});

it("discards only after it was asked, and a change of mind keeps it", async () => {
  const { engine } = show([refusal()], { quarantine_discard: { refused: [] } });
  fireEvent.click(await screen.findByRole("button", { name: "Discard" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("gone for good");
  fireEvent.click(within(dialog).getByRole("button", { name: "Keep it" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(engine.argsOf("quarantine_discard")).toEqual([]);
  fireEvent.click(screen.getByRole("button", { name: "Discard" }));
  fireEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Discard for good" }));
  await waitFor(() => expect(engine.argsOf("quarantine_discard")).toEqual([{ ctr: 7, confirm: true }]));
});

it("shows one without a command and without a known patient, and offers no second try", async () => {
  show([refusal({ command: "", body: null, patient: null, code: "bad_sig" })]);
  const card = await screen.findByRole("article", { name: /Change of a patient not on this device/ });
  expect(card.textContent).toContain("There is no text in it.");
  expect(within(card).queryByRole("button", { name: "Try again" })).toBeNull();
  expect(card.textContent).toContain("IT");
});

it("says that everything was accepted", async () => {
  show([]);
  expect(await screen.findByText("Everything was accepted")).toBeTruthy();
});
