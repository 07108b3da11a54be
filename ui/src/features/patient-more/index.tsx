import type { Feature } from "../../shell/feature";

/** Health in plain words, who can see what, this phone, settings. */
export const patientMoreFeature: Feature = {
  routes: [
    { path: "more", title: "patient-more-title", load: () => import("./Page") },
    { path: "more/health", title: "patient-more-health", load: () => import("./HealthPage") },
    { path: "more/access", title: "patient-more-access", load: () => import("./AccessPage") },
    { path: "more/phone", title: "patient-more-phone", load: () => import("./PhonePage") },
  ],
  section: { path: "more", label: "patient-more-title", icon: "more", order: 50 },
};
