import { type ReactNode, useLayoutEffect, useMemo } from "react";
import { type Language, negotiate } from "../i18n/language";
import type { TextSource } from "../i18n/source";
import { TextProvider, useLanguage } from "../i18n/text";
import { useLook } from "../theme/look";
import { ThemeRoot } from "../theme/ThemeRoot";
import { Density, type DensityName } from "./Density";

const Themed = ({ density, children }: { density: DensityName; children: ReactNode }): ReactNode => {
  const { direction } = useLanguage();
  return (
    <ThemeRoot direction={direction}>
      <Density value={density}>{children}</Density>
    </ThemeRoot>
  );
};

export interface RootProps {
  texts: TextSource;
  density: DensityName;
  /** Set by tests and the gallery; else settings decide, then the system. */
  language?: Language;
  children: ReactNode;
}

/** Language, theme and density around a whole surface. */
export const Root = ({ texts, density, language, children }: RootProps): ReactNode => {
  const look = useLook();
  const spoken = useMemo(
    () => language ?? (look.language === "system" ? negotiate(navigator.languages) : look.language),
    [language, look.language],
  );
  useLayoutEffect(() => {
    // Dialogs and menus hang below the body, outside of the tree.
    document.documentElement.dataset["density"] = density;
  }, [density]);
  return (
    <TextProvider source={texts} language={spoken}>
      <Themed density={density}>{children}</Themed>
    </TextProvider>
  );
};
