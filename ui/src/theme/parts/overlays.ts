/** What floats: dialogs, menus, popovers, tooltips. Only these have a shadow. */
import type { Components, Theme } from "@mui/material/styles";
import { radius } from "../tokens.json";
import { color, shadow, size } from "../vars";

const floating = {
  background: color.surface.raised,
  backgroundImage: "none",
  color: color.text.ink,
  boxShadow: shadow.overlay,
  borderRadius: radius.sheet,
  "@media (forced-colors: active)": { border: "1px solid CanvasText" },
};

export const overlays: Components<Theme> = {
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: "none" } } },
  MuiBackdrop: { styleOverrides: { root: { "&:not(.MuiBackdrop-invisible)": { background: color.surface.scrim } } } },
  MuiDialog: {
    styleOverrides: {
      paper: {
        ...floating,
        borderRadius: radius.dialog,
        display: "grid",
        gridTemplateRows: "auto minmax(0, 1fr) auto",
        margin: 24,
        maxBlockSize: "calc(100% - 48px)",
        "@media (max-width: 640px)": { margin: 12, maxBlockSize: "calc(100% - 24px)", inlineSize: "calc(100% - 24px)" },
      },
    },
  },
  MuiPopover: { styleOverrides: { paper: floating } },
  MuiMenu: { styleOverrides: { list: { paddingBlock: 4 } } },
  MuiMenuItem: {
    styleOverrides: {
      root: {
        minBlockSize: size.row,
        marginInline: 4,
        paddingInline: 10,
        borderRadius: radius.tag,
        gap: 10,
        whiteSpace: "normal",
        "&.Mui-selected, &.Mui-selected:hover, &.Mui-focusVisible": {
          background: color.surface.selected,
          color: color.primary.onTint,
        },
        "&:hover": { background: color.surface.hover },
        "@media (forced-colors: active)": { "&.Mui-selected, &.Mui-focusVisible": { outline: "2px solid Highlight" } },
      },
    },
  },
  MuiDrawer: { styleOverrides: { paper: { background: color.surface.sheet, boxShadow: shadow.panel, border: 0 } } },
};
