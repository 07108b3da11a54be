/** Vital signs: taking them, their trends, the table of all readings. */
import type { Feature } from "../../shell/feature";
import { LatestBlock } from "./parts/LatestBlock";
import { PressureBlock } from "./parts/PressureBlock";

export const vitalsFeature: Feature = {
  chartTabs: [{ path: "vitals", label: "vitals-tab", order: 40, load: async () => await import("./Tab") }],
  chartBlocks: [
    { area: "main", order: 20, Block: PressureBlock },
    { area: "side", order: 30, Block: LatestBlock },
  ],
  workspaces: { vitals: async () => await import("./Workspace") },
  actions: [
    {
      id: "vitals-add",
      label: "vitals-action-add",
      icon: "pulse",
      when: ({ patient, role }) => patient !== null && (role === "doctor" || role === "nurse"),
      run: ({ patient, open }) => {
        if (patient) open("vitals", { patient });
      },
    },
  ],
};
