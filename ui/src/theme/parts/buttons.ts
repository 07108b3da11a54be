/** Buttons: no ripple, no shadow, no capitals; what cannot be done yet is dashed and says why. */
import type { Components, Theme } from "@mui/material/styles";
import { color, motion, size, type, weight } from "../vars";

const focus = { outline: `2px solid ${color.focus.ring}`, outlineOffset: 2 };

const notReady = {
  border: `1px dashed ${color.border.control}`,
  background: "none",
  color: color.text.subtle,
  cursor: "not-allowed",
};

export const buttons: Components<Theme> = {
  MuiButtonBase: { defaultProps: { disableRipple: true }, styleOverrides: { root: { "&.Mui-focusVisible": focus } } },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: {
        ...type("body"),
        fontWeight: weight.medium,
        letterSpacing: "normal",
        textTransform: "none",
        minInlineSize: 0,
        minBlockSize: size.control,
        paddingBlock: 4,
        paddingInline: 12,
        border: "1px solid transparent",
        borderRadius: size.radius,
        textAlign: "center",
        transition: `background-color ${motion.fast}`,
        "& .MuiButton-startIcon, & .MuiButton-endIcon": { marginInline: 0, "& > *": { fontSize: "inherit" } },
        gap: 8,
        "[data-density='patient'] &": { paddingInline: 20 },
        "&[aria-disabled=true], &[aria-disabled=true]:hover": notReady,
        "@media (forced-colors: active)": { border: "1px solid" },
      },
      sizeSmall: { ...type("small"), fontWeight: weight.medium, minBlockSize: size.controlSmall, paddingInline: 10 },
      sizeLarge: { ...type("lead"), minBlockSize: 40 },
      contained: {
        background: color.primary.fill,
        borderColor: color.primary.fill,
        color: color.primary.on,
        "&:hover": { background: color.primary.fillHover },
      },
      outlined: {
        background: color.surface.sheet,
        borderColor: color.border.control,
        color: color.text.ink,
        "&:hover": { background: color.surface.hover, borderColor: color.border.control },
        "[data-density='patient'] &": { borderWidth: 1.5, borderColor: color.primary.line, color: color.primary.text },
        "&.MuiButton-colorError, [data-density='patient'] &.MuiButton-colorError": {
          background: "none",
          borderColor: color.stopped.line,
          color: color.stopped.text,
          "&:hover": { background: color.stopped.tint },
        },
        "&[aria-pressed=true]": {
          background: color.primary.tint,
          borderColor: color.primary.line,
          color: color.primary.onTint,
        },
      },
      text: {
        color: color.primary.text,
        "&:hover": { background: color.surface.hover },
      },
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: {
        inlineSize: size.control,
        blockSize: size.control,
        padding: 0,
        borderRadius: size.radius,
        color: color.text.muted,
        "&:hover": { background: color.surface.hover, color: color.text.ink },
      },
    },
  },
};
