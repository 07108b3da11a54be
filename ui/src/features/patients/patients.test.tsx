import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { PatientLine, Patients } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { answersOf, chartOf, lineOf } from "../../test/chart";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { Page } from "./Page";
import { Page as Register } from "./RegisterPage";
import { askedOf } from "./useSearch";

const P = (at: number): string => `0199c82c-c000-7000-8000-00000000000${at}`;
const AMINA = lineOf(P(1), "Yusuf, Amina");
const AMINATA = lineOf(P(2), "Yusuf, Aminata", { births: ["1991-02-02"], contacts: [] });
const patients = (lines: PatientLine[], more = false): Patients => ({ patients: lines, more });

const find = (answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  showScreen(<Page />, {
    answers: {
      recent_list: patients([]),
      patient_list: patients([AMINA, AMINATA]),
      patient_search: patients([AMINA, AMINATA]),
      ...answers,
    },
    path: "/patients",
    ...setting,
  });
const searchBox = () => screen.getByRole("searchbox", { name: "Find a patient" });

describe("finding a patient", () => {
  it("answers each keystroke, underlines what matched and says how many there are", async () => {
    const { user, engine } = find();
    await user.type(searchBox(), "ami");
    const table = await screen.findByRole("grid", { name: "Patients found" });
    expect(engine.argsOf("patient_search").map(({ query }) => query)).toEqual(["a", "am", "ami"]);
    expect(screen.getByText("2 matches on this device")).toBeTruthy();
    const [, first] = within(table).getAllByRole("row");
    expect(first?.textContent).toMatch(/^YUSUF, Amina.*14-Jul-1964 \(62y\).*Female.*481 522 0736$/);
    await waitFor(() => expect(within(table).getAllByText("Ami")).toHaveLength(2));
  });

  it("shows the answer to the newest letters, however late an older one comes", async () => {
    const waiting: ((value: Patients) => void)[] = [];
    find({ patient_search: () => new Promise<Patients>((done) => waiting.push(done)) });
    fireEvent.change(searchBox(), { target: { value: "y" } });
    fireEvent.change(searchBox(), { target: { value: "yu" } });
    await waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]?.(patients([AMINATA]));
    expect(await screen.findByText("1 match on this device")).toBeTruthy();
    waiting[0]?.(patients([AMINA, AMINATA]));
    await Promise.resolve();
    expect(screen.getByText("1 match on this device")).toBeTruthy();
  });

  it("opens by arrows and Enter, and asks for a chart that is opened, at once, and for no other", async () => {
    const { user, engine, path } = find();
    await user.type(searchBox(), "yus");
    await screen.findByRole("grid", { name: "Patients found" });
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(engine.argsOf("chart_get")).toEqual([]);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(path()).toBe(`/patients/${P(2)}`));
    // No screen of a chart is here: whoever opens it asks before it is.
    expect(engine.argsOf("chart_get")).toEqual([{ patient: P(2) }]);
    expect(engine.argsOf("patient_get")).toEqual([{ patient: P(2) }]);
  });

  it("Enter in the field opens the only one, and never one of several", async () => {
    const { user, engine, path } = find();
    await user.type(searchBox(), "yus");
    await screen.findByText("2 matches on this device");
    await user.keyboard("{Enter}");
    expect(path()).toBe("/patients");
    engine.answer({ patient_search: patients([AMINA]) });
    await user.clear(searchBox());
    await user.type(searchBox(), "amina");
    await screen.findByText("1 match on this device");
    await user.type(searchBox(), "{Enter}");
    await waitFor(() => expect(path()).toBe(`/patients/${P(1)}`));
  });

  it("nobody found offers to register by the name that was typed", async () => {
    const { user } = find({ patient_search: patients([]) });
    await user.type(searchBox(), "Okafor");
    const register = await screen.findByRole("link", { name: "Register “Okafor”" });
    expect(register.getAttribute("href")).toBe("#/patients/new?name=Okafor");
  });

  it("begins with who was opened last, then everybody", async () => {
    find({ recent_list: patients([AMINATA]) });
    expect(await screen.findByRole("region", { name: "Recently opened here" })).toBeTruthy();
    expect(screen.getByRole("region", { name: "All patients on this device" })).toBeTruthy();
  });

  it("an empty device says what to do", async () => {
    find({ patient_list: patients([]) });
    expect(await screen.findByText("No patients on this device yet")).toBeTruthy();
  });

  it("a disputed identity is marked in words and shows both dates", async () => {
    const disputed = lineOf(P(3), "Yusuf, Amina", { disputed: true, births: ["1964-07-14", "1964-06-14"] });
    const { user } = find({ patient_search: patients([disputed]) });
    await user.type(searchBox(), "yus");
    const table = await screen.findByRole("grid", { name: "Patients found" });
    expect(within(table).getByText("Identity not agreed")).toBeTruthy();
    expect(table.textContent).toMatch(/14-Jul-1964.*or 14-Jun-1964/);
  });

  it("names that turn text round, emoji and 300 letters are shown whole and harmless", async () => {
    const odd = [lineOf(P(4), `\u202EfusuY, ${"x".repeat(300)}`), lineOf(P(5), "😀")];
    const { user } = find({ patient_search: patients(odd) });
    await user.type(searchBox(), "x");
    const table = await screen.findByRole("grid", { name: "Patients found" });
    expect(table.textContent).not.toContain("\u202E");
    expect(table.textContent).toContain("x".repeat(299));
    expect(within(table).getByText("😀")).toBeTruthy();
  });

  it("a search that fails says why", async () => {
    const { user } = find({ patient_search: { code: "store_corrupt", retry: "after_fix" } });
    await user.type(searchBox(), "x");
    expect(await screen.findByText(/Code store_corrupt/)).toBeTruthy();
  });

  it("a date as staff write it is searched as it is stored", () => {
    expect(askedOf(" yusuf 4-Jul-1964 ")).toBe("yusuf 1964-07-04");
    expect(askedOf("14-Xyz-1964")).toBe("14-Xyz-1964");
  });
});

const register = (answers: Answers = {}, setting: Partial<ScreenSetting> = {}) =>
  showScreen(<Register />, {
    answers: answersOf(chartOf([]), { patient_search: patients([]), ...answers }),
    path: "/patients/new",
    ...setting,
  });
const field = (name: string | RegExp) => screen.getByRole("textbox", { name });
const saveButton = () => screen.getByRole("button", { name: /^Register and open chart/ });

describe("registering a patient", () => {
  it("writes one change with ids of its own, then opens the chart", async () => {
    const { user, engine, path } = register();
    await user.type(await screen.findByRole("textbox", { name: "Family name" }), "Yusuf");
    await user.type(field("Given names"), "Amina");
    await user.click(screen.getByRole("radio", { name: "Female" }));
    await user.click(screen.getByRole("radio", { name: "The date" }));
    await user.type(field("Birth date"), "14-Jul-1964");
    await user.click(saveButton());
    await waitFor(() => expect(path()).toBe("/patients/0199c82c-c000-7000-8000-0000000000f0"));
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "patient_register",
      patient: "0199c82c-c000-7000-8000-0000000000f0",
      name: { family: "Yusuf", given: "Amina" },
      birth: { date: "1964-07-14" },
      gender: "female",
      draft: "patient-register",
    });
  });

  it("says what is wrong at the field and in a summary that leads there, and writes nothing", async () => {
    const { user, engine } = register();
    await user.click(await screen.findByRole("radio", { name: "The date" }));
    await user.type(field("Birth date"), "31-Feb-1964");
    await user.click(saveButton());
    const summary = await screen.findByRole("alert");
    expect(
      within(summary)
        .getAllByRole("link")
        .map((one) => one.textContent),
    ).toEqual(["Give a family name or a given name", "Write the date like 14-Jul-1964, or only the year"]);
    expect(document.activeElement).toBe(summary);
    await user.click(within(summary).getByRole("link", { name: /Write the date/ }));
    expect(document.activeElement).toBe(field("Birth date"));
    expect((field("Birth date") as HTMLInputElement).value).toBe("31-Feb-1964");
    expect(engine.argsOf("write")).toEqual([]);
  });

  it("shows who may be the same person, with why, and never stands in the way", async () => {
    const twin = lineOf(P(7), "Jansen, Oscar", { births: ["1968-02-03"] });
    const { user, engine } = register({ patient_search: patients([twin]) });
    await user.type(await screen.findByRole("textbox", { name: "Family name" }), "Janssen");
    await user.type(field("Given names"), "Oskar");
    const likely = screen.getByRole("region", { name: "Is it one of these?" });
    expect(await within(likely).findByText("JANSEN, Oscar")).toBeTruthy();
    expect(within(likely).getByText("Similar name")).toBeTruthy();
    expect(
      within(likely)
        .getByRole("link", { name: /Open chart: JANSEN/ })
        .getAttribute("href"),
    ).toBe(`#/patients/${P(7)}`);
    await user.click(saveButton());
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(1));
  });

  it("a look-up that fails does not stop the form", async () => {
    const { user, engine } = register({ patient_search: { code: "io", retry: "later" } });
    await user.type(await screen.findByRole("textbox", { name: "Family name" }), "Janssen");
    await user.click(saveButton());
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(1));
  });

  it("keeps what was typed over a refusal and over leaving, and a second try makes the same patient", async () => {
    const drafts = memoryDrafts();
    const first = register({ write: { code: "storage_full", retry: "after_fix" } }, { drafts });
    await first.user.type(await screen.findByRole("textbox", { name: "Family name" }), "Okafor");
    await first.user.click(saveButton());
    expect(await screen.findByText(/Code storage_full/)).toBeTruthy();
    first.unmount();
    await waitFor(async () => expect((await drafts.get("patient-register")).body).toContain("Okafor"));
    const again = register({}, { drafts });
    expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Family name" })).value).toBe("Okafor");
    await again.user.click(saveButton());
    await waitFor(() => expect(again.engine.argsOf("write")).toHaveLength(1));
    expect(again.engine.argsOf("write")[0]).toMatchObject({ patient: "0199c82c-c000-7000-8000-0000000000f0" });
    expect(again.engine.argsOf("new_ids")).toEqual([]);
  });

  it("begins with the name that was searched for", async () => {
    register({}, { path: "/patients/new?name=Okafor", route: "/patients/new" });
    expect((await screen.findByRole<HTMLInputElement>("textbox", { name: "Family name" })).value).toBe("Okafor");
  });

  it("is closed to roles that may not, and says who may", async () => {
    const { user, engine } = register({}, { me: { role: "it" } });
    await user.type(await screen.findByRole("textbox", { name: "Family name" }), "Okafor");
    await user.click(saveButton());
    expect(screen.getByText(/Your role cannot register patients/)).toBeTruthy();
    expect(engine.argsOf("write")).toEqual([]);
  });
});
