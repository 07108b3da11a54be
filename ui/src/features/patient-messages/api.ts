import { api, query } from "../../rpc/api";

export const patientMessagesApi = api.injectEndpoints({
  endpoints: () => ({
    patientThreads: query("thread_list", ({ patient }) => [{ topic: "patient", id: patient }, { topic: "pending" }]),
    patientThread: query("thread_get", (doc) => [{ topic: "document", id: doc }, { topic: "pending" }]),
  }),
});
