import type { Feature } from "../../shell/feature";

/** How the patient takes each medicine. */
export const patientMedicinesFeature: Feature = {
  routes: [{ path: "medicines", title: "patient-medicines-title", load: () => import("./Page") }],
  section: { path: "medicines", label: "patient-medicines-tab", icon: "pill", order: 20 },
};
