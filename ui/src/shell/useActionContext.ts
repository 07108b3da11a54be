import { useMemo } from "react";
import { useLocation, useNavigate } from "react-router";
import type { ActionContext } from "./feature";
import { useSession } from "./session";
import { useWorkspace } from "./workspace";

/** What an act of the palette is given. */
export const useActionContext = (): ActionContext => {
  const session = useSession();
  const { open } = useWorkspace();
  const go = useNavigate();
  const { pathname } = useLocation();
  const patient = /^\/patients\/([0-9a-f-]{36})/.exec(pathname)?.[1] ?? null;
  return useMemo(
    () => ({
      surface: session.surface,
      role: session.me.role,
      patient,
      go: (path) => void go(path),
      open,
      lock: () => void session.lock(),
    }),
    [session, patient, go, open],
  );
};
