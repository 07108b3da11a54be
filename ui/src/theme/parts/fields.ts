/** Fields of MUI where the kit uses one, drawn as the kit draws its own. */
import type { Components, Theme } from "@mui/material/styles";
import { color, size, type, weight } from "../vars";

export const fields: Components<Theme> = {
  MuiInputBase: { styleOverrides: { root: { ...type("body") }, input: { blockSize: "auto" } } },
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: {
        minBlockSize: size.control,
        borderRadius: size.radius,
        background: color.surface.raised,
        "& .MuiOutlinedInput-notchedOutline": { borderColor: color.border.control },
        "&:hover .MuiOutlinedInput-notchedOutline": { borderColor: color.border.control },
        "&.Mui-focused": { outline: `2px solid ${color.focus.ring}`, outlineOffset: 2 },
        "&.Mui-focused .MuiOutlinedInput-notchedOutline": { borderWidth: 1, borderColor: color.border.control },
        "&.Mui-error .MuiOutlinedInput-notchedOutline": { borderWidth: 2, borderColor: color.stopped.line },
      },
      input: { padding: "4px 10px" },
    },
  },
  MuiFormLabel: {
    styleOverrides: {
      root: { color: color.text.ink, fontWeight: weight.medium, "&.Mui-focused": { color: "inherit" } },
    },
  },
  MuiCheckbox: {
    styleOverrides: {
      root: {
        padding: 4,
        color: color.border.control,
        "&.Mui-checked": { color: color.primary.fill },
        "@media (forced-colors: active)": { color: "CanvasText", "&.Mui-checked": { color: "Highlight" } },
      },
    },
  },
  MuiRadio: {
    styleOverrides: {
      root: { padding: 4, color: color.border.control, "&.Mui-checked": { color: color.primary.fill } },
    },
  },
};
