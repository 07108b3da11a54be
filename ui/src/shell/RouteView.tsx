import { type ReactNode, Suspense, useEffect } from "react";
import { Link, Navigate, Route as Path, Routes, useLocation } from "react-router";
import { useText } from "../i18n/text";
import { Empty } from "../kit/Empty";
import { ErrorBoundary } from "./ErrorBoundary";
import { routesOf, sectionsOf, useFeatures } from "./features";
import { Page } from "./Page";
import { fetchParts, pageOf } from "./part";
import { useSession } from "./session";

/** How long the first screen has for itself before the others are fetched. */
const AHEAD_MS = 500;

/** Where the files lie on this machine, fetching them all costs nothing that a person would notice. */
const useFetched = (): void => {
  const features = useFeatures();
  const { local } = useSession();
  useEffect(() => {
    if (!local) return;
    let wanted = true;
    const timer = setTimeout(() => void fetchParts(features, () => wanted), AHEAD_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [features, local]);
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
  useFetched();
  // A surface without a first screen of its own starts with its first section.
  const home = routes.some(({ path }) => path === "") ? undefined : sections[0]?.path;
  return (
    <ErrorBoundary at={pathname}>
      <Suspense fallback={null}>
        <Routes>
          {routes.map((route) => {
            const Screen = pageOf(route);
            return <Path key={route.path} path={`/${route.path}`} element={<Screen />} />;
          })}
          {home ? <Path path="/" element={<Navigate to={`/${home}`} replace />} /> : null}
          <Path path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
};
