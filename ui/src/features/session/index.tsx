import type { Feature } from "../../shell/feature";

/** Signing in again while the vault is open. The screens before that are the gate's. */
export const sessionFeature: Feature = {
  routes: [{ path: "sign-in", title: "session-sign-in", icon: "key", unlisted: true, load: () => import("./Page") }],
};
