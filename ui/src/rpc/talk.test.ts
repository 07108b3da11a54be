import { describe, expect, it } from "vitest";
import type { Row } from "./clinical";
import { talkLinesOf, talkOf, wordsFault } from "./talk";

const row = (item: string, at: number, body: object, list = "entries"): Row => ({ doc: "t", list, item, at, body });

describe("conversations", () => {
  it("are listed with the one written to last first", () => {
    const rows = [
      row("", 1, { subject: "Tablets", kind: "clinical", messages: 2, last_role: 1 }, "thread"),
      row("", 3, { subject: "Letter", kind: "administrative" }, "thread"),
      row("x", 9, { text: "not a conversation" }),
    ];
    expect(talkLinesOf(rows).map(({ subject, messages, toAnswer }) => [subject, messages, toAnswer])).toEqual([
      ["Letter", 0, false],
      ["Tablets", 2, true],
    ]);
  });

  it("show a correction in the place of what it corrects", () => {
    const talk = talkOf([
      row("o", 1, { subject: "Tablets", kind: "clinical", by: "p" }),
      row("a", 2, { text: "I take 2", by: "p" }),
      row("b", 3, { text: "Thank you", by: "d" }),
      row("c", 4, { text: "I take 1", by: "p", replaces: "a", unsent: true }),
    ]);
    expect(talk.subject).toBe("Tablets");
    expect(talk.said.map(({ text, corrected, unsent }) => [text, corrected, unsent])).toEqual([
      ["I take 1", true, true],
      ["Thank you", false, false],
    ]);
  });

  it("keep the words of one person when another claims to correct them", () => {
    const talk = talkOf([
      row("a", 2, { text: "I take 2", by: "p" }),
      row("c", 4, { text: "no", by: "d", replaces: "a" }),
    ]);
    expect(talk.said.map(({ text }) => text)).toEqual(["I take 2", "no"]);
  });

  it("leave out entries they cannot read", () => {
    expect(talkOf([row("a", 1, { text: 5 }), { ...row("b", 2, {}), body: null }]).said).toEqual([]);
  });

  it.each([
    ["  \n ", "empty"],
    ["a", null],
    ["😀".repeat(10), null],
    ["😀".repeat(11), "long"],
  ])("%j is %s", (text, want) => {
    expect(wordsFault(text, 10)).toBe(want);
  });
});
