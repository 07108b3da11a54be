/** What vital signs ask of the core. */
import { api, query } from "../../rpc/api";

/** Most readings that one screen asks for; the core gives no more. */
export const READINGS_MAX = 1000;

export const vitalsApi = api.injectEndpoints({
  endpoints: () => ({
    readings: query("observation_list", ({ patient }) => [{ topic: "patient", id: patient }]),
    home: query("diary_get", ({ patient }) => [{ topic: "patient", id: patient }]),
  }),
});
