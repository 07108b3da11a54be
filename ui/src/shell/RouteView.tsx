import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Link, Navigate, Route as Path, Routes, useLocation } from "react-router";
import { useText } from "../i18n/text";
import { Empty } from "../kit/Empty";
import { ErrorBoundary } from "./ErrorBoundary";
import type { Route } from "./feature";
import { routesOf, sectionsOf, useFeatures } from "./features";
import { Page } from "./Page";

const loaded = new WeakMap<Route["load"], ComponentType>();

const componentOf = (load: Route["load"]): ComponentType => {
  const known = loaded.get(load);
  if (known) {
    return known;
  }
  const made = lazy(async () => ({ default: (await load()).Page }));
  loaded.set(load, made);
  return made;
};

const NotFound = (): ReactNode => {
  const text = useText();
  return (
    <Page title={text("shell-not-found")}>
      <Empty title={text("shell-not-found-why")} action={<Link to="/">{text("shell-go-home")}</Link>} />
    </Page>
  );
};

/** The screen of the address. A screen that stops leaves the rest standing. */
export const RouteView = (): ReactNode => {
  const features = useFeatures();
  const routes = routesOf(features);
  const sections = sectionsOf(features);
  const { pathname } = useLocation();
  // A surface without a first screen of its own starts with its first section.
  const home = routes.some(({ path }) => path === "") ? undefined : sections[0]?.path;
  return (
    <ErrorBoundary at={pathname}>
      <Suspense fallback={null}>
        <Routes>
          {routes.map((route) => {
            const Screen = componentOf(route.load);
            return <Path key={route.path} path={`/${route.path}`} element={<Screen />} />;
          })}
          {home ? <Path path="/" element={<Navigate to={`/${home}`} replace />} /> : null}
          <Path path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
};
