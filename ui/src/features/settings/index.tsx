import type { Feature } from "../../shell/feature";

/** Look, language, keys, lock, notices, this device. */
export const settingsFeature: Feature = {
  routes: [{ path: "settings", title: "settings-title", load: () => import("./Page") }],
  actions: [{ id: "settings-open", label: "settings-open", icon: "filter", run: ({ go }) => go("/settings") }],
};
