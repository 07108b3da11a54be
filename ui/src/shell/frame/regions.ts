/** Parts of the screen that the region key steps through. */
import { useCallback } from "react";
import { useKey } from "../keys";

/** Put on each part: `<main {...region}>`. */
export const region = { "data-region": "", tabIndex: -1 } as const;

/** Where the focus goes next: the part after the one it is in, the first one after the last. */
export const nextRegion = (root: ParentNode, active: Element | null): HTMLElement | undefined => {
  const parts = [...root.querySelectorAll<HTMLElement>("[data-region]")];
  const at = parts.findIndex((part) => part.contains(active));
  return parts[(at + 1) % parts.length];
};

/** Steps through the parts with the region key. */
export const useRegions = (): void => {
  const step = useCallback(() => nextRegion(document, document.activeElement)?.focus(), []);
  useKey("next-region", step);
};
