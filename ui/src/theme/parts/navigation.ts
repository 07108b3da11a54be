/** Ways to go: tabs, lists, the patient's bar. */
import type { Components, Theme } from "@mui/material/styles";
import { density } from "../tokens.json";
import { color, size, type, weight } from "../vars";

const chosen = { background: color.surface.selected, color: color.primary.onTint };

export const navigation: Components<Theme> = {
  MuiTabs: {
    styleOverrides: {
      root: { minBlockSize: 44 },
      indicator: { blockSize: 2, background: color.primary.text },
    },
  },
  MuiTab: {
    styleOverrides: {
      root: {
        ...type("body"),
        fontWeight: weight.medium,
        minBlockSize: 44,
        minInlineSize: 0,
        paddingInline: 10,
        textTransform: "none",
        color: color.text.muted,
        "&.Mui-selected": { color: color.primary.text },
        "@media (forced-colors: active)": { "&.Mui-selected": { borderBlockEnd: "2px solid Highlight" } },
      },
    },
  },
  MuiListItemButton: {
    styleOverrides: {
      root: {
        minBlockSize: size.row,
        borderRadius: size.radius,
        gap: 10,
        "&:hover": { background: color.surface.hover },
        "&.Mui-selected, &.Mui-selected:hover": chosen,
        "@media (forced-colors: active)": { "&.Mui-selected": { outline: "2px solid Highlight" } },
      },
    },
  },
  MuiListItemIcon: { styleOverrides: { root: { minInlineSize: 0, color: "inherit" } } },
  MuiBottomNavigation: {
    styleOverrides: {
      root: {
        blockSize: "auto",
        minBlockSize: density.patient.tabBar,
        background: color.surface.sheet,
        borderBlockStart: `1px solid ${color.border.hairline}`,
      },
    },
  },
  MuiBottomNavigationAction: {
    defaultProps: { showLabel: true },
    styleOverrides: {
      root: {
        minInlineSize: 0,
        paddingInline: 4,
        gap: 4,
        color: color.text.muted,
        borderBlockStart: "3px solid transparent",
        "&.Mui-selected": { color: color.primary.text, borderBlockStartColor: color.primary.text },
      },
      label: { ...type("micro"), "&.Mui-selected": { ...type("micro"), fontWeight: weight.strong } },
    },
  },
  MuiLink: { defaultProps: { underline: "always" }, styleOverrides: { root: { color: color.primary.text } } },
};
