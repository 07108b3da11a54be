/** Where this page runs, and the carrier that fits. The only module that speaks to Tauri. */
import { loopbackTransport, serverTransport } from "./transport/http";
import { type Ipc, ipcTransport } from "./transport/ipc";
import type { Transport } from "./transport/transport";

/** `app`: a window of the app. `loopback`: a browser beside a device of this machine. `web`: the server's own page. */
export type Platform = "app" | "loopback" | "web";

const TOKEN = "satchel-token";

const inApp = (): boolean => "__TAURI_INTERNALS__" in globalThis;

/** The loopback token: out of the address at once, so that no history, log or screenshot keeps it. */
const takeToken = (): string | null => {
  const found = /(?:^#|&)token=([0-9a-f]{64})(?:&|$)/.exec(location.hash);
  if (found?.[1]) {
    sessionStorage.setItem(TOKEN, found[1]);
    history.replaceState(history.state, "", `${location.pathname}${location.search}`);
  }
  return sessionStorage.getItem(TOKEN);
};

const tauri = async (): Promise<Ipc> => {
  const [{ invoke }, { listen }] = await Promise.all([import("@tauri-apps/api/core"), import("@tauri-apps/api/event")]);
  return { invoke: (name, payload) => invoke(name, payload), listen: (name, tell) => listen(name, tell) };
};

/** The carrier of this page and where it runs. Call it once, before the address is read by anything else. */
export const openPlatform = (window: string): { platform: Platform; transport: Transport } => {
  if (inApp()) {
    return { platform: "app", transport: ipcTransport(tauri()) };
  }
  const token = takeToken();
  if (token) {
    return { platform: "loopback", transport: loopbackTransport(token, window) };
  }
  return { platform: "web", transport: serverTransport(window) };
};
