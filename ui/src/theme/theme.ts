/** The theme of MUI: its variables begin with `--s-` and switch with `data-theme`, as the tokens do. */

import { createTheme, type Shadows, type Theme } from "@mui/material/styles";
import type {} from "@mui/material/themeCssVarsAugmentation";
import { paletteOf } from "./palette";
import { buttons } from "./parts/buttons";
import { overlays } from "./parts/overlays";
import { breakpoint, font, motion, radius, space, z } from "./tokens.json";

const flat = Array.from({ length: 25 }, () => "none") as unknown as Shadows;

/** The theme for one direction of text. */
export const themeFor = (direction: "ltr" | "rtl"): Theme =>
  createTheme({
    direction,
    cssVariables: { colorSchemeSelector: "data-theme", cssVarPrefix: "s" },
    colorSchemes: { light: { palette: paletteOf("light") }, dark: { palette: paletteOf("dark") } },
    spacing: space.unit,
    shape: { borderRadius: radius.control },
    shadows: flat,
    typography: {
      fontFamily: "var(--s-font)",
      fontWeightRegular: font.weight.regular,
      fontWeightMedium: font.weight.medium,
      fontWeightBold: font.weight.strong,
      fontSize: 14,
    },
    breakpoints: { values: { xs: 0, sm: breakpoint.tablet, md: 840, lg: breakpoint.laptop, xl: 1440 } },
    transitions: {
      duration: {
        shortest: motion.fast,
        shorter: motion.fast,
        short: motion.fast,
        standard: motion.panel,
        complex: motion.panel,
        enteringScreen: motion.panel,
        leavingScreen: motion.fast,
      },
      easing: { easeInOut: motion.easing },
    },
    zIndex: {
      drawer: z.workspace,
      modal: z.dialog,
      snackbar: z.toast,
    },
    components: { ...buttons, ...overlays },
  });
