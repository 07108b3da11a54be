import { lazy, Suspense } from "react";
import type { GateScreens } from "../../shell/gate/Gate";
import { Lock } from "./Lock";

const LazyWelcome = lazy(() => import("./Welcome").then((module) => ({ default: module.Welcome })));
const LazyWebSignIn = lazy(() => import("./WebSignIn").then((module) => ({ default: module.WebSignIn })));

/**
 * What stands before an open session. Locking comes with the entry: it must never wait for a file. Joining happens once
 * a device, signing in to the server's pages in a browser alone; each is fetched for it.
 */
export const screens: GateScreens = {
  Lock,
  Welcome: ({ done }) => (
    <Suspense fallback={null}>
      <LazyWelcome done={done} />
    </Suspense>
  ),
  WebSignIn: (props) => (
    <Suspense fallback={null}>
      <LazyWebSignIn {...props} />
    </Suspense>
  ),
};
