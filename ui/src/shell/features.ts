/** The features that this surface carries, for whoever shows their parts. */
import { createContext, useContext, useMemo } from "react";
import type { ChartBlock, ChartTab, Feature, PaletteAction, Route, SectionLink, WorkspaceLoader } from "./feature";

/** Given by the surface. */
export const FeaturesContext = createContext<readonly Feature[]>([]);

export const useFeatures = (): readonly Feature[] => useContext(FeaturesContext);

const byOrder = (a: { order: number }, b: { order: number }): number => a.order - b.order;

export const routesOf = (features: readonly Feature[]): Route[] => features.flatMap((one) => one.routes ?? []);
export const sectionsOf = (features: readonly Feature[]): SectionLink[] =>
  features.flatMap((one) => (one.section ? [one.section] : [])).sort(byOrder);
export const actionsOf = (features: readonly Feature[]): PaletteAction[] =>
  features.flatMap((one) => one.actions ?? []);
export const workspacesOf = (features: readonly Feature[]): Record<string, WorkspaceLoader> =>
  Object.assign({}, ...features.map((one) => one.workspaces ?? {}));

/** The chart's tabs in their order. */
export const useChartTabs = (): ChartTab[] => {
  const features = useFeatures();
  return useMemo(() => features.flatMap((one) => one.chartTabs ?? []).sort(byOrder), [features]);
};

/** The blocks of the chart's summary on one side, in their order. */
export const useChartBlocks = (area: ChartBlock["area"]): ChartBlock[] => {
  const features = useFeatures();
  return useMemo(
    () =>
      features
        .flatMap((one) => one.chartBlocks ?? [])
        .filter((block) => block.area === area)
        .sort(byOrder),
    [features, area],
  );
};
