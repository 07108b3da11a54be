import { api, query } from "../../rpc/api";

export const todayApi = api.injectEndpoints({
  endpoints: () => ({
    todayDecisions: query("decision_list", () => [{ topic: "decisions" }]),
    todayRefused: query("quarantine_list", () => [{ topic: "quarantine" }]),
    todayDrafts: query("draft_list", () => [{ topic: "drafts" }]),
    todayRecent: query("recent_list", () => [{ topic: "patients" }]),
  }),
});
