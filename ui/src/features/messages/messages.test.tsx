import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Directory, ThreadLine, ThreadOpen } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { NOW } from "../../test/render";
import { type ScreenSetting, showScreen } from "../../test/screen";
import { messagesFeature } from "./index";
import { Workspace } from "./NewPanel";
import { Page } from "./Page";
import { Tab } from "./Tab";

const row = (item: string, body: object, at = NOW, list = "entries") => ({
  doc: "t",
  list,
  item,
  at,
  body,
  unsent: false,
});
const line = (doc: string, name: string | null, subject: string, unsent = false): ThreadLine => ({
  patient: `p-${doc}`,
  name,
  row: {
    ...row("0", { subject, kind: "clinical", messages: 1, last_role: unsent ? 5 : 1 }, NOW, "thread"),
    doc,
    unsent,
  },
});
const thread: ThreadOpen = {
  doc: "t",
  entries: [
    row("o", { subject: "Tablets", kind: "clinical", by: "u-amina", role: 1 }),
    row("a", { text: "May I take half?", by: "u-amina", role: 1 }),
    row("b", { text: "Whole, please.", by: "u-joy", role: 4 }),
    row("c", { text: "I agree.", by: "u-gone-9999", role: 5 }),
  ],
};
const directory: Directory = {
  people: [{ user: "u-joy", name: "Joy Achieng", role: "nurse", active: true }],
  places: [],
};
const ANSWERS: Answers = {
  thread_recent: {
    threads: [line("t", "Yusuf, Amina", "Tablets"), line("s", null, "\u202ELetter 😀", true)],
    more: true,
  },
  thread_get: thread,
  directory_list: directory,
  new_ids: { ids: ["t-new", "i-open", "i-say"] },
  write: { docs: ["t"], ctrs: [1], saved: 1 },
};

const open = (page: React.ReactElement, setting: Partial<ScreenSetting> = {}) =>
  showScreen(page, { answers: ANSWERS, path: "/messages", features: [messagesFeature], ...setting });

describe("messages", () => {
  it("lists conversations of all patients with what is not sent yet", async () => {
    open(<Page />);
    const list = await screen.findByRole("list", { name: "Conversations" });
    const rows = within(list).getAllByRole("button");
    expect(rows.map((one) => one.textContent)).toEqual([
      "YUSUF, AminaTablets1 message10:21To answer",
      "No name recordedLetter 😀1 message10:21Not sent yet",
    ]);
    expect(screen.getByText("There are older conversations than these.")).toBeTruthy();
  });

  it("opens one and says who wrote what: patient, colleague", async () => {
    const shown = open(<Page />, { path: "/messages/t", route: "/messages/:doc" });
    const talk = await screen.findByRole("region", { name: "Conversation: Tablets" });
    await within(talk).findByText("Joy Achieng");
    const said = within(talk).getAllByRole("listitem");
    expect(said.map((one) => one.textContent)).toEqual([
      expect.stringMatching(/^Patient.*May I take half\?$/),
      expect.stringMatching(/^Joy Achieng.*Whole, please\.$/),
      expect.stringMatching(/^Somebody your device cannot name \(9999\).*I agree\.$/),
    ]);
    expect(within(talk).getByRole("link", { name: "Open chart" }).getAttribute("href")).toBe("#/patients/p-t");
    expect(shown.engine.argsOf("thread_get")).toEqual(["t"]);
  });

  it("answers by the keyboard and clears the field only when it is saved", async () => {
    const shown = open(<Page />, { path: "/messages/t", route: "/messages/:doc" });
    const field = (await screen.findByRole("textbox", { name: "Answer" })) as HTMLTextAreaElement;
    shown.engine.answer({ write: { code: "storage_full", retry: "after_fix" } });
    await shown.user.type(field, "Half is fine");
    await shown.user.click(screen.getByRole("button", { name: "Send answer" }));
    await screen.findByText(/no space left/);
    expect(field.value).toBe("Half is fine");
    shown.engine.answer({ write: { docs: ["t"], ctrs: [1], saved: 1 } });
    await shown.user.click(screen.getByRole("button", { name: "Send answer" }));
    await waitFor(() => expect(field.value).toBe(""));
    expect(shown.engine.argsOf("write").at(-1)).toMatchObject({
      type: "message_send",
      doc: "t",
      patient: "p-t",
      text: "Half is fine",
      draft: "message:t",
    });
  });

  it("says when there are none", async () => {
    open(<Page />, { answers: { ...ANSWERS, thread_recent: { threads: [], more: false } } });
    await screen.findByText("No conversations");
  });
});

describe("messages of one patient", () => {
  it("stand in the chart, the newest one open", async () => {
    const items = [{ ...row("0", { subject: "Tablets", messages: 2 }, NOW, "thread") }];
    open(<Tab patient="p-1" />, { answers: { ...ANSWERS, thread_list: { items, more: false } } });
    await screen.findByText("May I take half?");
  });

  it("begin with a subject and a text, which outlive a reload", async () => {
    const drafts = memoryDrafts();
    const close = vi.fn();
    const first = open(<Workspace args={{ patient: "p-1" }} close={close} />, { drafts });
    await first.user.click(await screen.findByRole("button", { name: "Send message" }));
    expect(within(screen.getByRole("alert")).getAllByRole("link")).toHaveLength(2);
    await first.user.type(screen.getByRole("textbox", { name: "Subject" }), "Blood test");
    await first.user.type(screen.getByRole("textbox", { name: "Message" }), "Please come fasting.");
    first.unmount();
    const second = open(<Workspace args={{ patient: "p-1" }} close={close} />, { drafts });
    await waitFor(() =>
      expect((screen.getByRole("textbox", { name: "Message" }) as HTMLTextAreaElement).value).toBe(
        "Please come fasting.",
      ),
    );
    await second.user.click(screen.getByRole("button", { name: "Send message" }));
    await waitFor(() => expect(close).toHaveBeenCalled());
    expect(second.engine.argsOf("write")).toMatchObject([
      { type: "thread_start", subject: "Blood test" },
      { type: "message_send", text: "Please come fasting." },
    ]);
  });
});
