import type { Feature } from "../../shell/feature";

/** Look, language, keys, lock, notices, this device. */
export const settingsFeature: Feature = {
  routes: [{ path: "settings", title: "settings-title", icon: "filter", load: () => import("./Page") }],
};
