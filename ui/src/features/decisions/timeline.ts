/** The two offline windows of a dispute on one line of time. */
import type { Behind } from "./dispute";

/** One author's line: when they were out of contact, when they decided, when it was sent. ms since 1970. */
export interface Track {
  /** Last contact before the change; null where no one knows. */
  from: number | null;
  decided: number;
  /** Null while it is not sent. */
  sent: number | null;
}

/** Where both were out of contact. */
export interface Overlap {
  from: number;
  to: number;
}

/** Tracks of all values; null where any lacks its time, since a line that guesses would mislead. */
export const tracksOf = (all: readonly Behind[]): Track[] | null => {
  const out: Track[] = [];
  for (const one of all) {
    if (one.claimedAt === null) {
      return null;
    }
    out.push({ from: one.notBefore, decided: one.claimedAt, sent: one.sentAt });
  }
  return out.length > 1 ? out : null;
};

/** The time in which no author could have seen the other's change; null where the windows do not meet. */
export const overlapOf = (tracks: readonly Track[], now: number): Overlap | null => {
  if (tracks.some((track) => track.from === null)) {
    return null;
  }
  const from = Math.max(...tracks.map((track) => track.from ?? now));
  const to = Math.min(...tracks.map((track) => track.sent ?? now));
  return from < to ? { from, to } : null;
};

/** First and last moment that the line must show, with a little room at each end. */
export const spanOf = (tracks: readonly Track[], now: number): Overlap => {
  const all = tracks.flatMap((track) => [track.from ?? track.decided, track.decided, track.sent ?? now]);
  const from = Math.min(...all);
  const to = Math.max(...all);
  const room = Math.max((to - from) * 0.04, 60_000);
  return { from: from - room, to: to + room };
};

/** How long something took, in whole hours and minutes, days from two days on. */
export const lasting = (ms: number): { days: number; hours: number; minutes: number } => {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes >= 2 * 24 * 60) {
    return { days: Math.floor(minutes / 1440), hours: Math.floor((minutes % 1440) / 60), minutes: 0 };
  }
  return { days: 0, hours: Math.floor(minutes / 60), minutes: minutes % 60 };
};
