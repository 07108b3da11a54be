import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useMemo, useRef } from "react";
import { useText } from "../../i18n/text";
import { ErrorBoundary } from "../ErrorBoundary";
import type { WorkspaceLoader, WorkspaceProps } from "../feature";
import { useFeatures, workspacesOf } from "../features";
import { useKey } from "../keys";
import { useWorkspace } from "../workspace";
import { region } from "./regions";
import { Panel } from "./styles";

const loaded = new WeakMap<WorkspaceLoader, ComponentType<WorkspaceProps>>();

const componentOf = (load: WorkspaceLoader): ComponentType<WorkspaceProps> => {
  const known = loaded.get(load);
  if (known) {
    return known;
  }
  const made = lazy(async () => ({ default: (await load()).Workspace }));
  loaded.set(load, made);
  return made;
};

/** The panel at the end side. It stays while the page beside it changes; closing gives the focus back. */
export const WorkspacePanel = (): ReactNode => {
  const text = useText();
  const { current, close } = useWorkspace();
  const loaders = workspacesOf(useFeatures());
  const load = current ? loaders[current.kind] : undefined;
  const Body = useMemo(() => (load ? componentOf(load) : null), [load]);
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
