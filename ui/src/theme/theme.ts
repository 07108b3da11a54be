/** The theme of MUI: its variables begin with `--s-` and switch with `data-theme`, as the tokens do. */

import { createTheme, type Shadows, type Theme } from "@mui/material/styles";
import type {} from "@mui/material/themeCssVarsAugmentation";
import { paletteOf } from "./palette";
import { buttons } from "./parts/buttons";
import { feedback } from "./parts/feedback";
import { fields } from "./parts/fields";
import { navigation } from "./parts/navigation";
import { overlays } from "./parts/overlays";
import tokens from "./tokens.json" with { type: "json" };

const flat = Array.from({ length: 25 }, () => "none") as unknown as Shadows;

/** The theme for one direction of text. */
export const themeFor = (direction: "ltr" | "rtl"): Theme =>
  createTheme({
    direction,
    cssVariables: { colorSchemeSelector: "data-theme", cssVarPrefix: "s" },
    colorSchemes: { light: { palette: paletteOf("light") }, dark: { palette: paletteOf("dark") } },
    spacing: tokens.space.unit,
    shape: { borderRadius: tokens.radius.control },
    shadows: flat,
    typography: {
      fontFamily: "var(--s-font)",
      fontWeightRegular: tokens.font.weight.regular,
      fontWeightMedium: tokens.font.weight.medium,
      fontWeightBold: tokens.font.weight.strong,
      fontSize: 14,
    },
    breakpoints: { values: { xs: 0, sm: tokens.breakpoint.tablet, md: 840, lg: tokens.breakpoint.laptop, xl: 1440 } },
    transitions: {
      duration: {
        shortest: tokens.motion.fast,
        shorter: tokens.motion.fast,
        short: tokens.motion.fast,
        standard: tokens.motion.panel,
        complex: tokens.motion.panel,
        enteringScreen: tokens.motion.panel,
        leavingScreen: tokens.motion.fast,
      },
      easing: { easeInOut: tokens.motion.easing },
    },
    zIndex: {
      drawer: tokens.z.workspace,
      modal: tokens.z.dialog,
      snackbar: tokens.z.toast,
      tooltip: tokens.z.toast,
    },
    components: { ...buttons, ...overlays, ...navigation, ...fields, ...feedback },
  });
