import { api, query } from "../../rpc/api";

export const settingsApi = api.injectEndpoints({
  endpoints: () => ({
    deviceInfo: query("device_info", () => [{ topic: "session" }, { topic: "sync" }]),
    noticePrefs: query("notice_prefs_get", () => [{ topic: "notices" }]),
  }),
});
