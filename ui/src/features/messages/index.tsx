import type { Feature } from "../../shell/feature";

/** Conversations with patients, over all of them and for each. */
export const messagesFeature: Feature = {
  routes: [
    { path: "messages", title: "messages-title", load: () => import("./Page") },
    { path: "messages/:doc", title: "messages-title", load: () => import("./Page") },
  ],
  section: { path: "messages", label: "messages-title", icon: "message", order: 50 },
  chartTabs: [{ path: "messages", label: "messages-tab", order: 70, load: () => import("./Tab") }],
  workspaces: { "message-new": () => import("./NewPanel") },
  actions: [
    {
      id: "messages-new",
      label: "messages-new",
      icon: "message",
      when: ({ patient }) => patient !== null,
      run: ({ patient, open }) => {
        if (patient !== null) open("message-new", { patient });
      },
    },
  ],
};
