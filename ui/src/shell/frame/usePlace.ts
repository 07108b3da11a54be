/** Where one is, for the links around a screen. */
import { useDeferredValue } from "react";
import { useLocation } from "react-router";

/** The address. It follows a moment later: the screen is drawn before the rail beside it. */
export const usePlace = (): string => useDeferredValue(useLocation().pathname);

/** Whether an address is this place or lies under it. The first screen has nothing under it. */
export const isAt = (place: string, to: string): boolean => place === to || (to !== "/" && place.startsWith(`${to}/`));
