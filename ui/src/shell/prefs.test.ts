import { expect, it } from "vitest";
import { getIdle, IDLE_USUAL, readIdle, setIdle } from "./prefs";

it.each([null, "", "2", "-1", "NaN", "1e9"])("an idle time of %s is the usual one", (kept) => {
  expect(readIdle(kept)).toBe(IDLE_USUAL);
});

it("a chosen idle time is kept", () => {
  setIdle(240);
  expect([getIdle(), localStorage.getItem("satchel.idle")]).toEqual([240, "240"]);
});
