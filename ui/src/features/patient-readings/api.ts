import { api, query } from "../../rpc/api";

export const patientReadingsApi = api.injectEndpoints({
  endpoints: () => ({
    patientReadings: query("diary_get", ({ patient }) => [{ topic: "patient", id: patient }, { topic: "pending" }]),
    patientDiary: query("document_get", (doc) => [{ topic: "document", id: doc }, { topic: "pending" }]),
  }),
});
