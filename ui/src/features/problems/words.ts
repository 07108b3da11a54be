import type { MessageId } from "../../i18n/ids";
import type { Say } from "../../i18n/text";

/** FHIR `Condition.clinicalStatus`, as the form offers it. */
export const STATUSES = ["active", "recurrence", "relapse", "remission", "inactive", "resolved"] as const;

const KNOWN: readonly string[] = STATUSES;

/** A status in a word; one that is not known here reads as not known. */
export const statusWord = (say: Say, status: string): string =>
  say(`problems-status-${KNOWN.includes(status) ? status : "unknown"}` as MessageId);

/** Whether a problem of this status is over. */
export const isOver = (status: string): boolean => ["remission", "inactive", "resolved"].includes(status);
