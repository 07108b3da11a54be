import { api, query } from "../../rpc/api";

export const syncApi = api.injectEndpoints({
  endpoints: () => ({ rounds: query("sync_rounds", () => [{ topic: "sync" }]) }),
});
