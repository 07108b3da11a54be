/** Pressing shows no ripple, in menus too. Buttons themselves are drawn by the kit. */
import type { Components, Theme } from "@mui/material/styles";
import { color } from "../vars";

export const buttons: Components<Theme> = {
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: {
      root: { "&.Mui-focusVisible": { outline: `2px solid ${color.focus.ring}`, outlineOffset: 2 } },
    },
  },
};
