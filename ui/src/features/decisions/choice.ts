/** What a person chose on a card, and the one change that comes of it. */
import type { Regimen } from "../../rpc/clinical";
import { canonical, type Plain } from "./canonical";
import { type Behind, type Dispute, docTypeOf, isRegimen } from "./dispute";

/** A dose that neither of them wrote. */
export interface DoseEntry {
  dose: string;
  unit: string;
  frequency: string;
}

/** A half-made decision, as the draft keeps it. */
export interface Choosing {
  /** `keep:<stored text>`, `other`, `stop`, or empty while nothing is chosen. */
  choice: string;
  dose: DoseEntry;
  /** FHIR date of the last dose, when it is stopped. */
  stop: string;
  reason: string;
}

export const NOTHING: Choosing = { choice: "", dose: { dose: "", unit: "", frequency: "" }, stop: "", reason: "" };

const KEEP = "keep:";
export const keep = (one: Behind): string => `${KEEP}${one.stored}`;

/** Why what was typed cannot be a dose. */
export type DoseFault = "dose" | "comma" | "zero" | "unit" | "same";

const WHOLE = /^(\d{1,12})(?:\.(\d{1,12}))?$/;

/** Arabic and Persian digits as they are stored, other signs as they are. */
const western = (typed: string): string =>
  typed.trim().replace(/[٠-٩۰-۹٫]/g, (sign) => {
    const point = sign.charCodeAt(0);
    return sign === "٫" ? "." : String(point - (point >= 0x6f0 ? 0x6f0 : 0x660));
  });

/** The exact text of a typed dose, or what is wrong with it. */
export const readDose = (typed: string): { dose: string } | { fault: DoseFault } => {
  const text = western(typed);
  if (/^\d+,\d+$/.test(text)) {
    return { fault: "comma" };
  }
  const match = WHOLE.exec(text.startsWith(".") ? `0${text}` : text);
  if (!match) {
    return { fault: "dose" };
  }
  const whole = (match[1] ?? "").replace(/^0+(?=\d)/, "");
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  const dose = fraction === "" ? whole : `${whole}.${fraction}`;
  return dose === "0" ? { fault: "zero" } : { dose };
};

/** Whether one amount is ten times the other or more. */
export const isTenfold = (a: string, b: string): boolean => {
  const [low, high] = [Number(a), Number(b)].sort((x, y) => x - y);
  return low !== undefined && high !== undefined && low > 0 && high / low >= 10;
};

/** The regimen that the entered dose makes of what stands: everything the form does not show rides along. */
export const otherRegimen = (dispute: Dispute, entry: DoseEntry): { stored: string } | { fault: DoseFault } => {
  const read = readDose(entry.dose);
  if ("fault" in read) {
    return read;
  }
  if (entry.unit.trim() === "") {
    return { fault: "unit" };
  }
  const from = (dispute.base ?? dispute.alternatives[0])?.value as (Regimen & Record<string, Plain>) | undefined;
  if (!from?.product) {
    return { fault: "dose" };
  }
  const { frequency: _, ...rest } = from as unknown as Record<string, Plain>;
  const words = entry.frequency.trim();
  const stored = canonical({
    ...rest,
    dose: read.dose,
    unit: entry.unit.trim(),
    ...(words === "" ? {} : { frequency: words }),
  });
  return dispute.alternatives.some((one) => one.stored === stored) ? { fault: "same" } : { stored };
};

/** What is missing before a decision can be signed. */
export type Missing = "choice" | "reason" | "date" | `dose-${DoseFault}`;

const ISO = /^\d{4}-\d{2}-\d{2}$/;

/** What still has to be given, in the order of the form. */
export const missingOf = (dispute: Dispute, made: Choosing): Missing[] => {
  const out: Missing[] = [];
  const kept = made.choice.startsWith(KEEP) ? made.choice.slice(KEEP.length) : null;
  if (kept !== null ? !dispute.alternatives.some((one) => one.stored === kept) : made.choice === "") {
    out.push("choice");
  }
  if (made.choice === "other") {
    const read = otherRegimen(dispute, made.dose);
    if ("fault" in read) {
      out.push(`dose-${read.fault}`);
    }
  }
  if (made.choice === "stop" && !ISO.test(made.stop)) {
    out.push("date");
  }
  if (made.reason.trim() === "") {
    out.push("reason");
  }
  return out;
};

/** The one change that replaces every value that stands; null while something is missing. */
export const decisionOf = (dispute: Dispute, made: Choosing, item: string): Record<string, unknown> | null => {
  if (missingOf(dispute, made).length > 0 || dispute.patient === null) {
    return null;
  }
  const chosen = chosenOf(dispute, made);
  return chosen === null
    ? null
    : {
        type: "conflict_decide",
        doc: dispute.doc,
        kind: docTypeOf(dispute),
        patient: dispute.patient,
        item,
        path: dispute.path,
        rule: dispute.rule === "two_values" ? null : dispute.rule,
        chosen,
        seen: dispute.alternatives.map((one) => one.stored),
        reason: made.reason.trim(),
        stop: made.choice === "stop" ? made.stop : null,
      };
};

const chosenOf = (dispute: Dispute, made: Choosing): string | null => {
  if (made.choice.startsWith(KEEP)) {
    return made.choice.slice(KEEP.length);
  }
  if (made.choice.startsWith("word:")) {
    return made.choice.slice("word:".length);
  }
  if (made.choice === "stop") {
    return dispute.base?.stored ?? null;
  }
  const read = otherRegimen(dispute, made.dose);
  return "stored" in read ? read.stored : null;
};

/** Whether the medicine can be stopped instead: there is a last agreed dose to leave on the record. */
export const canStop = (dispute: Dispute): boolean => isRegimen(dispute) && dispute.base !== null;
