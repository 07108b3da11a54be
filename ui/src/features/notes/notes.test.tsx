import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { DocumentOpen, ItemRow, Problem } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { ANNA, answersOf, chartOf, PATIENT, THEN } from "../../test/chart";
import { type ScreenSetting, type Shown, showScreen } from "../../test/screen";
import { RecentBlock } from "./parts/RecentBlock";
import { Tab } from "./Tab";
import { Workspace } from "./Workspace";

const NOTE = "0199c82c-c000-7000-8000-0000000000e7";
const PART = "0199c82c-c000-7000-8000-000000000077";

const row = (list: string, item: string, body: object, doc = NOTE): ItemRow => ({
  doc,
  list,
  item,
  at: THEN,
  body,
  unsent: false,
});
const head = (body: object = {}, doc = NOTE): ItemRow =>
  row(
    "encounter",
    "00000000-0000-0000-0000-000000000000",
    { kind: "note", author: ANNA, status: "in-progress", ...body },
    doc,
  );
const part = (text: string, body: object = {}): ItemRow =>
  row("sections", PART, { id: PART, title: "Note", order: 0, text, by: ANNA, ...body });

const opened = (items: ItemRow[], more: Partial<DocumentOpen> = {}): DocumentOpen => ({
  doc: NOTE,
  doc_type: "encounter",
  patient: PATIENT,
  state: "live",
  items,
  conflicts: [],
  unsent: 0,
  ...more,
});

const answers = (doc: DocumentOpen | Problem, more: Answers = {}): Answers =>
  answersOf(chartOf([]), {
    encounter_list: { items: [head()], more: false },
    document_get: doc,
    ...more,
  });

const editor = async (doc: DocumentOpen | Problem, more: Answers = {}, setting: Partial<ScreenSetting> = {}) => {
  const close = vi.fn();
  const shown = showScreen(<Workspace args={{ patient: PATIENT, doc: NOTE }} close={close} />, {
    answers: answers(doc, more),
    ...setting,
  });
  const field = (await screen.findByRole("textbox", { name: "Note" })) as HTMLTextAreaElement;
  const fill = (value: string): void => {
    fireEvent.change(field, { target: { value } });
  };
  return {
    ...shown,
    close,
    field,
    fill,
    save: () => fireEvent.click(screen.getByRole("button", { name: /Save now/ })),
  };
};

const GONE: Problem = { code: "not_found", retry: "never" };

describe("writing a note", () => {
  it("starts the note with its first words and says where they are", async () => {
    const { fill, save, engine } = await editor(GONE);
    fill("Cough for three weeks");
    expect(screen.getByText("Draft not kept yet")).toBeTruthy();
    engine.answer({
      write: () => {
        engine.answer({ document_get: opened([head(), part("Cough for three weeks")], { unsent: 1 }) });
        return { docs: [NOTE], ctrs: [1], saved: 1 };
      },
    });
    save();
    await screen.findByText(/Saved on this device/);
    expect(screen.getByText("Not sent yet")).toBeTruthy();
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "note_start",
      doc: NOTE,
      patient: PATIENT,
      title: "Note",
      text: "Cough for three weeks",
    });
  });

  it("edits only what changed, with the words before it", async () => {
    const { fill, save, engine } = await editor(opened([head(), part("Chest clear.")]));
    fill("Chest is clear.");
    save();
    await waitFor(() => expect(engine.argsOf("write")).toHaveLength(1));
    expect(engine.argsOf("write")[0]).toMatchObject({
      type: "note_edit",
      section: PART,
      at: 6,
      before: "Chest ",
      removed: "",
      insert: "is ",
    });
  });

  it("takes in another's words while something is typed, and loses neither", async () => {
    const { field, fill, engine } = await editor(opened([head(), part("Chest clear.")]));
    fill("Cough. Chest clear.");
    engine.answer({ document_get: opened([head(), part("Chest clear. No fever.")]) });
    engine.tell({ event: "changed", value: [{ topic: "document", id: NOTE }] });
    await waitFor(() => expect(field.value).toBe("Cough. Chest clear. No fever."));
    expect(screen.getByText(/Somebody else wrote here at the same time/)).toBeTruthy();
  });

  it("keeps the words as a draft when the device is locked, and finds them again after a reload", async () => {
    const drafts = memoryDrafts();
    const locked: Problem = { code: "locked", retry: "after_unlock" };
    const first = await editor(opened([head(), part("Chest clear.")]), { write: locked }, { drafts });
    first.fill("Chest clear. Lungs too.");
    first.save();
    expect((await screen.findAllByText(/locked/)).length).toBeGreaterThan(0);
    expect(first.field.value).toBe("Chest clear. Lungs too.");
    await waitFor(async () => expect((await drafts.get(`note:${NOTE}`)).body).toContain("Lungs too"), {
      timeout: 3000,
    });
    first.unmount();
    const again = await editor(opened([head(), part("Dry. Chest clear.")]), {}, { drafts });
    expect(again.field.value).toBe("Dry. Chest clear. Lungs too.");
  });

  it("changes nothing in a note that was signed meanwhile, and lets the words be copied", async () => {
    const { field, fill, engine } = await editor(opened([head(), part("Chest clear.")]));
    fill("Chest clear. Late words.");
    engine.answer({ document_get: opened([head(), part("Chest clear.")], { state: "final" }) });
    engine.tell({ event: "changed", value: [{ topic: "document", id: NOTE }] });
    expect((await screen.findByRole("alert")).textContent).toContain("can no longer be changed");
    expect(field.value).toBe("Chest clear. Late words.");
    expect(field.readOnly).toBe(true);
    expect(screen.getByRole("button", { name: "Copy what I typed" })).toBeTruthy();
    expect(engine.argsOf("write")).toEqual([]);
  });

  it("adds a part, and each only once", async () => {
    await editor(opened([head(), part("Chest clear.")]));
    fireEvent.click(screen.getByRole("button", { name: "Add Plan" }));
    expect(await screen.findByRole("textbox", { name: "Plan" })).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Add Plan" })).toBeNull();
  });

  it("says that a text is too long and keeps it", async () => {
    const { field, fill, save, engine } = await editor(opened([head(), part("")]));
    const long = "x".repeat(20_001);
    fill(long);
    save();
    expect(await screen.findByText(/longer than 20,000|longer than 20000/)).toBeTruthy();
    expect(field.value).toBe(long);
    expect(engine.argsOf("write")).toEqual([]);
  });

  it("is not for reception", async () => {
    showScreen(<Workspace args={{ patient: PATIENT, doc: NOTE }} close={() => undefined} />, {
      answers: answers(GONE),
      me: { role: "reception" },
    });
    expect(await screen.findByText(/Only a nurse or a doctor writes notes/)).toBeTruthy();
  });
});

describe("reading notes", () => {
  const show = (page: React.ReactElement, doc: DocumentOpen | Problem, more: Answers = {}): Shown =>
    showScreen(page, { answers: answers(doc, more), path: "/", route: "*" });

  it("lists entries newest first and reads the one that is open", async () => {
    const other = "0199c82c-c000-7000-8000-0000000000e8";
    const visit = { ...head({ kind: "visit", status: "finished", title: "Check-up" }, other), at: THEN + 5 };
    const bp = row("observations", "o1", {
      code: { display: "Blood pressure" },
      components: [
        { valueQuantity: { value: 132, unit: "mm[Hg]", code: "mm[Hg]" } },
        { valueQuantity: { value: 84, code: "mm[Hg]" } },
      ],
    });
    show(<Tab patient={PATIENT} />, opened([head({ reason: "Cough" }), part("Chest\nclear."), bp]), {
      encounter_list: { items: [head(), visit], more: false },
    });
    const list = await screen.findByRole("list", { name: "Visits, notes and reports" });
    const rows = within(list).getAllByRole("button");
    expect(rows[0]?.textContent).toContain("Check-up");
    expect(rows[1]?.textContent).toContain("Draft note");
    const article = await screen.findByRole("article");
    expect(article.textContent).toContain("Chest\nclear.");
    expect(article.textContent).toContain("132/84\u00a0mmHg");
    expect(article.textContent).toContain("Cough");
    expect(within(article).getByRole("button", { name: "Go on writing" })).toBeTruthy();
  });

  it("reads a signed note, a report and an import and offers no writing", async () => {
    for (const [kind, state] of [
      ["note", "final"],
      ["report", "live"],
      ["import", "live"],
    ] as const) {
      const { unmount } = show(<Tab patient={PATIENT} />, opened([head({ kind }), part("Text")], { state }));
      expect((await screen.findByRole("article")).textContent).toContain("Text");
      expect(screen.queryByRole("button", { name: "Go on writing" })).toBeNull();
      unmount();
    }
  });

  it("shows what another person may not see as nothing, with the reason", async () => {
    show(<Tab patient={PATIENT} />, GONE);
    expect(await screen.findByText(/There is nothing here that you may see/)).toBeTruthy();
  });

  it("shows words with direction marks whole and harmless", async () => {
    show(<Tab patient={PATIENT} />, opened([head(), part("\u202Eraelc 💊")]));
    expect((await screen.findByRole("article")).textContent).toContain("raelc 💊");
    expect(screen.getByRole("article").textContent).not.toContain("\u202E");
  });

  it("shows the newest on the summary, and says when there is none", async () => {
    const { unmount } = show(<RecentBlock patient={PATIENT} />, GONE);
    const link = await screen.findByRole("link", { name: /Note/ });
    expect(link.getAttribute("href")).toBe(`#/patients/${PATIENT}/notes?entry=${NOTE}`);
    unmount();
    show(<RecentBlock patient={PATIENT} />, GONE, { encounter_list: { items: [], more: false } });
    expect(await screen.findByText("No visits or notes")).toBeTruthy();
  });
});
