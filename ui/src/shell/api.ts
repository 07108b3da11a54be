/** What the frame itself asks. */
import { api, query } from "../rpc/api";

export const shellApi = api.injectEndpoints({
  endpoints: () => ({
    syncStatus: query("sync_status", () => [
      { topic: "sync" },
      { topic: "pending" },
      { topic: "quarantine" },
      { topic: "decisions" },
    ]),
    recent: query("recent_list", () => [{ topic: "patients" }]),
    unseen: query("notice_list", () => [{ topic: "notices" }]),
    findPeople: query("patient_search", () => [{ topic: "patients" }]),
  }),
});
