import type { Feature } from "../../shell/feature";

/** The patient's first screen. */
export const patientHomeFeature: Feature = {
  routes: [{ path: "", title: "patient-home-title", load: () => import("./Page") }],
  section: { path: "", label: "patient-home-title", icon: "home", order: 10 },
};
