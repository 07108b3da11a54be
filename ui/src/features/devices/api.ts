import { api, query } from "../../rpc/api";

export const devicesApi = api.injectEndpoints({
  endpoints: () => ({
    deviceList: query("device_list", () => [{ topic: "devices" }]),
    devicePeople: query("people_list", () => [{ topic: "people" }]),
  }),
});
