/** Who is in, as every screen below the gate may ask. */
import { createContext, useContext } from "react";
import type { Surface } from "./surface";

/** The person who is in. */
export interface Person {
  user: string;
  name: string;
  /** The role's word, such as `doctor` or `patient`. */
  role: string;
  /** Their own patient id, where they are a patient. */
  patient: string | null;
}

/** The open session. */
export interface Session {
  surface: Surface;
  me: Person;
  /** True on a device with a vault of its own, false in a page that the server answers. */
  local: boolean;
  /** Keeps what was typed, then closes the vault (or signs out, on the web). */
  lock: () => Promise<void>;
}

/** Given by the gate once a session is open. */
export const SessionContext = createContext<Session | null>(null);

/** The open session; only below the gate. */
export const useSession = (): Session => {
  const session = useContext(SessionContext);
  if (!session) {
    throw new Error("no open session around this component");
  }
  return session;
};

/** The person who is in; only below the gate. */
export const useMe = (): Person => useSession().me;
