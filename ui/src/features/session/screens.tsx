import { lazy, Suspense } from "react";
import type { GateScreens } from "../../shell/gate/Gate";
import { Lock } from "./Lock";

const LazyWelcome = lazy(() => import("./Welcome").then((module) => ({ default: module.Welcome })));

/**
 * What stands before an open session. Locking comes with the entry: it must never wait for a file. Joining happens once
 * a device and is fetched for it.
 */
export const screens: GateScreens = {
  Lock,
  Welcome: ({ done }) => (
    <Suspense fallback={null}>
      <LazyWelcome done={done} />
    </Suspense>
  ),
};
