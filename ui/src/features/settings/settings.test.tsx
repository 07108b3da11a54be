import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { NoticePrefs } from "../../rpc/gen";
import { problemOf } from "../../rpc/problem";
import { seenOf, setLastVault } from "../../shell/gate/seen";
import { keyCombo, remap, setKeyProfile } from "../../shell/keys";
import { showScreen } from "../../test/screen";
import { setLook } from "../../theme/look";
import { wrongPrefs } from "./NoticePrefs";
import { Page } from "./Page";

const prefs: NoticePrefs = {
  in_app: true,
  email: false,
  address: null,
  quiet_from: null,
  quiet_to: null,
  language: "fr",
};
const facts = {
  tenant: "t",
  device: "01890000-0000-7000-8000-0000000000d1",
  user: "u",
  server: "clinic.example:8443",
  server_words: "acorn prairie actor album alder alpha amber anchor",
  lease_until: new Date(2026, 10, 30, 10, 18).getTime(),
  server_time: 0,
  documents: 2044,
  patients: 300,
  version: "0.1.0",
};
const page = (more = {}, setting = {}) =>
  showScreen(<Page />, { answers: { device_info: facts, notice_prefs_get: prefs, ...more }, ...setting });

beforeEach(() => {
  localStorage.clear();
  setKeyProfile("window");
  setLook({ scheme: "light", contrast: "normal", text: 100, language: "en" });
});

describe("settings", () => {
  it("change look and size at once, and keep them", async () => {
    const { user } = page();
    await user.click(screen.getByRole("radio", { name: "Dark" }));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    await user.click(screen.getByRole("radio", { name: "High contrast" }));
    expect(document.documentElement.dataset["contrast"]).toBe("more");
    fireEvent.change(screen.getByRole("slider", { name: "Size of text" }), { target: { value: "200" } });
    expect(document.documentElement.style.fontSize).toBe("200%");
    expect(JSON.parse(localStorage.getItem("s-look") ?? "{}")).toMatchObject({ contrast: "more", text: 200 });
  });

  it("set the idle lock", async () => {
    const { user } = page();
    await user.selectOptions(screen.getByLabelText("Locks"), "after 60 minutes");
    expect(localStorage.getItem("satchel.idle")).toBe("60");
  });

  it("put a name on the lock screen only when asked to", async () => {
    setLastVault("v1");
    const { user } = page();
    const box = screen.getByRole("checkbox", { name: "Show my name on the lock screen" });
    expect(seenOf("v1").name).toBeUndefined();
    await user.click(box);
    expect(seenOf("v1").name).toBe("Dr Ruth Adeyemi");
    await user.click(box);
    expect(seenOf("v1").name).toBeUndefined();
  });

  it("show the server's words and how long the device may work offline", async () => {
    page();
    expect(await screen.findByText(facts.server_words)).toBeTruthy();
    expect(screen.getByText("30-Nov-2026 10:18")).toBeTruthy();
    expect(screen.getByText("2,044")).toBeTruthy();
  });

  it("have no device and no vault on the web", () => {
    const { engine } = page({}, { local: false, surface: "patient" });
    expect(screen.queryByText("This device")).toBeNull();
    expect(engine.argsOf("device_info")).toEqual([]);
  });
});

describe("keys", () => {
  it("are changed by pressing them, and set back", async () => {
    const { user } = page();
    await user.click(screen.getByRole("button", { name: "Change the key for Lock" }));
    await user.keyboard("{Control>}{Shift>}l{/Shift}{/Control}");
    expect(keyCombo("lock")).toBe("Ctrl+Shift+L");
    await user.click(screen.getByRole("button", { name: "Back to the usual key for Lock" }));
    expect(keyCombo("lock")).toBe("Ctrl+L");
  });

  it.each([
    ["{Control>}k{/Control}", "Ctrl+K is taken: Search and do"],
    ["x", "Hold Ctrl or Alt with it: a letter alone would fire while you type"],
    ["{Control>}c{/Control}", "Ctrl+C belongs to the browser"],
  ])("refuse %s", async (pressed, words) => {
    const { user } = page();
    await user.click(screen.getByRole("button", { name: "Change the key for Lock" }));
    await user.keyboard(pressed);
    expect(screen.getByText(words)).toBeTruthy();
    expect(keyCombo("lock")).toBe("Ctrl+L");
    act(() => remap("lock", null));
  });

  it("are no matter for patients", () => {
    page({}, { surface: "patient" });
    expect(screen.queryByRole("heading", { name: "Keys" })).toBeNull();
  });
});

describe("notices", () => {
  it("are saved with their quiet time", async () => {
    const { user, engine } = page({ notice_prefs_set: prefs });
    await user.click(await screen.findByRole("checkbox", { name: "By e-mail" }));
    await user.type(screen.getByLabelText("E-mail address"), "amina@example.org");
    await user.type(screen.getByLabelText("Quiet from"), "21:00");
    await user.type(screen.getByLabelText("Quiet until"), "07:00");
    await user.click(screen.getByRole("button", { name: "Save notices" }));
    expect(engine.argsOf("notice_prefs_set")).toEqual([
      {
        in_app: true,
        email: true,
        address: "amina@example.org",
        quiet_from: "21:00",
        quiet_to: "07:00",
        language: "en",
      },
    ]);
  });

  it("keep what was typed when the server cannot be reached", async () => {
    const { user } = page({ notice_prefs_set: problemOf("offline") });
    await user.type(await screen.findByLabelText("Quiet from"), "21:00");
    await user.type(screen.getByLabelText("Quiet until"), "07:00");
    await user.click(screen.getByRole("button", { name: "Save notices" }));
    expect(await screen.findByText("There is no connection to the clinic's server.")).toBeTruthy();
    expect((screen.getByLabelText("Quiet from") as HTMLInputElement).value).toBe("21:00");
  });

  it("tell when they cannot be read, and are read again", async () => {
    const { user, engine } = page({ notice_prefs_get: problemOf("timeout") });
    await screen.findByText("The answer took too long.");
    engine.answer({ notice_prefs_get: prefs });
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await waitFor(() => expect(screen.getByRole("checkbox", { name: "In the app" })).toBeTruthy());
  });

  it.each([
    [{ ...prefs, email: true, address: "nobody" }, ["address"]],
    [{ ...prefs, email: true, address: null }, ["address"]],
    [{ ...prefs, quiet_from: "21:00" }, ["quiet_to"]],
    [{ ...prefs, quiet_from: "25:00", quiet_to: "7" }, ["quiet_from", "quiet_to"]],
    [{ ...prefs, address: "nobody" }, []],
    [{ ...prefs, quiet_from: "", quiet_to: "" }, []],
  ])("find what is wrong", (value, fields) => {
    expect(Object.keys(wrongPrefs(value))).toEqual(fields);
  });
});
