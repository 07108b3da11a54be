/** What waits for this person: each thing in words and where it is done. */
import type { MessageId } from "../../i18n/ids";
import type { Say } from "../../i18n/text";
import { quantity } from "../../kit/format/decimal";
import { labelOf, type Regimen } from "../../rpc/clinical";
import type { Conflict } from "../../rpc/gen";

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const madeAt = (one: Record<string, unknown>): number => Number(one["claimed_at"] ?? one["made_at"] ?? 0);

/** All values that stand, as the conflict tells them, first decided first. */
const valuesOf = (conflict: Conflict): unknown[] => {
  const all = isObject(conflict.body) ? conflict.body["alternatives"] : undefined;
  const known = Array.isArray(all) ? all.filter(isObject) : [];
  return known.sort((a, b) => madeAt(a) - madeAt(b)).map((one) => one["value"]);
};

const isRegimen = (value: unknown): value is Regimen => isObject(value) && isObject(value["product"]);

const KINDS: Record<string, MessageId> = {
  medicines: "today-decision-medicine",
  allergies: "today-decision-allergy",
  problems: "today-decision-problem",
  person: "today-decision-identity",
  names: "today-decision-identity",
  identifiers: "today-decision-identity",
  facts: "today-decision-fact",
};

const NAMED: Record<string, MessageId> = {
  allergies: "today-decision-allergy-to",
  problems: "today-decision-problem-of",
};

/** What is not agreed, and the doses that stand where it is a dose: amlodipine, 10 mg and 2.5 mg. */
export const decisionWords = (say: Say, conflict: Conflict): { what: string; doses: string[] } => {
  const regimens = valuesOf(conflict).filter(isRegimen);
  const [first] = regimens;
  const all = regimens.map(({ dose, unit }) => (dose ? quantity(dose, unit) : say("medicines-dose-not-stated")));
  // Two people may have written the same dose and a third another one.
  const doses = [...new Set(all)];
  if (first && doses.length > 1) {
    return { what: labelOf(first.product), doses };
  }
  const root = conflict.path[0] ?? "";
  const label = isObject(conflict.body) ? conflict.body["label"] : undefined;
  const named = NAMED[root];
  const what =
    conflict.decision && named && typeof label === "string" && label !== ""
      ? say(named, { what: label })
      : say(conflict.decision ? (KINDS[root] ?? "today-decision-other") : "today-decision-review");
  return { what, doses: [] };
};

const waits = ({ body, decision }: Conflict): number =>
  isObject(body) && body["holds"] === true ? 0 : decision ? 1 : 2;

/** What holds a medicine back first, then what a person must choose, then what is to be looked at. */
export const byHarm = (conflicts: readonly Conflict[]): Conflict[] =>
  [...conflicts].sort((a, b) => waits(a) - waits(b));

/** Where a draft goes on. */
export interface Place {
  /** What it is. */
  what: MessageId;
  patient: string | null;
  path: string;
  /** The panel to open there. */
  open: { kind: string; args: Record<string, string> } | null;
}

const VOIDS: Record<string, string> = {
  medicines: "medicine-void",
  problems: "problem-void",
  allergies: "allergy-void",
};

/** Forms of the panel beside the chart: `kind:patient` or `kind:patient:item`. */
const PANELS: Record<string, MessageId> = {
  "medicine-start": "today-draft-medicine-start",
  "medicine-dose": "today-draft-medicine-dose",
  "medicine-stop": "today-draft-medicine-stop",
  "medicine-hold": "today-draft-medicine-hold",
  "medicine-resume": "today-draft-medicine-resume",
  "problem-add": "today-draft-problem",
  "problem-status": "today-draft-problem",
  "allergy-add": "today-draft-allergy",
  "allergy-status": "today-draft-allergy",
  "allergy-risk": "today-draft-allergy",
  "allergy-none": "today-draft-allergy",
  vitals: "today-draft-vitals",
};

const UUID = /^[0-9a-f-]{36}$/;

/** What the draft of this name is and where it goes on; null for one that no screen here made. */
export const placeOf = (key: string): Place | null => {
  const [kind = "", first = "", second = "", third = ""] = key.split(":");
  const chart = (what: MessageId, open: Place["open"]): Place => ({
    what,
    patient: first,
    path: `/patients/${first}`,
    open,
  });
  if (kind === "patient-register") {
    return { what: "today-draft-register", patient: null, path: "/patients/new", open: null };
  }
  if (kind === "decide") {
    return { what: "today-draft-decide", patient: null, path: `/decisions/${first}`, open: null };
  }
  if (kind.startsWith("message")) {
    return { what: "today-draft-message", patient: null, path: "/messages", open: null };
  }
  if (!UUID.test(first)) {
    return null;
  }
  const void_ = VOIDS[second];
  if (kind === "void" && void_) {
    return chart("today-draft-void", { kind: void_, args: { patient: first, item: third } });
  }
  const panel = PANELS[kind];
  return panel
    ? chart(panel, { kind, args: second === "" ? { patient: first } : { patient: first, item: second } })
    : null;
};

const CHANGES: Record<string, MessageId> = {
  patient_register: "today-draft-register",
  medicine_start: "today-draft-medicine-start",
  medicine_set_dose: "today-draft-medicine-dose",
  medicine_stop: "today-draft-medicine-stop",
  medicine_hold: "today-draft-medicine-hold",
  medicine_resume: "today-draft-medicine-resume",
  vitals_record: "today-draft-vitals",
  note_start: "today-draft-note",
  note_edit: "today-draft-note",
  conflict_decide: "today-draft-decide",
  entry_void: "today-draft-void",
};

/** What a change was about. */
export const changeWord = (command: string): MessageId =>
  CHANGES[command] ??
  (command.startsWith("allergy_")
    ? "today-draft-allergy"
    : command.startsWith("problem_")
      ? "today-draft-problem"
      : command.startsWith("message") || command.startsWith("thread")
        ? "today-draft-message"
        : "today-change-other");
