import type { SyncState } from "../../rpc/gen";
import { reportText } from "../problem/report";

const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** How sending stands, for IT: numbers and times only. */
export const syncReport = (sync: SyncState, version?: string): string =>
  reportText([
    ["app", version],
    ["state", sync.chip.state],
    ["blocked", sync.blocked],
    ["unsent", sync.own.saved],
    ["sent", sync.own.sent],
    ["elsewhere", sync.own.elsewhere],
    ["refused", sync.refused],
    ["decisions", sync.decisions],
    ["reading log waiting", sync.audit_waiting],
    ["documents", sync.documents],
    ["views behind", sync.views_behind],
    ["to receive", `${sync.left} of ${sync.total}`],
    ["last sent", at(sync.sent_at)],
    ["last received", at(sync.pulled_at)],
    ["offline since", at(sync.offline_since)],
    ["work offline", sync.offline ? "on" : "off"],
    ["next try", at(sync.next_try_at)],
    ["lease until", at(sync.lease_until)],
  ]);
