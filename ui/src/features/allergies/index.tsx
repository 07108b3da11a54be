/** Allergies: a block of the summary and its panels. */
import type { Feature } from "../../shell/feature";
import { Block } from "./Block";

export const allergiesFeature: Feature = {
  chartBlocks: [{ area: "side", order: 20, Block }],
  workspaces: {
    "allergy-add": () => import("./AddPanel"),
    "allergy-status": () => import("./StatusPanel"),
    "allergy-risk": () => import("./RiskPanel"),
    "allergy-none": () => import("./NonePanel"),
    "allergy-void": () => import("./VoidWorkspace"),
  },
  actions: [
    {
      id: "allergies-add",
      label: "allergies-action-add",
      icon: "alert",
      when: ({ patient, role }) => patient !== null && (role === "doctor" || role === "nurse"),
      run: ({ patient, open }) => patient !== null && open("allergy-add", { patient }),
    },
  ],
};
