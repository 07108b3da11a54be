import { useMe } from "../../shell/session";

/** Whether the person who is in changes medicines; the core has the last word. */
export const useMayPrescribe = (): boolean => useMe().role === "doctor";
