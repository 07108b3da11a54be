import { api, query } from "../../rpc/api";

export const messagesApi = api.injectEndpoints({
  endpoints: () => ({
    threadsRecent: query("thread_recent", (_, reply) => [
      { topic: "patients" },
      { topic: "pending" },
      ...(reply?.threads ?? []).map(({ patient }) => ({ topic: "patient", id: patient }) as const),
    ]),
    threadsOfPatient: query("thread_list", ({ patient }) => [{ topic: "patient", id: patient }, { topic: "pending" }]),
    thread: query("thread_get", (doc) => [{ topic: "document", id: doc }, { topic: "pending" }]),
    threadDocument: query("document_get", (doc) => [{ topic: "document", id: doc }]),
  }),
});
