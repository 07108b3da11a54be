import { api, query } from "../../rpc/api";

export const reviewApi = api.injectEndpoints({
  endpoints: () => ({
    reviewList: query("review_list", () => [{ topic: "review" }]),
    reviewDevices: query("device_list", () => [{ topic: "devices" }]),
  }),
});
