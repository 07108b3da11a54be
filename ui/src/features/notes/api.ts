/** What notes ask of the core. */
import { api, query } from "../../rpc/api";

/** Most entries that one screen asks for. */
export const NOTES_MAX = 500;

export const notesApi = api.injectEndpoints({
  endpoints: () => ({
    notes: query("encounter_list", ({ patient }) => [{ topic: "patient", id: patient }]),
    note: query("document_get", (doc) => [{ topic: "document", id: doc }]),
  }),
});
