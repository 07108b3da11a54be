/** Medicine lines: in the summary, in a tab, in the panel, on paper. */
import type { Feature } from "../../shell/feature";
import { Block } from "./Block";

const status = (act: "Stop" | "Hold" | "Resume") => async () => ({ Workspace: (await import("./StatusPanel"))[act] });

export const medicinesFeature: Feature = {
  routes: [{ path: "patients/:patient/print", title: "medicines-print-title", load: () => import("./PrintPage") }],
  chartTabs: [{ path: "medicines", label: "medicines-title", order: 20, load: () => import("./Tab") }],
  chartBlocks: [{ area: "main", order: 10, Block }],
  workspaces: {
    "medicine-start": () => import("./StartPanel"),
    "medicine-dose": () => import("./DosePanel"),
    "medicine-stop": status("Stop"),
    "medicine-hold": status("Hold"),
    "medicine-resume": status("Resume"),
    "medicine-void": () => import("./VoidWorkspace"),
  },
  actions: [
    {
      id: "medicines-start",
      label: "medicines-action-start",
      icon: "pill",
      when: ({ patient, role }) => patient !== null && role === "doctor",
      run: ({ patient, open }) => patient !== null && open("medicine-start", { patient }),
    },
    {
      id: "medicines-print",
      label: "medicines-action-print",
      icon: "print",
      keys: "print",
      when: ({ patient }) => patient !== null,
      run: ({ patient, go }) => patient !== null && go(`/patients/${patient}/print`),
    },
  ],
};
