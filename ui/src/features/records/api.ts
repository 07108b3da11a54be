/** What other records ask of the core. */
import { api, query } from "../../rpc/api";

/** Most records that one screen asks for. */
export const RECORDS_MAX = 1000;

export const recordsApi = api.injectEndpoints({
  endpoints: () => ({
    otherRecords: query("other_list", ({ patient }) => [{ topic: "patient", id: patient }]),
    otherRecord: query("other_get", ({ doc }) => [{ topic: "document", id: doc }]),
  }),
});
