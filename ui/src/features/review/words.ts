/** Words of late edits. */
import type { Args, MessageId } from "../../i18n/text";

const KINDS: readonly string[] = [
  "medicine_start",
  "medicine_set_dose",
  "medicine_stop",
  "vitals_record",
  "note_edit",
  "note_start",
  "problem_add",
  "allergy_add",
  "diary_record",
  "message_send",
  "conflict_decide",
];

/** What it was to write. A command that has no words here is shown by its own. */
export const kindWords = (kind: string): { id: MessageId; args?: Args } => {
  if (kind === "") return { id: "review-kind-unknown" };
  return KINDS.includes(kind)
    ? { id: `review-kind-${kind.replaceAll("_", "-")}` as MessageId }
    : { id: "review-kind-other", args: { kind } };
};
