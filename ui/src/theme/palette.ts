/** The palette of MUI, filled from the tokens. */
import type { ColorSystemOptions } from "@mui/material/styles";
import { color } from "./tokens.json";

type Name = keyof typeof color;

/** Tokens of one scheme as MUI knows colours. Clinical high and low stay outside: no part of MUI may use them. */
export const paletteOf = (name: Name): NonNullable<ColorSystemOptions["palette"]> => {
  const { surface, text, border, primary, ok, sending, needs, stopped } = color[name];
  const filled = (family: { fill: string; on: string; text: string; tint: string }) => ({
    main: family.fill,
    dark: family.text,
    light: family.tint,
    contrastText: family.on,
  });
  return {
    mode: name,
    contrastThreshold: 4.5,
    primary: { main: primary.fill, dark: primary.fillHover, light: primary.tint, contrastText: primary.on },
    secondary: { main: text.muted, dark: text.ink, light: surface.sunken, contrastText: surface.sheet },
    success: filled(ok),
    info: filled(sending),
    warning: filled(needs),
    error: filled(stopped),
    background: { default: surface.canvas, paper: surface.sheet },
    text: { primary: text.ink, secondary: text.muted, disabled: text.disabled },
    divider: border.hairline,
  };
};
