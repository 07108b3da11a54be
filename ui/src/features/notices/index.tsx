import type { Feature } from "../../shell/feature";

/** What a person is told, in one place. */
export const noticesFeature: Feature = {
  routes: [{ path: "notices", title: "notices-title", icon: "bell", load: () => import("./Page") }],
};
