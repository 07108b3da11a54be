import { api, query } from "../../rpc/api";

export const patientMedicinesApi = api.injectEndpoints({
  endpoints: () => ({
    patientMedicines: query("chart_get", ({ patient }) => [{ topic: "patient", id: patient }]),
  }),
});
