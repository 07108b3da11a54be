/** Words of the audit: what an entry's stable words read as. */
import type { Args, MessageId } from "../../i18n/text";

export interface Words {
  id: MessageId;
  args?: Args;
}

/** Every kind of entry, as the server writes it. A kind of a newer server is shown by its own word. */
export const KINDS = [
  "record_read",
  "record_changed",
  "record_created",
  "record_downloaded",
  "record_searched",
  "record_printed",
  "record_exported",
  "change_refused",
  "change_held",
  "review_decided",
  "conflict_decided",
  "access_refused",
  "record_purged",
  "patient_looked_up",
  "record_rebuilt",
  "record_erased",
  "hold_changed",
  "session_opened",
  "session_refused",
  "session_closed",
  "session_reused",
  "password_changed",
  "vault_unlocked",
  "vault_locked",
  "user_invited",
  "user_joined",
  "user_changed",
  "device_enrolled",
  "device_revoked",
  "device_chain_broken",
  "device_clock_off",
  "grant_given",
  "grant_revoked",
  "record_released",
  "glass_broken",
  "tenant_created",
  "settings_changed",
  "keys_rotated",
  "backup_made",
  "server_started",
  "audit_verified",
  "audit_exported",
  "import_started",
  "import_finished",
] as const;

const KNOWN: readonly string[] = KINDS;

export const kindWords = (kind: string): Words =>
  KNOWN.includes(kind)
    ? { id: `audit-kind-${kind.replaceAll("_", "-")}` as MessageId }
    : { id: "audit-kind-other", args: { word: kind } };

const REFUSED: readonly string[] = ["change_refused", "access_refused", "session_refused", "session_reused"];
const ALARMS: readonly string[] = [
  "device_chain_broken",
  "session_reused",
  "device_clock_off",
  "change_held",
  "glass_broken",
];

/** Whether an entry is one that a person should see at a glance. */
export const isNotable = (kind: string, outcome: string): boolean =>
  REFUSED.includes(kind) || ALARMS.includes(kind) || outcome !== "done";

export const outcomeWords = (outcome: string): Words => {
  switch (outcome) {
    case "done":
      return { id: "audit-outcome-done" };
    case "refused":
      return { id: "audit-outcome-refused" };
    case "failed":
      return { id: "audit-outcome-failed" };
    default:
      return { id: "audit-outcome-other", args: { word: outcome } };
  }
};

/** What the badge says: words, look. */
export interface Badge {
  look: "ok" | "sending" | "stopped" | "waiting";
  title: Words;
  under: Words;
}

/** Older than this a check no longer speaks for today. */
export const STALE_MS = 24 * 3_600_000;

export interface Verified {
  state: "verified" | "checking" | "mismatch" | "never";
  to_index: number | null;
  at: number | null;
}

/** The badge of a state; `number` and `time` write in the reader's language. */
export const badgeOf = (
  { state, to_index, at }: Verified,
  now: number,
  number: (value: number) => string,
  time: (at: number) => string,
): Badge => {
  if (state === "verified" && to_index === null && at !== null) {
    // The log was empty then; what came since was not looked at.
    return {
      look: "waiting",
      title: { id: "audit-empty" },
      under: { id: "audit-empty-why", args: { time: time(at) } },
    };
  }
  const index = to_index === null ? "" : number(to_index);
  if (state === "mismatch") {
    return {
      look: "stopped",
      title: { id: "audit-mismatch", args: { index } },
      under: { id: "audit-mismatch-why" },
    };
  }
  if (state === "never" || at === null) {
    return state === "checking"
      ? { look: "sending", title: { id: "audit-checking" }, under: { id: "audit-never-why" } }
      : { look: "waiting", title: { id: "audit-never" }, under: { id: "audit-never-why" } };
  }
  if (state === "checking") {
    return { look: "sending", title: { id: "audit-checking" }, under: { id: "audit-checking-why", args: { index } } };
  }
  return now - at > STALE_MS
    ? {
        look: "waiting",
        title: { id: "audit-stale", args: { time: time(at) } },
        under: { id: "audit-stale-why", args: { index } },
      }
    : {
        look: "ok",
        title: { id: "audit-verified", args: { index } },
        under: { id: "audit-verified-at", args: { time: time(at) } },
      };
};
