import { type ReactNode, Suspense, useEffect, useMemo, useRef } from "react";
import { useText } from "../../i18n/text";
import { ErrorBoundary } from "../ErrorBoundary";
import { useFeatures, workspacesOf } from "../features";
import { useKey } from "../keys";
import { panelOf } from "../part";
import { useWorkspace } from "../workspace";
import { region } from "./regions";
import { Panel } from "./styles";

/** The panel at the end side. It stays while the page beside it changes; closing gives the focus back. */
export const WorkspacePanel = (): ReactNode => {
  const text = useText();
  const { current, close } = useWorkspace();
  const loaders = workspacesOf(useFeatures());
  const load = current ? loaders[current.kind] : undefined;
  const Body = useMemo(() => (load ? panelOf(load) : null), [load]);
  const before = useRef<HTMLElement | null>(null);
  const panel = useRef<HTMLElement>(null);
  const name = current ? `${current.kind}:${JSON.stringify(current.args)}` : "";
  useEffect(() => {
    if (name === "") {
      return;
    }
    before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    return () => {
      if (before.current?.isConnected) {
        before.current.focus();
      }
    };
  }, [name]);
  useKey("close", close, current !== null);
  if (!current || !Body) {
    return null;
  }
  return (
    <Panel ref={panel} {...region} aria-label={text("shell-workspace")}>
      <ErrorBoundary at={name}>
        <Suspense fallback={null}>
          <Body key={name} args={current.args} close={close} />
        </Suspense>
      </ErrorBoundary>
    </Panel>
  );
};
