import { type ReactNode, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";

const ID = "patient-banner";

/** The place of the patient's banner: above the page and the panel beside it. */
export const BannerPlace = (): ReactNode => <div id={ID} />;

const find = (): HTMLElement | null => document.getElementById(ID);

/** Puts the banner in its place, so that it stands over chart and panel alike; where there is none, it stands here. */
export const InBannerPlace = ({ children }: { children: ReactNode }): ReactNode => {
  // The frame is there before the chart, unless both come at once: then its place is found right after. Looking for it
  // then always would draw each chart twice before anything of it is painted.
  const [place, setPlace] = useState<HTMLElement | null | undefined>(() => find() ?? undefined);
  useLayoutEffect(() => setPlace((known) => (known?.isConnected ? known : find())), []);
  if (place === undefined) {
    return null;
  }
  return place ? createPortal(children, place) : children;
};
