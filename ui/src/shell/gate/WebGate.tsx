import { type ComponentType, type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import type { Problem } from "../../rpc/gen";
import { asProblem } from "../../rpc/problem";
import { currentSession, endSession, type WebSession } from "../../rpc/webSession";
import { openDrafts } from "../drafts";
import { dismissNote } from "../notices";
import { setOver } from "../palette/open";
import { resetCache } from "../refresh";
import { SessionContext } from "../session";
import type { Surface } from "../surface";
import { setWorkspace } from "../workspace";
import { memoryDrafts } from "./memoryDrafts";
import { NoDoor } from "./NoDoor";

/** The sign-in page of the web; the session feature has it. */
export type WebSignIn = ComponentType<{ signedIn: (session: WebSession) => void; surface: Surface }>;

type State = { at: "asking" } | { at: "out" } | { at: "in"; session: WebSession } | { at: "broken"; problem: Problem };

/** The gate of the server's own pages: a cookie instead of a vault. Nothing is kept in the browser. */
export const WebGate = ({
  surface,
  SignIn,
  children,
}: {
  surface: Surface;
  SignIn: WebSignIn;
  children: ReactNode;
}): ReactNode => {
  const [state, setState] = useState<State>({ at: "asking" });
  const enter = useCallback((session: WebSession) => {
    openDrafts(memoryDrafts(), session.me.user);
    setState({ at: "in", session });
  }, []);
  const ask = useCallback(() => {
    currentSession().then(
      (session) => (session ? enter(session) : setState({ at: "out" })),
      (error: unknown) => setState({ at: "broken", problem: asProblem(error) }),
    );
  }, [enter]);
  useEffect(ask, [ask]);
  const leave = useCallback(async () => {
    // Out of sight first: a server that does not answer must not keep a record on the screen.
    setState({ at: "out" });
    setOver(null);
    dismissNote();
    setWorkspace(null);
    await endSession().catch(() => undefined);
  }, []);
  const out = state.at !== "in";
  useEffect(() => {
    if (out) {
      resetCache();
    }
  }, [out]);
  const me = state.at === "in" ? state.session.me : null;
  const session = useMemo(() => (me ? { surface, me, local: false, lock: leave } : null), [surface, me, leave]);
  if (state.at === "broken") {
    return <NoDoor problem={state.problem} again={ask} />;
  }
  if (state.at === "out") {
    return <SignIn surface={surface} signedIn={enter} />;
  }
  return session ? <SessionContext value={session}>{children}</SessionContext> : null;
};
