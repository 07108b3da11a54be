import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Card, PatientLine } from "../../rpc/gen";
import { showScreen } from "../../test/screen";
import type { Feature } from "../feature";
import { openPalette, setOver } from "./open";
import { Palette } from "./Palette";

const card: Card = {
  names: [],
  births: ["1964-07-14"],
  genders: [],
  identifiers: [],
  contacts: [],
  active: true,
  deceased: false,
  disputed: false,
};
const PATIENT = "01890000-0000-7000-8000-0000000000aa";
const line = (name: string, more: Partial<Card> = {}): PatientLine => ({
  patient: PATIENT,
  name,
  card: { ...card, ...more },
});

const run = vi.fn();
const Nothing = (): null => null;
const features: Feature[] = [
  {
    routes: [
      { path: "settings", title: "settings-title", load: async () => ({ Page: Nothing }) },
      { path: "sign-in", title: "session-sign-in", unlisted: true, load: async () => ({ Page: Nothing }) },
      { path: "help/clock", title: "help-clock", load: async () => ({ Page: Nothing }) },
      { path: "patients/:patient", title: "help-title", load: async () => ({ Page: Nothing }) },
    ],
    actions: [
      { id: "x-lock", label: "shell-action-lock", keys: "lock", run },
      { id: "x-never", label: "shell-action-keys", when: () => false, run },
    ],
  },
];

const palette = (people: PatientLine[] = [], surface: "clinic" | "patient" = "clinic") => {
  const shown = showScreen(<Palette />, {
    answers: { patient_search: { patients: people, more: false } },
    features,
    surface,
    route: "*",
  });
  act(openPalette);
  return shown;
};
const options = (): string[] => screen.queryAllByRole("option").map((option) => option.textContent ?? "");

afterEach(() => act(() => setOver(null)));

describe("the palette", () => {
  it("lists acts and screens before anything is typed, without what cannot be done here", () => {
    palette();
    expect(document.activeElement).toBe(screen.getByRole("combobox", { name: "Search and do" }));
    expect(options().join()).toContain("Lock this device");
    expect(options().join()).toContain("Settings");
    expect(options().join()).not.toContain("Show the list of keys");
    expect(options().join()).not.toContain("Setting the clock");
    expect(options().join()).not.toContain("Sign in");
  });

  it("forgives a slip, and does the act by keys alone", async () => {
    const { user } = palette();
    await user.keyboard("lcok");
    await waitFor(() => expect(options()[0]).toContain("Lock this device"));
    await user.keyboard("{Enter}");
    expect(run).toHaveBeenCalledOnce();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("finds people, tells them apart by date of birth, and opens their chart", async () => {
    const { user, engine, path } = palette([line("Yusuf, Amina")]);
    await user.keyboard("yus");
    const option = await screen.findByRole("option", { name: /Yusuf, Amina/i });
    expect(within(option).getByText("14-Jul-1964")).toBeTruthy();
    expect(engine.argsOf("patient_search").at(-1)).toEqual({ query: "yus", limit: 8 });
    await user.keyboard("{Enter}");
    expect(path()).toBe(`/patients/${PATIENT}`);
  });

  it("finds a person whose name was mistyped, by its first letters", async () => {
    const { user, engine } = palette();
    engine.answer({
      patient_search: ({ query }) => ({
        patients: query === "yu" ? [line("Yuma, Peter"), line("Yusuf, Amina")] : [],
        more: false,
      }),
    });
    await user.keyboard("yusfu");
    expect(await screen.findByRole("option", { name: /Yusuf, Amina/i })).toBeTruthy();
    expect(screen.queryByRole("option", { name: /Yuma/ })).toBeNull();
  });

  it("shows every date of birth where two are disputed", async () => {
    const { user } = palette([line("Yusuf, Amina", { births: ["1964-07-14", "1964-07-15"] })]);
    await user.keyboard("yus");
    expect(await screen.findByText("14-Jul-1964 or 15-Jul-1964")).toBeTruthy();
  });

  it("goes through the lines with the arrows and round the ends", async () => {
    const { user } = palette();
    const box = screen.getByRole("combobox");
    const first = box.getAttribute("aria-activedescendant");
    await user.keyboard("{ArrowUp}");
    expect(box.getAttribute("aria-activedescendant")).not.toBe(first);
    await user.keyboard("{ArrowDown}");
    expect(box.getAttribute("aria-activedescendant")).toBe(first);
  });

  it("says that nothing fits, and what to try", async () => {
    const { user } = palette();
    await user.keyboard("zzzzzz");
    expect(await screen.findByText("Nothing fits “zzzzzz”")).toBeTruthy();
    expect(screen.getByRole("status").textContent).toContain("Nothing found");
  });

  it("looks nobody up for one letter, and nobody at all for patients", async () => {
    const { user, engine } = palette([line("Yusuf, Amina")], "patient");
    await user.keyboard("yusuf");
    expect(engine.argsOf("patient_search")).toEqual([]);
  });

  it("shows a name that would turn the text as plain words", async () => {
    const { user } = palette([line("\u202eYusuf\u202c, 😀 Amina")]);
    await user.keyboard("yus");
    const option = await screen.findByRole("option", { name: /Amina/ });
    expect(option.textContent).not.toMatch(/[\u202a-\u202e]/);
  });
});
