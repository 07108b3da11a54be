import { type ReactNode, useLayoutEffect, useState } from "react";
import { createPortal } from "react-dom";

const ID = "patient-banner";

/** The place of the patient's banner: above the page and the panel beside it. */
export const BannerPlace = (): ReactNode => <div id={ID} />;

/** Puts the banner in its place, so that it stands over chart and panel alike; where there is none, it stands here. */
export const InBannerPlace = ({ children }: { children: ReactNode }): ReactNode => {
  const [place, setPlace] = useState<HTMLElement | null | undefined>(undefined);
  useLayoutEffect(() => setPlace(document.getElementById(ID)), []);
  if (place === undefined) {
    return null;
  }
  return place ? createPortal(children, place) : children;
};
