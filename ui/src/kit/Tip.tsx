import { styled } from "@mui/material/styles";
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { plain } from "../i18n/isolate";
import { color, shadow, type } from "../theme/vars";

/** A pointer that only passes by shows nothing. */
const PATIENCE = 400;
const GAP = 8;

const Anchor = styled("span")({ display: "block" });
const Box = styled("span")({
  ...type("small"),
  position: "fixed",
  zIndex: 60,
  maxInlineSize: "32ch",
  padding: "4px 10px",
  borderRadius: 6,
  background: color.surface.raised,
  color: color.text.ink,
  boxShadow: shadow.overlay,
  pointerEvents: "none",
  transform: "translateY(-50%)",
  "@media (forced-colors: active)": { border: "1px solid" },
});

interface Place {
  top: number;
  start: number;
}

const placeOf = (element: HTMLElement): Place => {
  const rect = element.getBoundingClientRect();
  const rtl = getComputedStyle(element).direction === "rtl";
  const start = rtl ? window.innerWidth - rect.left + GAP : rect.right + GAP;
  return { top: rect.top + rect.height / 2, start };
};

/**
 * The words of an icon at the start edge, beside it while it has the pointer or the focus. They repeat its name, so
 * nobody who hears the name hears them twice; Escape takes them away.
 */
export const Tip = ({ words, children }: { words: string; children: ReactNode }): ReactNode => {
  const [place, setPlace] = useState<Place | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const hide = (): void => {
    clearTimeout(timer.current);
    setPlace(null);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const later = (event: PointerEvent<HTMLElement>): void => {
    const element = event.currentTarget;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPlace(placeOf(element)), PATIENCE);
  };
  return (
    <Anchor
      onPointerEnter={later}
      onPointerLeave={hide}
      onPointerDown={hide}
      onFocus={(event) => {
        if (event.target.matches(":focus-visible")) setPlace(placeOf(event.currentTarget));
      }}
      onBlur={hide}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Escape") hide();
      }}
    >
      {children}
      {place ? (
        <Box aria-hidden="true" style={{ insetBlockStart: place.top, insetInlineStart: place.start }}>
          {plain(words)}
        </Box>
      ) : null}
    </Anchor>
  );
};
