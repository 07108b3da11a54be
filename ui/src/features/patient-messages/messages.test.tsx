import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { ThreadOpen } from "../../rpc/gen";
import type { Answers } from "../../rpc/transport/fake";
import { memoryDrafts } from "../../shell/gate/memoryDrafts";
import { NOW } from "../../test/render";
import { type ScreenSetting, type Shown, showScreen } from "../../test/screen";
import { Page as List } from "./Page";
import { Page as Thread } from "./ThreadPage";
import { Page as Write } from "./WritePage";

const ME = { user: "u-amina", role: "patient", patient: "p-1", name: "Amina Yusuf" };
const entry = (item: string, body: object, at = NOW) => ({ doc: "t", list: "entries", item, at, body, unsent: false });
const thread: ThreadOpen = {
  doc: "t",
  entries: [
    entry("o", { subject: "Tablets", kind: "clinical", by: "u-amina" }),
    entry("a", { text: "Half or whole?\nPlease.", by: "u-amina" }),
    entry("b", { text: "Whole. 😀", by: "u-doctor", unsent: true }),
  ],
};
const ANSWERS: Answers = {
  new_ids: { ids: ["t-new", "i-open", "i-say"] },
  write: { docs: ["t"], ctrs: [1], saved: 1 },
  thread_get: thread,
};

const open = (page: React.ReactElement, setting: Partial<ScreenSetting> = {}): Shown =>
  showScreen(page, {
    answers: ANSWERS,
    surface: "patient",
    local: false,
    me: ME,
    path: "/messages/new/subject",
    route: "/messages/new/:step",
    ...setting,
  });

const begin = async ({ user }: Shown): Promise<void> => {
  await user.type(await screen.findByRole("textbox", { name: "In a few words" }), "My tablets");
  await user.click(screen.getByRole("button", { name: "Continue" }));
  await user.type(await screen.findByRole("textbox", { name: "Your message" }), "May I take half?");
};

const write = async (shown: Shown): Promise<void> => {
  await begin(shown);
  await shown.user.click(screen.getByRole("button", { name: "Send message" }));
};

describe("writing to the clinic", () => {
  it("asks what it is about, then what to say, and makes a conversation with one message", async () => {
    const shown = open(<Write />);
    await write(shown);
    await screen.findByRole("heading", { level: 1, name: "Sent" });
    expect(shown.engine.argsOf("write")).toMatchObject([
      { type: "thread_start", doc: "t-new", patient: "p-1", item: "i-open", subject: "My tablets", kind: "clinical" },
      { type: "message_send", doc: "t-new", item: "i-say", text: "May I take half?", draft: "patient-message" },
    ]);
    expect(screen.getByRole("link", { name: "See the message" }).getAttribute("href")).toBe("#/messages/t-new");
  });

  it("says on every page that it is not for emergencies, with the number to call", async () => {
    open(<Write />);
    await screen.findByText(/Not for emergencies/);
    expect(screen.getByRole("link", { name: "Call 112" }).getAttribute("href")).toBe("tel:112");
  });

  it("makes no second conversation when only the message was refused", async () => {
    let tries = 0;
    const shown = open(<Write />, {
      answers: {
        ...ANSWERS,
        write: (change) => {
          tries += 1;
          if (change.type === "thread_start") {
            return tries === 1 ? { docs: [], ctrs: [], saved: 1 } : { code: "already_done", retry: "never" };
          }
          return tries === 2 ? { code: "storage_full", retry: "after_fix" } : { docs: [], ctrs: [], saved: 2 };
        },
      },
    });
    await write(shown);
    await screen.findByText(/no space left/);
    expect((screen.getByRole("textbox", { name: "Your message" }) as HTMLTextAreaElement).value).toBe(
      "May I take half?",
    );
    await shown.user.click(screen.getByRole("button", { name: "Send message" }));
    await screen.findByRole("heading", { level: 1, name: "Sent" });
    const docs = shown.engine.argsOf("write").map((change) => "doc" in change && change.doc);
    expect(new Set(docs)).toEqual(new Set(["t-new"]));
  });

  it("finds subject and text of before after a reload", async () => {
    const drafts = memoryDrafts();
    const shown = open(<Write />, { drafts });
    await begin(shown);
    shown.unmount();
    open(<Write />, { drafts, path: "/messages/new/text" });
    const field = await screen.findByRole("textbox", { name: "Your message" });
    expect((field as HTMLTextAreaElement).value).toBe("May I take half?");
  });

  it("does not send nothing, and says at the field what is missing", async () => {
    const shown = open(<Write />);
    await screen.findByRole("textbox", { name: "In a few words" });
    await shown.user.click(screen.getByRole("button", { name: "Continue" }));
    expect(screen.getByRole("alert").textContent).toContain("Write what it is about");
    expect(shown.path()).toBe("/messages/new/subject");
    open(<Write />, { path: "/messages/new/text" });
    await waitFor(() => expect(screen.getAllByRole("textbox", { name: "In a few words" }).length).toBeGreaterThan(0));
  });
});

describe("conversations", () => {
  it("show who said what, with what is not sent yet", async () => {
    open(<Thread />, { path: "/messages/t", route: "/messages/:doc" });
    const said = await screen.findAllByRole("listitem");
    expect(said.map((one) => one.textContent)).toEqual([
      expect.stringContaining("YouMonday 23 November, 10:21amHalf or whole?\nPlease."),
      expect.stringContaining("Your care teamMonday 23 November, 10:21amWhole. 😀Not sent yet"),
    ]);
  });

  it("take an answer and forget its draft", async () => {
    const shown = open(<Thread />, { path: "/messages/t", route: "/messages/:doc" });
    await shown.user.type(await screen.findByRole("textbox", { name: "Your answer" }), "Thank you");
    await shown.user.click(screen.getByRole("button", { name: "Send answer" }));
    await waitFor(() =>
      expect(shown.engine.argsOf("write")).toMatchObject([
        { type: "message_send", doc: "t", text: "Thank you", draft: "patient-reply:t" },
      ]),
    );
    await waitFor(() =>
      expect((screen.getByRole("textbox", { name: "Your answer" }) as HTMLTextAreaElement).value).toBe(""),
    );
  });

  it("are listed newest first, or said to be none", async () => {
    const line = (doc: string, subject: string, at: number) => ({
      ...entry("0", { subject, messages: 1 }, at),
      doc,
      list: "thread",
    });
    open(<List />, {
      path: "/messages",
      route: "/messages",
      answers: { thread_list: { items: [line("a", "Old", 1), line("b", "New", 2)], more: false } },
    });
    const links = await screen.findAllByRole("link", { name: /message/ });
    expect(
      links.filter((one) => one.getAttribute("href") !== "#/messages/new").map((one) => one.getAttribute("href")),
    ).toEqual(["#/messages/b", "#/messages/a"]);
  });
});
