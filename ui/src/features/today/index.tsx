/** The first screen: what waits, and where one was. */
import type { Feature } from "../../shell/feature";

export const todayFeature: Feature = {
  routes: [{ path: "", title: "today-title", load: () => import("./Page") }],
  section: { path: "", label: "today-title", icon: "today", order: 10 },
};
