import { type RenderResult, render } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";
import type { Language } from "../i18n/language";
import { allTexts } from "../i18n/texts/all";
import type { DensityName } from "../kit/Density";
import { Root } from "../kit/Root";
import { NowContext } from "../kit/useFormat";

/** Monday 23 November 2026, 10:21 on the clock of the test. */
export const NOW = new Date(2026, 10, 23, 10, 21).getTime();

const standing = (): number => NOW;

export interface Setting {
  language?: Language;
  density?: DensityName;
  now?: () => number;
}

export const wrap = (child: ReactNode, { language = "en", density = "staff", now = standing }: Setting = {}) => (
  <NowContext value={now}>
    <Root texts={allTexts} density={density} language={language}>
      {child}
    </Root>
  </NowContext>
);

/** `child` as a screen shows it: words, theme, density, a clock that stands. */
export const show = (child: ReactElement, setting?: Setting): RenderResult => {
  const shown = render(wrap(child, setting));
  return { ...shown, rerender: (next: ReactNode) => shown.rerender(wrap(next, setting)) };
};
