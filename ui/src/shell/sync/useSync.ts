import type { SyncState } from "../../rpc/gen";
import { shellApi } from "../api";
import { useSession } from "../session";

/** How sending stands, or nothing where the server itself answers. */
export const useSync = (): SyncState | undefined => {
  const { local } = useSession();
  return shellApi.useSyncStatusQuery(undefined, { skip: !local }).data;
};
