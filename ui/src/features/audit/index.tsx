import type { Feature } from "../../shell/feature";

/** Who did what when, and whether the log still holds. */
export const auditFeature: Feature = {
  routes: [{ path: "audit", title: "audit-title", load: () => import("./Page") }],
  section: { path: "audit", label: "audit-title", icon: "eye", order: 30 },
  workspaces: { "audit-entry": () => import("./EntryPanel") },
};
