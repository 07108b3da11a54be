import { describe, expect, it } from "vitest";
import { isFuture, today } from "./day";

const NOW = new Date(2026, 10, 24, 0, 5).getTime();

describe("days", () => {
  it("today is the day of the reader's own calendar, also just after midnight", () => {
    expect(today(NOW)).toBe("2026-11-24");
  });

  it("a date lies ahead only as far as it is known", () => {
    for (const [date, ahead] of [
      ["", false],
      ["2026-11-24", false],
      ["2026-11-25", true],
      ["2026-11", false],
      ["2026-12", true],
      ["2026", false],
      ["2027", true],
    ] as const) {
      expect(isFuture(date, NOW), date).toBe(ahead);
    }
  });
});
