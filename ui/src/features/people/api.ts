import { api, query } from "../../rpc/api";

export const peopleApi = api.injectEndpoints({
  endpoints: () => ({
    peopleList: query("people_list", () => [{ topic: "people" }]),
    invitationList: query("invitation_list", () => [{ topic: "people" }]),
    invitationPatients: query("patient_search", () => [{ topic: "patients" }]),
    invitationPatient: query("patient_get", ({ patient }) => [{ topic: "patient", id: patient }]),
  }),
});
