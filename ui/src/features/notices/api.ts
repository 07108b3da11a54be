import { api, query } from "../../rpc/api";

export const noticesApi = api.injectEndpoints({
  endpoints: () => ({
    notices: query("notice_list", () => [{ topic: "notices" }]),
  }),
});
