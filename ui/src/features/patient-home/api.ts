/** What the home screen asks: the newest of each matter, all of it from this phone. */
import { api, query } from "../../rpc/api";

export const homeApi = api.injectEndpoints({
  endpoints: () => ({
    homePatient: query("patient_get", ({ patient }) => [{ topic: "patient", id: patient }]),
    homeChart: query("chart_get", ({ patient }) => [{ topic: "patient", id: patient }]),
    homeDiary: query("diary_get", ({ patient }) => [{ topic: "patient", id: patient }]),
    homeThreads: query("thread_list", ({ patient }) => [{ topic: "patient", id: patient }]),
  }),
});
