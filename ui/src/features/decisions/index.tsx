/** Decisions: where two people changed one thing unseen, and what a rule found. */
import type { Feature } from "../../shell/feature";
import { Count } from "./Count";

const load = async (): Promise<{ Page: typeof import("./Page").Page }> => await import("./Page");

export const decisionsFeature: Feature = {
  routes: [{ path: "decisions/:doc?/:key?", title: "decisions-title", load }],
  section: { path: "decisions", label: "decisions-title", icon: "split", order: 80, count: Count },
  actions: [
    {
      id: "decisions-open",
      label: "decisions-action-open",
      icon: "split",
      keys: "decisions",
      run: ({ go }) => go("/decisions"),
    },
  ],
};
