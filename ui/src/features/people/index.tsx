import type { Feature } from "../../shell/feature";

/** Who can sign in, and inviting somebody. */
export const peopleFeature: Feature = {
  routes: [{ path: "people", title: "people-title", load: () => import("./Page") }],
  section: { path: "people", label: "people-title", icon: "people", order: 10 },
  workspaces: { invite: () => import("./InvitePanel") },
  actions: [
    {
      id: "people-invite",
      label: "people-form-title",
      icon: "plus",
      when: ({ surface }) => surface === "admin",
      run: ({ open }) => open("invite", {}),
    },
  ],
};
