import { expect, it } from "vitest";
import { disputeOf } from "./dispute";
import { DECIDED, twoDoses } from "./sample";
import { lasting, overlapOf, spanOf, tracksOf } from "./timeline";
import { AROUND_MS, alsoNames } from "./useAlso";

const HOUR = 3_600_000;
const { alternatives } = disputeOf(twoDoses());

it("finds the time in which neither could see the other", () => {
  const tracks = tracksOf(alternatives) ?? [];
  expect(overlapOf(tracks, DECIDED + 99 * HOUR)).toEqual({ from: DECIDED - 2 * HOUR, to: DECIDED + 32 * HOUR });
});

it("draws no line where a time is missing, and no window where none is known", () => {
  expect(tracksOf(alternatives.map((one) => ({ ...one, claimedAt: null })))).toBeNull();
  expect(tracksOf(alternatives.slice(0, 1))).toBeNull();
  const tracks = tracksOf(alternatives.map((one) => ({ ...one, notBefore: null }))) ?? [];
  expect(overlapOf(tracks, DECIDED)).toBeNull();
  expect(
    overlapOf(
      [
        { from: 0, decided: 1, sent: 2 },
        { from: 3, decided: 4, sent: 5 },
      ],
      9,
    ),
  ).toBeNull();
});

it("lets what is not sent run on to now", () => {
  const tracks = tracksOf(alternatives.map((one) => ({ ...one, sentAt: null }))) ?? [];
  const now = DECIDED + 20 * HOUR;
  expect(overlapOf(tracks, now)?.to).toBe(now);
  const span = spanOf(tracks, now);
  expect(span.from).toBeLessThan(DECIDED - 10 * HOUR);
  expect(span.to).toBeGreaterThan(now);
});

it("says how long something took", () => {
  expect(lasting(318 * 60_000)).toEqual({ days: 0, hours: 5, minutes: 18 });
  expect(lasting(0)).toEqual({ days: 0, hours: 0, minutes: 0 });
  expect(lasting(51 * HOUR)).toEqual({ days: 2, hours: 3, minutes: 0 });
});

it("names what the same author recorded around the change and nothing of others", () => {
  const one = {
    ...(alternatives[0] as (typeof alternatives)[number]),
    also: [{ root: "problems", id: "p", label: "Oedema" }],
  };
  const row = (by: string, at: number, text: string): { body: unknown } => ({ body: { by, at, code: { text } } });
  const rows = [
    row(one.user ?? "", DECIDED, "Blood pressure"),
    row(one.user ?? "", DECIDED - AROUND_MS - 1, "Weight"),
    row("somebody", DECIDED, "Pulse"),
    { body: null },
  ];
  expect(alsoNames(one, rows)).toEqual(["Oedema", "Blood pressure"]);
});
