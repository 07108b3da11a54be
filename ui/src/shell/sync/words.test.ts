import { describe, expect, it } from "vitest";
import { say, voiceOf } from "../../i18n/bundle";
import type { Say } from "../../i18n/text";
import { files } from "../../i18n/texts/all.en";
import type { Format } from "../../kit/useFormat";
import type { SyncState } from "../../rpc/gen";
import { BLOCK_CODES, blockFix } from "./blocks";
import { syncOf } from "./sample";
import { chipWords } from "./words";

const voice = voiceOf("en", files, files);
const text: Say = (id, args) => say(voice, id, args) ?? id;
const format = { recent: () => "14:05", patientRecent: () => "2:05pm" } as unknown as Format;
const words = (sync: SyncState, patient = false) => chipWords(text, format, sync, patient);

describe("the chip says", () => {
  it.each([
    [
      "a stop",
      syncOf({ state: "blocked" }, { blocked: "clock_wrong" }),
      "Sending stopped: the clock is wrong",
      "stopped",
    ],
    ["decisions", syncOf({ state: "needs_you", count: 2 }, { decisions: 2 }), "2 to decide", "needs"],
    ["what was refused", syncOf({ state: "needs_you", count: 1 }, { refused: 1 }), "1 not accepted", "needs"],
    [
      "a first download",
      syncOf({ state: "first_download", count: 1240, of: 3800 }, { left_seconds: 360 }),
      "Getting your clinic: 1,240 of 3,800 records, about 6 min",
      "sending",
    ],
    ["sending", syncOf({ state: "sending", count: 2, of: 3, unsent: 1 }), "Sending 2 of 3", "sending"],
    ["what waits", syncOf({ state: "waiting", count: 3, unsent: 3 }), "3 changes saved on this device", "waiting"],
    [
      "what waits offline",
      syncOf({ state: "waiting", count: 3, unsent: 3, online: false }),
      "3 changes saved on this device, offline",
      "waiting",
    ],
    ["no contact", syncOf({ state: "offline", online: false }), "Offline. You can keep working", "waiting"],
    ["that all is sent", syncOf({ state: "up_to_date", at: 1 }), "All sent, 14:05", "ok"],
  ])("%s", (_name, sync, whole, family) => {
    const said = words(sync);
    expect([said.whole, said.family, said.second]).toEqual([whole, family, null]);
  });

  it("by how much a clock is wrong", () => {
    const off = (ms: number): string =>
      words(syncOf({ state: "blocked" }, { blocked: "clock_wrong", clock_off_ms: ms })).whole;
    expect(off(7_200_000)).toBe("Sending stopped: the clock is 2 h ahead");
    expect(off(-180_000)).toBe("Sending stopped: the clock is 3 min behind");
  });

  it("how much is not sent while something else is on top", () => {
    const said = words(syncOf({ state: "needs_you", unsent: 3 }, { decisions: 2 }));
    expect(said.second).toEqual({ icon: "dot", words: "3 not sent" });
    expect([said.main, said.whole]).toEqual(["2 to decide", "2 to decide · 3 not sent"]);
    expect(words(syncOf({ state: "blocked", unsent: 1 }, { blocked: "cert" })).second?.words).toBe("1 not sent");
    expect(words(syncOf({ state: "sending", count: 1, of: 2, unsent: 9 })).second?.words).toBe("9 not sent");
  });

  it("that all is sent, or that there is no contact, beside what needs a person", () => {
    const needs = (online: boolean) => syncOf({ state: "needs_you", online }, { decisions: 2, pulled_at: 1 });
    expect(words(needs(true)).whole).toBe("2 to decide · All sent, 14:05");
    expect(words(needs(false)).whole).toBe("2 to decide · Offline");
    expect(words(needs(true), true).second).toBeNull();
  });

  it("offline in grey and never in red", () => {
    expect(words(syncOf({ state: "offline", online: false })).family).toBe("waiting");
  });

  it("at once only what a person must act on", () => {
    const urgent = (
      ["blocked", "needs_you", "first_download", "sending", "waiting", "offline", "up_to_date"] as const
    ).filter((state) => words(syncOf({ state })).urgent);
    expect(urgent).toEqual(["blocked", "needs_you"]);
  });

  it("patients' own words to patients", () => {
    expect(words(syncOf({ state: "up_to_date", at: 1 }), true).whole).toBe("Everything is sent, 2:05pm");
    expect(words(syncOf({ state: "offline", online: false }), true).whole).toBe("No connection. You can go on");
  });
});

describe("each reason to stop", () => {
  it.each(BLOCK_CODES)("%s has words for chip and bar, a button, and a way that helps", (code) => {
    const short = text(`sync-block-${code}`);
    const long = text(`sync-block-${code}-long`);
    const button = text(`sync-fix-${code}`);
    for (const said of [short, long, button]) {
      expect(said).not.toContain("sync-");
    }
    const fix = blockFix(code);
    expect("go" in fix ? fix.go.startsWith("/") : ["send", "copy", "recover"].includes(fix.act)).toBe(true);
    expect(words(syncOf({ state: "blocked" }, { blocked: code })).whole).toBe(`Sending stopped: ${short}`);
  });
});
