/** What Decisions asks of the core, beyond the record itself. */
import { api, query } from "../../rpc/api";

export const decisionsApi = api.injectEndpoints({
  endpoints: () => ({
    openDecisions: query("decision_list", () => [{ topic: "decisions" }]),
    decideObservations: query("observation_list", ({ patient }) => [{ topic: "patient", id: patient }]),
    decidedDocument: query("document_get", (doc) => [{ topic: "document", id: doc }]),
    decideRefused: query("quarantine_list", () => [{ topic: "quarantine" }]),
    decideDevice: query("device_info", () => [{ topic: "session" }]),
  }),
});
