import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readInvitation, WORDS } from "./invitation";

const KEY = "00ff0102030405060708";
const link = (key: string): string => `satchel://join?a=clinic.example:8443&k=${key}&c=ABCD-EFGH`;

describe("an invitation", () => {
  it("uses the very words of the protocol, in its order", () => {
    const source = readFileSync("../core/protocol/src/join.rs", "utf8");
    const table = source.slice(source.indexOf("const WORDS"), source.indexOf("];"));
    expect(table.match(/"[a-z]+"/g)?.map((word) => word.slice(1, -1))).toEqual(WORDS);
  });

  it("tells the first eight bytes of the key in words", () => {
    expect(readInvitation(link(KEY.padEnd(64, "0")))).toEqual({
      link: link(KEY.padEnd(64, "0")),
      address: "clinic.example:8443",
      words: "acorn prairie actor album alder alpha amber anchor",
    });
  });

  it("is not read from anything else", () => {
    for (const text of [
      "",
      "https://clinic.example",
      link("00"),
      link("g".repeat(64)),
      "satchel://join?",
      "x".repeat(600),
    ]) {
      expect(readInvitation(text)).toBeNull();
    }
  });
});
