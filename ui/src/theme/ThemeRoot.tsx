import createCache from "@emotion/cache";
import { CacheProvider } from "@emotion/react";
import { type Theme, ThemeProvider } from "@mui/material/styles";
import rtl from "@mui/stylis-plugin-rtl";
import { type ReactNode, useLayoutEffect, useMemo } from "react";
import { applyLook, useLook } from "./look";
import { themeFor } from "./theme";

const caches = new Map<string, ReturnType<typeof createCache>>();

/** One cache a direction, made once: its rules stay in the page. */
const cacheFor = (direction: "ltr" | "rtl") => {
  const made = caches.get(direction);
  if (made) return made;
  // No prefixes: every browser that runs this needs none, and the prefixer of stylis 4.3 breaks in emotion's own 4.2.
  const cache =
    direction === "rtl"
      ? createCache({ key: "r", stylisPlugins: [rtl] })
      : createCache({ key: "s", stylisPlugins: [] });
  caches.set(direction, cache);
  return cache;
};

const themes = new Map<string, Theme>();

const themeOf = (direction: "ltr" | "rtl"): Theme => {
  const made = themes.get(direction) ?? themeFor(direction);
  themes.set(direction, made);
  return made;
};

/** Theme and direction for everything below it; the look of the page itself is kept by `look`. */
export const ThemeRoot = ({ direction, children }: { direction: "ltr" | "rtl"; children: ReactNode }): ReactNode => {
  const look = useLook();
  useLayoutEffect(() => applyLook(look), [look]);
  const theme = useMemo(() => themeOf(direction), [direction]);
  return (
    <CacheProvider value={cacheFor(direction)}>
      <ThemeProvider theme={theme} storageManager={null} colorSchemeNode={null} disableTransitionOnChange>
        {children}
      </ThemeProvider>
    </CacheProvider>
  );
};
