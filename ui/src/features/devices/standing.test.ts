import { describe, expect, it } from "vitest";
import { compareVersions, isUnder, leaseOf, newestVersion, type Standable, standingOf, summaryOf } from "./standing";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 1_800_000_000_000;

const device = (more: Partial<Standable> = {}): Standable => ({
  version: "1.0.2",
  last_seen_at: NOW - HOUR,
  unsent: 0,
  lease_until: NOW + 30 * DAY,
  state: "active",
  revoked_at: null,
  lost: false,
  ...more,
});

describe("how a device stands", () => {
  it.each<[string, Partial<Standable>, string]>([
    ["nothing special", {}, "working"],
    ["it holds unsent work", { unsent: 3 }, "waiting"],
    ["it never said what it holds", { unsent: null }, "working"],
    ["seven days and a moment ago", { last_seen_at: NOW - 7 * DAY - 1 }, "unseen"],
    ["never seen", { last_seen_at: null }, "unseen"],
    ["the lease ends within 48 hours", { lease_until: NOW + 48 * HOUR - 1 }, "lease"],
    ["the lease ends in 48 hours", { lease_until: NOW + 48 * HOUR }, "working"],
    ["the lease is over", { lease_until: NOW }, "ended"],
    ["lost", { lost: true }, "ended"],
    ["its chain is broken", { state: "blocked" }, "blocked"],
    ["revoked and not seen since", { state: "revoked", revoked_at: NOW }, "revoked_unseen"],
    ["revoked and never seen", { state: "revoked", revoked_at: NOW, last_seen_at: null }, "revoked_never"],
    ["revoked and came back", { state: "revoked", revoked_at: NOW - 2 * HOUR }, "revoked_seen"],
  ])("%s", (_, more, want) => {
    expect(standingOf(device(more), NOW)).toBe(want);
  });

  it("counts the lease down and measures it from the last contact", () => {
    expect(leaseOf(device({ lease_until: NOW + 15 * DAY, last_seen_at: NOW - 15 * DAY }), NOW)).toEqual({
      kind: "days",
      left: 15,
      part: 0.5,
    });
    expect(leaseOf(device({ lease_until: NOW + 28 * HOUR + 5 }), NOW)).toMatchObject({ kind: "hours", left: 28 });
    expect(leaseOf(device({ lease_until: null }), NOW)).toEqual({ kind: "none" });
    expect(leaseOf(device({ state: "revoked" }), NOW)).toEqual({ kind: "none" });
  });

  it("finds old versions by number, not by letter", () => {
    expect(compareVersions("1.10.0", "1.9.9")).toBeGreaterThan(0);
    expect(compareVersions("1.0", "1.0.0")).toBe(0);
    const all = [device({ version: "1.9.0" }), device({ version: null }), device({ version: "1.10.0" })];
    const newest = newestVersion(all);
    expect(newest).toBe("1.10.0");
    expect(all.map((one) => isUnder("old", one, NOW, newest))).toEqual([true, false, false]);
  });

  it("sorts devices under the filters", () => {
    const revoked = device({ state: "revoked", revoked_at: NOW });
    expect(isUnder("look", revoked, NOW, null)).toBe(true);
    expect(isUnder("look", device({ state: "revoked", revoked_at: NOW - 2 * HOUR }), NOW, null)).toBe(false);
    expect(isUnder("unseen", { ...revoked, last_seen_at: null }, NOW, null)).toBe(false);
    expect(isUnder("unsent", device({ unsent: 1 }), NOW, null)).toBe(true);
    expect(summaryOf([device({ unsent: 3 }), device({ unsent: null, lease_until: NOW + HOUR })], NOW)).toEqual({
      unsent: 3,
      leases: 1,
    });
  });
});
