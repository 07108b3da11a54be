/** Parts of a surface that come as files of their own: screens, tabs of the chart, panels. */
import { type ComponentType, lazy } from "react";
import type { ChartTab, Feature, Route, WorkspaceLoader, WorkspaceProps } from "./feature";

type Load<M> = () => Promise<M>;
// By loader. What a loader brings is known where it is asked for, so the type is given back there.
const there = new WeakMap<object, unknown>();
const drawn = new WeakMap<object, unknown>();

const fetchPart = async <M, P>(load: Load<M>, pick: (file: M) => ComponentType<P>): Promise<void> => {
  there.set(load, pick(await load()));
};

/** Drawn at once where its file is there, waited for where not. What was drawn once stays that component: another one in
 * its place would begin anew, without what was typed. */
const partOf = <M, P>(load: Load<M>, pick: (file: M) => ComponentType<P>): ComponentType<P> => {
  const part = drawn.get(load) ?? there.get(load) ?? lazy(async () => ({ default: pick(await load()) }));
  drawn.set(load, part);
  return part as ComponentType<P>;
};

const page = (file: Awaited<ReturnType<Route["load"]>>): ComponentType => file.Page;
const tab = (file: Awaited<ReturnType<ChartTab["load"]>>): ComponentType<{ patient: string }> => file.Tab;
const panel = (file: Awaited<ReturnType<WorkspaceLoader>>): ComponentType<WorkspaceProps> => file.Workspace;

export const pageOf = ({ load }: Route): ComponentType => partOf(load, page);
export const tabOf = ({ load }: ChartTab): ComponentType<{ patient: string }> => partOf(load, tab);
export const panelOf = (load: WorkspaceLoader): ComponentType<WorkspaceProps> => partOf(load, panel);

/** Fetches every part that is a press away, one after the other, so that none begins as a blank. */
export const fetchParts = async (features: readonly Feature[], wanted: () => boolean): Promise<void> => {
  const fetches = features.flatMap((one) => [
    ...(one.routes ?? []).map(
      ({ load }) =>
        () =>
          fetchPart(load, page),
    ),
    ...(one.chartTabs ?? []).map(
      ({ load }) =>
        () =>
          fetchPart(load, tab),
    ),
    ...Object.values(one.workspaces ?? {}).map((load) => () => fetchPart(load, panel)),
  ]);
  for (const fetch of fetches) {
    if (!wanted()) return;
    // What cannot be fetched now is asked for, and told of, when it is opened.
    await fetch().catch(() => undefined);
  }
};
