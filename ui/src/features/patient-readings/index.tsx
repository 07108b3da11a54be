import type { Feature } from "../../shell/feature";

/** Home blood pressure: what was written, and how to write the next one. */
export const patientReadingsFeature: Feature = {
  routes: [
    { path: "readings", title: "patient-readings-title", load: () => import("./Page") },
    { path: "readings/new", title: "patient-readings-write", load: () => import("./WritePage") },
    { path: "readings/new/:step", title: "patient-readings-write", load: () => import("./WritePage") },
  ],
  section: { path: "readings", label: "patient-readings-tab", icon: "pulse", order: 30 },
};
