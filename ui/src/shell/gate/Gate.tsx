import { type ComponentType, type ReactNode, useCallback, useEffect, useMemo } from "react";
import type { Me, Status } from "../../rpc/gen";
import { listen } from "../../rpc/rpc";
import { attempt } from "../door";
import { flushDrafts } from "../drafts";
import { resetCache } from "../refresh";
import { SessionContext } from "../session";
import type { Surface } from "../surface";
import { NoDoor } from "./NoDoor";
import { askStatus, holdGate, useGateState } from "./status";
import type { WebSignIn } from "./WebGate";

/** The screens that stand before an open session; the session feature has them. */
export interface GateScreens {
  Welcome: ComponentType<{ done: () => void }>;
  Lock: ComponentType<{ status: Status; kept: boolean }>;
  WebSignIn: WebSignIn;
}

const KEEP_ON = ["blur", "pagehide", "beforeunload"] as const;

/** Keeps what was typed whenever the page may go away. */
const useFlush = (): void => {
  useEffect(() => {
    const flush = (): void => void flushDrafts();
    const hidden = (): void => {
      if (document.visibilityState === "hidden") {
        flush();
      }
    };
    for (const name of KEEP_ON) {
      window.addEventListener(name, flush);
    }
    document.addEventListener("visibilitychange", hidden);
    return () => {
      for (const name of KEEP_ON) {
        window.removeEventListener(name, flush);
      }
      document.removeEventListener("visibilitychange", hidden);
    };
  }, []);
};

const Open = ({ surface, me, children }: { surface: Surface; me: Me; children: ReactNode }): ReactNode => {
  const lock = useCallback(async () => {
    await flushDrafts();
    await attempt("lock");
    await askStatus();
  }, []);
  const session = useMemo(() => ({ surface, me, local: true, lock }), [surface, me, lock]);
  useFlush();
  return <SessionContext value={session}>{children}</SessionContext>;
};

/** Lets nobody see a screen before the engine says who is in. What is behind it is not there at all while locked. */
export const Gate = ({
  surface,
  screens: { Welcome, Lock },
  children,
}: {
  surface: Surface;
  screens: GateScreens;
  children: ReactNode;
}): ReactNode => {
  const { status, problem, held, kept } = useGateState();
  useEffect(() => {
    const stop = listen((event) => {
      if (event.event === "lost" || event.value.some(({ topic }) => topic === "session")) {
        void askStatus();
      }
    });
    void askStatus();
    return stop;
  }, []);
  const open = status?.state === "unlocked";
  useEffect(() => {
    // After the screens went: while they stand, an emptied cache would ask the closed vault again.
    if (!open) {
      resetCache();
    }
  }, [open]);
  const joined = useCallback(() => {
    holdGate(false);
    void askStatus();
  }, []);
  if (problem && problem.code !== "locked") {
    return <NoDoor problem={problem} again={() => void askStatus()} />;
  }
  if (status === null) {
    return null;
  }
  if (held || status.state === "not_joined") {
    return <Welcome done={joined} />;
  }
  if (status.state === "locked" || status.me === null) {
    return <Lock status={status} kept={kept} />;
  }
  return (
    <Open surface={surface} me={status.me}>
      {children}
    </Open>
  );
};
