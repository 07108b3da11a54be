import { api, query } from "../../rpc/api";

export const auditApi = api.injectEndpoints({
  endpoints: () => ({
    auditList: query("audit_list", () => [{ topic: "audit" }]),
    auditPeople: query("people_list", () => [{ topic: "people" }]),
    auditDevices: query("device_list", () => [{ topic: "devices" }]),
    auditPatient: query("patient_get", ({ patient }) => [{ topic: "patient", id: patient }]),
  }),
});
