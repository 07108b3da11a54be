import { api, query } from "../../rpc/api";

export const patientsApi = api.injectEndpoints({
  endpoints: () => ({
    recentPatients: query("recent_list", () => [{ topic: "patients" }]),
    allPatients: query("patient_list", () => [{ topic: "patients" }]),
    deviceFacts: query("device_info", () => [{ topic: "patients" }, { topic: "session" }]),
  }),
});
