import { api, query } from "../../rpc/api";

export const patientMoreApi = api.injectEndpoints({
  endpoints: () => ({
    moreChart: query("chart_get", ({ patient }) => [{ topic: "patient", id: patient }]),
    moreDevice: query("device_info", () => [{ topic: "session" }, { topic: "sync" }]),
  }),
});
