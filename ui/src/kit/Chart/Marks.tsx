import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color } from "../../theme/vars";
import type { Dot } from "./trend";

/** The look of a series by its place: first solid with discs, second dashed with squares, so that shape tells too. */
export const LOOK = [
  { stroke: color.chart.line1, dash: undefined, shape: "disc" },
  { stroke: color.chart.line2, dash: "5 3", shape: "square" },
] as const;

export type Look = (typeof LOOK)[number];

export const lookOf = (at: number): Look => LOOK[at % LOOK.length] ?? LOOK[0];

const inkOf = (look: Look, flag: Dot["flag"]): string => (flag ? color[flag].fill : look.stroke);

/** One reading: filled for the first series, hollow for the second; out of range in the clinical colour. */
export const Mark = ({ x, y, look, flag }: { x: number; y: number; look: Look; flag: Dot["flag"] }): ReactNode => {
  const ink = inkOf(look, flag);
  return look.shape === "disc" ? (
    <circle cx={x} cy={y} r={4.5} fill={ink} stroke={color.surface.sheet} strokeWidth={1} />
  ) : (
    <rect
      x={x - 4}
      y={y - 4}
      width={8}
      height={8}
      fill={flag ? ink : color.surface.sheet}
      stroke={ink}
      strokeWidth={1.8}
    />
  );
};

const Row = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  gap: "4px 16px",
  fontSize: "var(--s-type-micro)",
  color: color.text.muted,
  "& > span": { display: "inline-flex", alignItems: "center", gap: 6 },
  "& > :last-child:not(:first-of-type)[data-span]": { marginInlineStart: "auto" },
});

/** Which line is which. */
export const Legend = ({ labels, span }: { labels: readonly string[]; span?: ReactNode }): ReactNode => (
  <Row>
    {labels.map((label, at) => {
      const look = lookOf(at);
      return (
        <span key={label}>
          <svg width={26} height={10} aria-hidden="true">
            <path d="M0 5h26" stroke={look.stroke} strokeWidth={1.8} strokeDasharray={look.dash} />
            <Mark x={13} y={5} look={look} flag={null} />
          </svg>
          {label}
        </span>
      );
    })}
    {span ? <span data-span="">{span}</span> : null}
  </Row>
);
