/** An invitation as it is filled in: what was typed, what is wrong with it, what is asked for. */
import type { Args, MessageId } from "../../i18n/text";
import type { InvitationCreate } from "../../rpc/gen";

/** Roles that can be invited, by their stable words. */
export const ROLES = ["doctor", "nurse", "reception", "patient", "clinic_admin", "privacy_officer", "it"] as const;

export const hintOf = (role: (typeof ROLES)[number]): MessageId =>
  `people-form-role-${role.replaceAll("_", "-")}-hint` as MessageId;

/** What was typed so far; the draft. */
export interface Filled {
  name: string;
  /** Nothing is chosen for the person. */
  role: string;
  /** The patient's id; needed of patients only. */
  patient: string;
  days: string;
}

export const FRESH: Filled = { name: "", role: "", patient: "", days: "7" };

export interface Fault {
  field: keyof Filled;
  id: MessageId;
  args?: Args;
}

/** Longest name, in characters. */
export const NAME_MAX = 200;
const DAYS_MAX = 30;

const daysOf = (typed: string): number | null => (/^\d{1,3}$/.test(typed.trim()) ? Number(typed.trim()) : null);

export const faultsOf = (filled: Filled): Fault[] => {
  const out: Fault[] = [];
  if (filled.name.trim() === "") out.push({ field: "name", id: "people-error-name" });
  if ([...filled.name].length > NAME_MAX) {
    out.push({ field: "name", id: "people-error-name-long", args: { most: NAME_MAX } });
  }
  if (filled.role === "") out.push({ field: "role", id: "people-error-role" });
  if (filled.role === "patient" && filled.patient === "") out.push({ field: "patient", id: "people-error-patient" });
  const days = daysOf(filled.days);
  if (days === null || days < 1 || days > DAYS_MAX) out.push({ field: "days", id: "people-error-days" });
  return out;
};

/** What is asked for. A patient chosen before the role was changed is not sent along. */
export const askOf = (filled: Filled): InvitationCreate => ({
  name: filled.name.trim(),
  role: filled.role,
  days: daysOf(filled.days) ?? 7,
  ...(filled.role === "patient" ? { patient: filled.patient } : {}),
});

/** A kept draft as far as it fits. */
export const filledFrom = (kept: unknown): Filled => {
  if (typeof kept !== "object" || kept === null) return FRESH;
  const found = kept as Partial<Record<keyof Filled, unknown>>;
  const word = (field: keyof Filled): string => {
    const value = found[field];
    return typeof value === "string" ? value : FRESH[field];
  };
  return { name: word("name"), role: word("role"), patient: word("patient"), days: word("days") };
};
