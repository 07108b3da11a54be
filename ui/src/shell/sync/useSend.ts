import { useCallback, useState } from "react";
import type { Problem } from "../../rpc/gen";
import { attempt } from "../door";

/** Sends what waits now; answers with what went wrong, or nothing. */
export const useSend = (): { send: () => Promise<Problem | null>; sending: boolean } => {
  const [sending, setSending] = useState(false);
  const send = useCallback(async () => {
    setSending(true);
    const answer = await attempt("sync_now");
    setSending(false);
    return "problem" in answer ? answer.problem : null;
  }, []);
  return { send, sending };
};
