/** Names behind the ids of entries, as far as this person may know them. */
import { useText } from "../../../i18n/text";
import type { AuditEntry } from "../../../rpc/gen";
import { auditApi } from "../api";

/** Enough of an id to tell two apart; the whole one is in the panel. */
export const short = (id: string): string => id.replaceAll("-", "").slice(-8);

/** A patient by name where the person may see it, else by the end of the id. */
export const usePatientName = (patient: string): string => {
  const text = useText();
  const { data } = auditApi.useAuditPatientQuery({ patient });
  return data?.line.name ?? text("audit-patient-unknown", { id: short(patient) });
};

/** The person of an entry in words. */
export const usePersonName = (): ((entry: AuditEntry) => string) => {
  const text = useText();
  return ({ person, user }) => {
    if (person !== "") return person;
    return user === null ? text("audit-no-person") : text("audit-person-unknown", { id: short(user) });
  };
};
