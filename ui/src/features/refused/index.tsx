/** Changes that the server did not accept. */
import type { Feature } from "../../shell/feature";

export const refusedFeature: Feature = {
  routes: [{ path: "refused", title: "refused-title", unlisted: true, load: async () => await import("./Page") }],
  actions: [{ id: "refused-open", label: "refused-action-open", icon: "warn", run: ({ go }) => go("/refused") }],
};
