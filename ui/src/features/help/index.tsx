import type { Feature } from "../../shell/feature";
import { openKeys } from "../../shell/palette/open";
import { HELP_PAGES, helpTexts } from "./pages";

const load = () => import("./Page");

/** The manual, always on the device. */
export const helpFeature: Feature = {
  routes: [
    { path: "help", title: "help-title", icon: "help", load },
    ...HELP_PAGES.map((page) => ({ path: `help/${page.id}`, title: helpTexts(page).title, load })),
  ],
  actions: [
    { id: "help-keys", label: "shell-action-keys", icon: "help", keys: "keys", run: openKeys },
    {
      id: "help-lock",
      label: "shell-action-lock",
      icon: "lock",
      keys: "lock",
      when: ({ surface }) => surface !== "patient",
      run: (context) => context.lock(),
    },
  ],
};
