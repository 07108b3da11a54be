import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Conflict, Conflicts, Problem } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { pressed } from "../../shell/keys";
import { answersOf, chartOf } from "../../test/chart";
import { type ScreenSetting, type Shown, showScreen } from "../../test/screen";
import { disputeOf, keyOf } from "./dispute";
import { Page } from "./Page";
import { alternative, BEN, DECIDED, DOC, LINE, PATIENT, regimen, SECOND, twoDoses } from "./sample";
import { draftKey } from "./useDecision";

const HOUR = 3_600_000;
const line = (body: object = {}, more: object = {}): Conflict =>
  ({ name: "Yusuf, Amina", ...twoDoses(body), ...more }) as Conflict;
const all = (...conflicts: Conflict[]): Conflicts => ({ conflicts });
const place = (conflict: Conflict): string =>
  `/decisions/${conflict.doc}/${encodeURIComponent(keyOf(disputeOf(conflict)))}`;

const answers = (conflicts: Conflicts, more: Answers = {}): Answers =>
  answersOf(chartOf([]), {
    decision_list: conflicts,
    quarantine_list: { refused: [] },
    observation_list: { items: [], more: false },
    device_info: { device: "0199c82c-c000-7000-8000-00000000dea1" } as never,
    ...more,
  });

const show = (conflict: Conflict, more: Answers = {}, setting: Partial<ScreenSetting> = {}): Shown =>
  showScreen(<Page />, {
    answers: answers(all(conflict), more),
    path: place(conflict),
    route: "/decisions/:doc?/:key?",
    ...setting,
  });

beforeEach(() => {
  window.addEventListener("keydown", pressed);
  return () => window.removeEventListener("keydown", pressed);
});

const question = (): Promise<HTMLElement> =>
  screen.findByRole("heading", { name: "Which dose of amlodipine is right?" });
/** Types at once: what each key does is the field's own business. */
const fill = (field: HTMLElement, value: string): void => {
  fireEvent.change(field, { target: { value } });
};
/** The card with its choice, which waits for what may have been typed before. */
const card = async (): Promise<void> => {
  await question();
  await screen.findAllByRole("radio");
};
const radio = (name: RegExp): HTMLInputElement => screen.getByRole("radio", { name });

describe("a card", () => {
  it("shows what was before and both values, same size, with who, when, where and why", async () => {
    show(line());
    await card();
    const table = screen.getByRole("table");
    const rows = within(table).getAllByRole("row");
    expect(rows[0]?.textContent).toMatch(/Before.*A.*First decided.*B.*Decided 5 h later/);
    expect(rows[1]?.textContent).toContain("5\u00a0mgonce daily10\u00a0mgonce daily2.5\u00a0mgonce daily");
    expect(rows[2]?.textContent).toContain("Anna Okoth, doctorAnna Okoth, doctorBen Nair, doctor");
    expect(rows[3]?.textContent).toContain("This laptop");
    expect(table.textContent).toContain("“pressure still high”");
    expect(table.textContent).toContain("“both ankles swollen”");
    expect(screen.getByText(/while both were offline/)).toBeTruthy();
    expect(screen.getByRole("img", { name: /Both were offline from/ })).toBeTruthy();
    expect(screen.getByText(/printing, giving and reorder of amlodipine wait/)).toBeTruthy();
  });

  it("chooses nothing by itself", async () => {
    show(line());
    await card();
    const options = screen.getAllByRole("radio") as HTMLInputElement[];
    expect(options.map((one) => one.checked)).toEqual([false, false, false, false]);
    expect(screen.getByText("Nothing is chosen for you")).toBeTruthy();
  });

  it("is decided with the keyboard alone, and one change replaces both values", async () => {
    const { user, engine, path } = show(line(), {
      write: (change) => {
        engine.answer({ decision_list: all() });
        return { docs: [(change as unknown as { doc: string }).doc], ctrs: [1], saved: 1 };
      },
    });
    await card();
    radio(/Keep A/).focus();
    await user.keyboard(" {ArrowRight}");
    expect(radio(/Keep B/).checked).toBe(true);
    await user.tab();
    await user.keyboard("Asked the patient{Control>}{Enter}{/Control}");
    await waitFor(() => expect(path()).toBe("/decisions"));
    expect(engine.argsOf("write")).toEqual([
      {
        type: "conflict_decide",
        doc: DOC,
        kind: "chart",
        patient: PATIENT,
        item: expect.any(String),
        path: ["medicines", LINE, "regimen"],
        rule: null,
        chosen: regimen("2.5").stored,
        seen: [regimen("10").stored, regimen("2.5").stored],
        reason: "Asked the patient",
        stop: null,
        draft: draftKey(disputeOf(line())),
      },
    ]);
  });

  it("says what is missing, at the field and in a list that leads to it, and writes nothing", async () => {
    const { user, engine } = show(line());
    await card();
    await user.keyboard("{Control>}{Enter}{/Control}");
    const summary = await screen.findByRole("alert");
    expect(
      within(summary)
        .getAllByRole("link")
        .map((one) => one.textContent),
    ).toEqual(["Choose one of the options", "Give a reason"]);
    expect(document.activeElement).toBe(summary);
    await user.click(within(summary).getByRole("link", { name: "Give a reason" }));
    expect(document.activeElement).toBe(screen.getByRole("textbox", { name: /Reason/ }));
    expect(engine.argsOf("write")).toEqual([]);
  });

  it("takes another dose exactly, asks about a tenfold step and refuses what is none", async () => {
    const { user, engine } = show(line());
    await card();
    await user.click(radio(/Another dose/));
    const dose = screen.getByRole("textbox", { name: "Dose" });
    fill(dose, "100");
    await user.selectOptions(screen.getByRole("combobox", { name: "Unit" }), "mg");
    expect((await screen.findByRole("status")).textContent).toContain("ten times or a tenth");
    fill(dose, "7,5");
    fill(screen.getByRole("textbox", { name: /Reason/ }), "between both");
    await user.keyboard("{Control>}{Enter}{/Control}");
    expect((await screen.findAllByText("Use a point, not a comma")).length).toBeGreaterThan(0);
    fill(dose, "7.50");
    fill(screen.getByRole("textbox", { name: /How often/ }), "2/d");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(1));
    expect(engine.argsOf("write")[0]).toMatchObject({
      chosen: '{"dose":"7.5","frequency":"2/d","product":{"text":"amlodipine"},"unit":"mg"}',
    });
  });

  it("stops the medicine in the same change, with the last agreed dose left on the record", async () => {
    const { user, engine } = show(line());
    await card();
    await user.click(radio(/Stop amlodipine/));
    fill(screen.getByRole("textbox", { name: "Last dose on" }), "22-Nov-2026");
    fill(screen.getByRole("textbox", { name: /Reason/ }), "oedema");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(1));
    expect(engine.argsOf("write")[0]).toMatchObject({ chosen: regimen("5").stored, stop: "2026-11-22" });
  });

  it("leaves a key to the panel in which it is pressed", async () => {
    const saved = vi.fn();
    const panel = (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          saved();
        }}
      >
        <input aria-label="Words of a note" />
      </form>
    );
    const { user, engine, path } = showScreen(
      <>
        {panel}
        <Page />
      </>,
      { answers: answers(all(line())), path: place(line()), route: "/decisions/:doc?/:key?" },
    );
    await card();
    await user.click(radio(/Keep A/));
    fill(screen.getByRole("textbox", { name: /Reason/ }), "ready to sign");
    screen.getByRole("textbox", { name: "Words of a note" }).focus();
    await user.keyboard("{Control>}{Enter}{/Control}{Escape}");
    expect(saved).toHaveBeenCalledTimes(1);
    expect(engine.argsOf("write")).toEqual([]);
    expect(path()).toBe(place(line()));
  });

  it("is left for later with Escape, and nothing is written", async () => {
    const { user, engine, path } = show(line());
    await card();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(path()).toBe("/decisions"));
    expect(await screen.findByText("Choose one from the list")).toBeTruthy();
    expect(engine.argsOf("write")).toEqual([]);
  });

  it.each(["locked", "storage_full", "stale", "offline"] as const)(
    "keeps what was typed when it is refused as %s, and signs the same once that is over",
    async (code) => {
      const refused: Problem = { code, retry: "later" };
      const { user, engine } = show(line(), { write: refused });
      await card();
      await user.click(radio(/Keep A/));
      fill(screen.getByRole("textbox", { name: /Reason/ }), "kept");
      await user.keyboard("{Control>}{Enter}{/Control}");
      expect((await screen.findAllByText(new RegExp(code))).length).toBeGreaterThan(0);
      expect((screen.getByRole("textbox", { name: /Reason/ }) as HTMLInputElement).value).toBe("kept");
      expect(radio(/Keep A/).checked).toBe(true);
      engine.answer({ write: { docs: [DOC], ctrs: [1], saved: 1 }, decision_list: all() });
      await user.keyboard("{Control>}{Enter}{/Control}");
      await waitFor(() => expect(engine.argsOf("write")).toHaveLength(2));
      expect(engine.argsOf("write")[0]).toEqual(engine.argsOf("write")[1]);
    },
  );

  it("comes back with the choice and the reason after a reload", async () => {
    const drafts = memoryDrafts();
    const first = show(line(), {}, { drafts });
    await card();
    await first.user.click(radio(/Keep B/));
    fill(screen.getByRole("textbox", { name: /Reason/ }), "half typed");
    const key = draftKey(disputeOf(line()));
    await waitFor(async () => expect((await drafts.get(key)).body).toContain("half typed"), { timeout: 3000 });
    first.unmount();
    show(line(), {}, { drafts });
    await card();
    expect(radio(/Keep B/).checked).toBe(true);
    expect((screen.getByRole("textbox", { name: /Reason/ }) as HTMLInputElement).value).toBe("half typed");
  });

  it("lets go of the choice when a third value arrives, and keeps the reason", async () => {
    const { user, engine } = show(line());
    await card();
    await user.click(radio(/Keep A/));
    fill(screen.getByRole("textbox", { name: /Reason/ }), "mine");
    const third = alternative("7.5", { ...SECOND, claimed_at: DECIDED + 9 * HOUR, change: "change 7.5" });
    engine.answer({
      decision_list: all(line({ alternatives: [alternative("10"), alternative("2.5", SECOND), third] })),
    });
    engine.tell({ event: "changed", value: [{ topic: "decisions" }] });
    expect((await screen.findByRole("alert")).textContent).toContain("Another value arrived");
    expect(screen.getAllByRole("radio").map((one) => (one as HTMLInputElement).checked)).not.toContain(true);
    expect(radio(/Keep C/)).toBeTruthy();
    expect((screen.getByRole("textbox", { name: /Reason/ }) as HTMLInputElement).value).toBe("mine");
  });

  it("shows who decided in the meantime, what stands now, and what was typed here", async () => {
    const decided = {
      path: `medicines/${LINE}/regimen`,
      by: BEN,
      at: DECIDED,
      chosen: regimen("2.5").stored,
      reason: "oedema",
    };
    const { engine } = show(line(), {
      document_get: {
        doc: DOC,
        doc_type: "chart",
        patient: PATIENT,
        state: "live",
        items: [{ doc: DOC, list: "decisions", item: "d", at: DECIDED, body: decided, unsent: false }],
        conflicts: [],
        unsent: 0,
      },
      directory_list: { people: [{ user: BEN, name: "Ben Nair", role: "doctor", active: true }], places: [] },
    });
    await card();
    fill(screen.getByRole("textbox", { name: /Reason/ }), "my own view");
    engine.answer({ decision_list: all() });
    engine.tell({ event: "changed", value: [{ topic: "decisions" }] });
    const told = await screen.findByRole("alert");
    await waitFor(() => expect(told.textContent).toContain("Ben Nair decided on"));
    expect(screen.getByText("2.5 mg once daily")).toBeTruthy();
    expect(await screen.findByText("my own view")).toBeTruthy();
  });

  it("shows the values and their history again when two deciders did not see each other", async () => {
    const earlier = [
      { made: { by: BEN, at: DECIDED }, path: "p", chosen: regimen("10").stored, reason: "pressure first" },
      { made: { by: "u-me", at: DECIDED }, path: "p", chosen: regimen("2.5").stored, reason: "oedema first" },
    ];
    show(line({ earlier }));
    await question();
    expect(screen.getByText(/decided before, by two people/)).toBeTruthy();
    const items = within(screen.getByRole("region", { name: "Decided before" })).getAllByRole("listitem");
    expect(items.map((one) => one.textContent)).toEqual([
      expect.stringContaining("“pressure first”"),
      expect.stringContaining("2.5\u00a0mg once daily"),
    ]);
  });

  it("shows a nurse both doses and no choice, since only a doctor decides about medicines", async () => {
    show(line(), {}, { me: { role: "nurse" } });
    await question();
    expect(screen.getByRole("table").textContent).toContain("2.5\u00a0mg");
    expect(screen.queryAllByRole("radio")).toEqual([]);
    expect(screen.getByText(/Only a doctor decides about medicines/)).toBeTruthy();
  });

  it("decides a name, a word and a date like a dose, without a dose form", async () => {
    const value = (stored: string, value: unknown, more: object = {}) => ({
      ...alternative("10"),
      stored,
      value,
      ...more,
    });
    const birth = line(
      {
        alternatives: [
          value('{"date":"1964-07-14"}', { date: "1964-07-14" }, { change: "b1" }),
          value('{"date":"1946-07-14"}', { date: "1946-07-14" }, { ...SECOND, change: "b2" }),
        ],
        base: null,
        holds: false,
        label: "",
      },
      { doc: PATIENT, path: ["person", "birth"] },
    );
    const { user, engine } = show(birth, {}, { me: { role: "reception" } });
    await screen.findByRole("heading", { name: "Which date of birth is right?" });
    expect(await screen.findAllByRole("radio")).toHaveLength(2);
    await user.click(radio(/Keep B.*14-Jul-1946/));
    fill(screen.getByRole("textbox", { name: /Reason/ }), "seen on the passport");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(1));
    expect(engine.argsOf("write")[0]).toMatchObject({ kind: "admin", chosen: '{"date":"1946-07-14"}' });
  });

  it("shows a reason with direction marks whole and harmless", async () => {
    show(line({ alternatives: [alternative("10", { reason: "\u202Eneewteb 💊" }), alternative("2.5", SECOND)] }));
    await question();
    expect(screen.getByRole("table").textContent).toContain("“neewteb 💊”");
  });
});

describe("the list", () => {
  const review = (rule: string, more: object = {}): Conflict =>
    line({ alternatives: [], holds: false, related: [], ...more }, { decision: false, rule });

  it("puts most harm first, says whom and which values, and opens the first", async () => {
    const name = line({ holds: false, label: "", alternatives: [] }, { path: ["person", "name"] });
    const { path } = showScreen(<Page />, {
      answers: answers(all(name, review("duplicate_therapy"), line())),
      path: "/decisions",
      route: "/decisions/:doc?/:key?",
    });
    await waitFor(() => expect(path()).toBe(place(line())));
    const rows = within(screen.getByRole("list", { name: "To decide" })).getAllByRole("button");
    expect(rows.map((one) => one.textContent?.slice(0, 24))).toEqual([
      "Amlodipine doseYUSUF, Am",
      "amlodipine is on the lis",
      "NameYUSUF, Amina",
    ]);
    expect(rows[0]?.textContent).toContain("10\u00a0mg or 2.5\u00a0mg, open");
    expect(rows[0]?.textContent).toContain("Held back");
  });

  it("says what a rule found, where the rule comes from and what waits, and leads to the chart", async () => {
    const found = line(
      {
        alternatives: [alternative("10")],
        holds: true,
        related: [["allergies", "a1", "code"]],
        related_labels: ["Amlodipine besilate"],
        source: "FHIR R4 AllergyIntolerance",
      },
      { decision: false, rule: "allergy_match" },
    );
    show(found);
    await screen.findByRole("heading", { name: /the patient has an allergy that it names/ });
    expect(screen.getByText(/Printing, giving and reorder of Amlodipine wait/)).toBeTruthy();
    expect(screen.getByText("Amlodipine, Amlodipine besilate")).toBeTruthy();
    expect(screen.getByText("FHIR R4 AllergyIntolerance")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Open the chart" }).getAttribute("href")).toBe(
      `#/patients/${PATIENT}/medicines`,
    );
  });

  it("says that nothing waits, and what was not accepted", async () => {
    showScreen(<Page />, {
      answers: answers(all(), { quarantine_list: { refused: [{ ctr: 1 }] as never } }),
      path: "/decisions",
      route: "/decisions/:doc?/:key?",
    });
    expect(await screen.findByText("Nothing to decide")).toBeTruthy();
    const more = await screen.findByRole("link", { name: "1 not accepted by the server" });
    expect(more.getAttribute("href")).toBe("#/refused");
  });

  it("goes through its lines with the arrow keys", async () => {
    const other = line({}, { doc: "0199c82c-c000-7000-8000-0000000000d2", name: "Okoth, James" });
    const { path } = showScreen(<Page />, {
      answers: answers(all(line(), other)),
      path: place(line()),
      route: "/decisions/:doc?/:key?",
    });
    const [first, second] = within(await screen.findByRole("list", { name: "To decide" })).getAllByRole("button");
    first?.focus();
    fireEvent.keyDown(first as HTMLElement, { key: "ArrowDown" });
    expect(document.activeElement).toBe(second);
    fireEvent.click(second as HTMLElement);
    await waitFor(() => expect(path()).toBe(place(other)));
  });

  it("speaks Arabic with amounts in their own direction", async () => {
    show(line(), {}, { language: "ar" });
    await screen.findByRole("heading", { name: /أي جرعة/ });
    expect(screen.getByRole("table").textContent).toContain("10\u00a0mg");
  });
});
