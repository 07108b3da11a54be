/** Finding and registering patients. */
import type { Feature } from "../../shell/feature";

const registers = ["reception", "nurse", "doctor", "clinic_admin"];

export const patientsFeature: Feature = {
  routes: [
    { path: "patients", title: "patients-title", load: () => import("./Page") },
    { path: "patients/new", title: "patients-new-title", unlisted: true, load: () => import("./RegisterPage") },
  ],
  section: { path: "patients", label: "patients-title", icon: "people", order: 20 },
  actions: [
    {
      id: "patients-find",
      label: "patients-action-find",
      icon: "search",
      keys: "find-patient",
      run: ({ go }) => go("/patients"),
    },
    {
      id: "patients-register",
      label: "patients-action-register",
      icon: "plus",
      when: ({ role }) => role !== null && registers.includes(role),
      run: ({ go }) => go("/patients/new"),
    },
  ],
};
