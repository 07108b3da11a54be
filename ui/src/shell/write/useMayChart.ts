import { useMe } from "../session";

/** Whether the person who is in writes clinical content; the core has the last word. */
export const useMayChart = (): boolean => ["nurse", "doctor"].includes(useMe().role);
