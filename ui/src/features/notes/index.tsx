/** Visits, notes and reports: the list, reading one, writing a draft note beside the chart. */
import type { Feature } from "../../shell/feature";
import { RecentBlock } from "./parts/RecentBlock";

export const notesFeature: Feature = {
  chartTabs: [{ path: "notes", label: "notes-tab", order: 50, load: async () => await import("./Tab") }],
  chartBlocks: [{ area: "main", order: 30, Block: RecentBlock }],
  workspaces: { note: async () => await import("./Workspace") },
  actions: [
    {
      id: "notes-write",
      label: "notes-action-write",
      icon: "note",
      when: ({ patient, role }) => patient !== null && (role === "doctor" || role === "nurse"),
      run: ({ patient, open }) => {
        if (patient) open("note", { patient });
      },
    },
  ],
};
