/** Sync states for tests and the gallery. */
import type { Chip, SyncState } from "../../rpc/gen";

/** In contact, nothing waits; `chip` and `more` say what is different. */
export const syncOf = (chip: Partial<Chip> = {}, more: Partial<SyncState> = {}): SyncState => ({
  chip: { state: "up_to_date", count: 0, of: 0, unsent: 0, at: null, online: true, ...chip },
  blocked: null,
  clock_off_ms: null,
  own: { saved: chip.unsent ?? 0, sent: 0, elsewhere: 0 },
  refused: 0,
  audit_waiting: 0,
  sent_at: null,
  pulled_at: null,
  offline_since: null,
  documents: 40,
  decisions: 0,
  views_behind: 0,
  total: 0,
  left: 0,
  left_seconds: null,
  offline: false,
  paused: false,
  next_try_at: null,
  lease_until: Date.UTC(2026, 10, 30, 10, 18),
  server_words: "acorn prairie actor album alder alpha amber anchor",
  ...more,
});
