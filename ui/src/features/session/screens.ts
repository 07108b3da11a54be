import type { GateScreens } from "../../shell/gate/Gate";
import { Lock } from "./Lock";
import { Welcome } from "./Welcome";

/** What stands before an open session. With the entry, not lazily: a lock screen must never wait for a file. */
export const screens: GateScreens = { Welcome, Lock };
