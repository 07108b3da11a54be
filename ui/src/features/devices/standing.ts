/** How a device stands, as far as the server knows: it tells what the device last said, never what it may hold now. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A contact as recent as this is "now". */
const NOW_WITHIN = 2 * 60_000;
const UNSEEN_AFTER = 7 * DAY;
const LEASE_SOON = 48 * HOUR;

/** What is needed of a device to say how it stands. */
export interface Standable {
  version: string | null;
  last_seen_at: number | null;
  unsent: number | null;
  lease_until: number | null;
  state: "active" | "revoked" | "blocked";
  revoked_at: number | null;
  lost: boolean;
}

/** The one word of the table, most urgent first. */
export type Standing =
  | "revoked_unseen"
  | "revoked_never"
  | "revoked_seen"
  | "blocked"
  | "ended"
  | "lease"
  | "unseen"
  | "waiting"
  | "working";

/** Until when it works without contact. */
export type Lease =
  | { kind: "none" }
  | { kind: "ended"; at: number }
  | { kind: "hours"; left: number; part: number }
  | { kind: "days"; left: number; part: number };

/** `part` is what is left of the whole lease, 0 to 1: it runs anew from each contact. */
export const leaseOf = (device: Standable, now: number): Lease => {
  const until = device.lease_until;
  if (until === null || device.state !== "active") return { kind: "none" };
  const left = until - now;
  if (left <= 0) return { kind: "ended", at: until };
  const whole = Math.max(until - (device.last_seen_at ?? until - 30 * DAY), 1);
  const part = Math.min(left / whole, 1);
  return left < LEASE_SOON
    ? { kind: "hours", left: Math.floor(left / HOUR), part }
    : { kind: "days", left: Math.floor(left / DAY), part };
};

export const isNow = (at: number | null, now: number): boolean => at !== null && now - at < NOW_WITHIN;

const unseenLong = (device: Standable, now: number): boolean =>
  device.last_seen_at === null || now - device.last_seen_at > UNSEEN_AFTER;

/** A device that was shut out and has not come back since: it does not know, and can still be opened. */
export const revokedStanding = (device: Standable): "revoked_unseen" | "revoked_never" | "revoked_seen" => {
  if (device.last_seen_at === null) return "revoked_never";
  return device.revoked_at !== null && device.last_seen_at > device.revoked_at ? "revoked_seen" : "revoked_unseen";
};

export const standingOf = (device: Standable, now: number): Standing => {
  if (device.state === "revoked") return revokedStanding(device);
  if (device.state === "blocked") return "blocked";
  const lease = leaseOf(device, now);
  if (device.lost || lease.kind === "ended") return "ended";
  if (lease.kind === "hours") return "lease";
  if (unseenLong(device, now)) return "unseen";
  return (device.unsent ?? 0) > 0 ? "waiting" : "working";
};

const partsOf = (version: string): number[] => version.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0);

/** Orders versions by their numbers; `1.10` is newer than `1.9`. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const gap = (left[at] ?? 0) - (right[at] ?? 0);
    if (gap !== 0) return gap;
  }
  return 0;
};

/** The newest version that any device has. */
export const newestVersion = (devices: readonly Standable[]): string | null =>
  devices.reduce<string | null>(
    (best, { version }) => (version !== null && (best === null || compareVersions(version, best) > 0) ? version : best),
    null,
  );

export const FILTERS = ["all", "look", "unsent", "unseen", "old"] as const;
export type Filter = (typeof FILTERS)[number];

/** Whether a device belongs under a filter. */
export const isUnder = (filter: Filter, device: Standable, now: number, newest: string | null): boolean => {
  const standing = standingOf(device, now);
  switch (filter) {
    case "all":
      return true;
    case "look":
      return ["revoked_unseen", "revoked_never", "blocked", "ended", "lease"].includes(standing);
    case "unsent":
      return (device.unsent ?? 0) > 0;
    case "unseen":
      return device.state === "active" && unseenLong(device, now);
    case "old":
      return device.version !== null && newest !== null && compareVersions(device.version, newest) < 0;
  }
};

/** The figures of the line under the title. */
export const summaryOf = (devices: readonly Standable[], now: number): { unsent: number; leases: number } => ({
  unsent: devices.reduce((sum, { unsent }) => sum + (unsent ?? 0), 0),
  leases: devices.filter((device) => leaseOf(device, now).kind === "hours").length,
});
