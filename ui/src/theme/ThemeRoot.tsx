import createCache, { type StylisPlugin } from "@emotion/cache";
import { CacheProvider } from "@emotion/react";
import { type Theme, ThemeProvider } from "@mui/material/styles";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { applyLook, useLook } from "./look";
import { themeFor } from "./theme";

type Direction = "ltr" | "rtl";
type Cache = ReturnType<typeof createCache>;

/** One cache a direction, made once: its rules stay in the page. */
const caches = new Map<Direction, Cache>();
const themes = new Map<Direction, Theme>();

// No prefixes: every browser that runs this needs none, and the prefixer of stylis 4.3 breaks in emotion's own 4.2.
const cacheOf = (direction: Direction, plugins: StylisPlugin[]): Cache => {
  const cache = caches.get(direction) ?? createCache({ key: direction === "rtl" ? "r" : "s", stylisPlugins: plugins });
  caches.set(direction, cache);
  return cache;
};

const themeOf = (direction: Direction): Theme => {
  const theme = themes.get(direction) ?? themeFor(direction);
  themes.set(direction, theme);
  return theme;
};

/** The cache for `direction`; what turns the sides of rules is loaded when it is first needed, null until then. */
const useCache = (direction: Direction): Cache | null => {
  const [, setLoaded] = useState(caches.has("rtl"));
  useEffect(() => {
    if (direction !== "rtl" || caches.has("rtl")) return;
    let wanted = true;
    void import("@mui/stylis-plugin-rtl").then(({ default: plugin }) => {
      cacheOf("rtl", [plugin]);
      if (wanted) setLoaded(true);
    });
    return () => {
      wanted = false;
    };
  }, [direction]);
  return direction === "ltr" ? cacheOf("ltr", []) : (caches.get("rtl") ?? null);
};

/** Theme and direction for everything below it; the look of the page itself is kept by `look`. */
export const ThemeRoot = ({ direction, children }: { direction: Direction; children: ReactNode }): ReactNode => {
  const look = useLook();
  useLayoutEffect(() => applyLook(look), [look]);
  const theme = useMemo(() => themeOf(direction), [direction]);
  const found = useCache(direction);
  const [last, setLast] = useState(found);
  if (found && found !== last) setLast(found);
  // Once something is shown it stays mounted: what is half typed on it must survive a change of language.
  const cache = found ?? last;
  if (!cache) return null;
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} storageManager={null} colorSchemeNode={null}>
        {children}
      </ThemeProvider>
    </CacheProvider>
  );
};
