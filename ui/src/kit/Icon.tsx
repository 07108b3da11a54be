import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { type IconName, partsOf } from "./icons";

export type { IconName } from "./icons";

const Svg = styled("svg")({
  flex: "none",
  fill: "none",
  stroke: "currentColor",
  strokeWidth: 1.6,
  strokeLinecap: "round",
  strokeLinejoin: "round",
  verticalAlign: "-0.15em",
  // A drawing keeps the colour it was given where colours are forced; it has to follow the words beside it.
  "@media (forced-colors: active)": { color: "inherit !important" },
  '[dir="rtl"] &[data-flips]': { transform: "scaleX(-1)" },
});

/** Pixels of the 20 grid as a size that grows with the text and the density. */
const scaled = (pixels: number): string => `calc(${pixels / 16}rem * var(--s-icon))`;

const FLIPS: readonly IconName[] = ["left", "right", "undo", "walk", "queue"];

/** A sign beside words, hidden from those who hear the words; alone only with a `label`. */
export const Icon = ({ name, size = 16, label }: { name: IconName; size?: number; label?: string }): ReactNode => (
  <Svg
    viewBox="0 0 20 20"
    style={{ inlineSize: scaled(size), blockSize: scaled(size) }}
    focusable="false"
    {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
    {...(FLIPS.includes(name) ? { "data-flips": "" } : {})}
  >
    {partsOf(name).map((part) =>
      "d" in part ? (
        <path key={part.d} d={part.d} />
      ) : "r" in part ? (
        <circle key={`${part.cx},${part.cy}`} cx={part.cx} cy={part.cy} r={part.r} />
      ) : (
        <rect
          key={`${part.x},${part.y}`}
          x={part.x}
          y={part.y}
          width={part.w}
          height={part.h}
          rx={part.rx}
          {...(part.turn ? { transform: `rotate(${part.turn} 10 10)` } : {})}
        />
      ),
    )}
  </Svg>
);
