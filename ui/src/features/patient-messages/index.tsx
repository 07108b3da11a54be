import type { Feature } from "../../shell/feature";

/** Conversations with the clinic. */
export const patientMessagesFeature: Feature = {
  routes: [
    { path: "messages", title: "patient-messages-title", load: () => import("./Page") },
    { path: "messages/new", title: "patient-messages-write", load: () => import("./WritePage") },
    { path: "messages/new/:step", title: "patient-messages-write", load: () => import("./WritePage") },
    { path: "messages/:doc", title: "patient-messages-title", load: () => import("./ThreadPage") },
  ],
  section: { path: "messages", label: "patient-messages-title", icon: "message", order: 40 },
};
