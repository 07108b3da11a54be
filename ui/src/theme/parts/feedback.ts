/** What tells: alerts speak once and politely, progress keeps its edge where colours are forced. */
import type { Components, Theme } from "@mui/material/styles";
import { radius } from "../tokens.json";
import { color, shadow, size, type, weight } from "../vars";

export const feedback: Components<Theme> = {
  MuiAlert: { defaultProps: { role: "status" }, styleOverrides: { root: { borderRadius: size.radius } } },
  MuiLinearProgress: {
    styleOverrides: {
      root: {
        blockSize: 6,
        borderRadius: 3,
        background: color.sending.tint,
        boxShadow: `inset 0 0 0 1px ${color.sending.line}`,
        "@media (forced-colors: active)": { border: "1px solid CanvasText" },
      },
      bar: {
        background: color.sending.fill,
        "@media (forced-colors: active)": { background: "Highlight", forcedColorAdjust: "none" },
      },
    },
  },
  MuiChip: {
    styleOverrides: {
      root: { ...type("micro"), fontWeight: weight.medium, borderRadius: radius.tag, blockSize: 20 },
    },
  },
  MuiSnackbarContent: {
    styleOverrides: {
      root: {
        background: color.surface.raised,
        color: color.text.ink,
        boxShadow: shadow.overlay,
        borderRadius: size.radius,
      },
    },
  },
};
