import { call } from "../../rpc/rpc";
import type { DraftStore } from "../drafts";

/** Drafts in the open vault. */
export const vaultDrafts: DraftStore = {
  get: async (key) => {
    const { body, at } = await call("draft_get", key);
    return { body, at };
  },
  put: async (key, body) => {
    await call("draft_put", { key, body });
  },
  remove: async (key) => {
    await call("draft_remove", key);
  },
};
