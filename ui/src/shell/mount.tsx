/** Puts a surface on the page. */
import { type ComponentType, type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "react-redux";
import { HashRouter } from "react-router";
import type { TextSource } from "../i18n/source";
import { Root } from "../kit/Root";
import { openPlatform } from "../rpc/platform";
import { connect } from "../rpc/rpc";
import type { Feature } from "./feature";
import { FeaturesContext } from "./features";
import { Gate, type GateScreens } from "./gate/Gate";
import { WebGate } from "./gate/WebGate";
import { setKeyProfile } from "./keys";
import { makeStore } from "./store";
import type { Surface } from "./surface";

/** What makes a surface. */
export interface SurfaceParts {
  surface: Surface;
  texts: TextSource;
  features: readonly Feature[];
  screens: GateScreens;
  /** What stands around the screens: each surface brings its own, so that none carries the other. */
  Frame: ComponentType;
  /** Served by the clinic's server, which answers itself: no vault, no lock, a sign-in instead. */
  web?: boolean;
}

/** Everything below the store: language, look, address, gate, frame. */
export const SurfaceRoot = ({ surface, texts, features, screens, Frame, web = false }: SurfaceParts): ReactNode => (
  <Root texts={texts} density={surface === "patient" ? "patient" : "staff"}>
    <FeaturesContext value={features}>
      {/* From a server the screen before stays while the next one is fetched. On a machine it is there already, and
          drawing it in slices would only make it later. */}
      <HashRouter {...(web ? {} : { useTransitions: false })}>
        {web ? (
          <WebGate surface={surface} SignIn={screens.WebSignIn}>
            <Frame />
          </WebGate>
        ) : (
          <Gate surface={surface} screens={screens}>
            <Frame />
          </Gate>
        )}
      </HashRouter>
    </FeaturesContext>
  </Root>
);

/** Starts a surface in the page's root element. */
export const mount = (parts: SurfaceParts): void => {
  const root = document.getElementById("root");
  if (!root) {
    throw new Error("the page has no root element");
  }
  // Before the router reads the address: a loopback page has its token in it.
  const { platform, transport } = openPlatform(parts.surface);
  connect(transport);
  const store = makeStore();
  setKeyProfile(platform === "app" ? "window" : "browser");
  createRoot(root).render(
    <StrictMode>
      <Provider store={store}>
        <SurfaceRoot {...parts} web={platform === "web"} />
      </Provider>
    </StrictMode>,
  );
};
