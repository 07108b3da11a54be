/** What the list of refused changes asks of the core. */
import { api, mutation, query } from "../../rpc/api";

export const refusedApi = api.injectEndpoints({
  endpoints: () => ({
    refusals: query("quarantine_list", () => [{ topic: "quarantine" }]),
    retryRefused: mutation("quarantine_retry", () => [{ topic: "quarantine" }]),
    discardRefused: mutation("quarantine_discard", () => [{ topic: "quarantine" }]),
    exportRefused: mutation("quarantine_export"),
  }),
});
