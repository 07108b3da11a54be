import type { Feature } from "../../shell/feature";

/** Where the work is, in full. Found through the chip and the palette; not a section, since it is nobody's daily work. */
export const syncFeature: Feature = {
  routes: [{ path: "sync", title: "sync-title", icon: "send", load: () => import("./Page") }],
};
