/** Problems and diagnoses: a block of the summary and its panels. */
import type { Feature } from "../../shell/feature";
import { Block } from "./Block";

export const problemsFeature: Feature = {
  chartBlocks: [{ area: "side", order: 10, Block }],
  workspaces: {
    "problem-add": () => import("./AddPanel"),
    "problem-status": () => import("./StatusPanel"),
    "problem-void": () => import("./VoidWorkspace"),
  },
  actions: [
    {
      id: "problems-add",
      label: "problems-action-add",
      icon: "plus",
      when: ({ patient, role }) => patient !== null && (role === "doctor" || role === "nurse"),
      run: ({ patient, open }) => patient !== null && open("problem-add", { patient }),
    },
  ],
};
