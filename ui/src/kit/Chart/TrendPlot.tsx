import { styled } from "@mui/material/styles";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useText } from "../../i18n/text";
import { color, type, weight } from "../../theme/vars";
import { quantity } from "../format/decimal";
import { useFormat } from "../useFormat";
import { Axes, Bands } from "./Axes";
import { Legend, lookOf, Mark } from "./Marks";
import { type Box, type Drawn, draw, scales, type TrendSeries } from "./trend";
import { useWidth } from "./useWidth";

const POINT = {
  plain: "kit-chart-point",
  high: "kit-chart-point-high",
  low: "kit-chart-point-low",
} as const;

const DAY = 86_400_000;
const HEIGHT = 196;

const Plot = styled("div")({
  minInlineSize: 0,
  "& svg": { display: "block", overflow: "visible", ...type("micro"), fill: "none" },
  "& text": { stroke: "none", fontFamily: "inherit" },
  "& [data-dot]": { outline: "none" },
  "& [data-dot] > [data-ring]": { stroke: "transparent" },
  "& [data-dot]:focus > [data-ring]": { stroke: color.focus.ring },
  "@media (forced-colors: active)": { "& [data-dot]:focus > [data-ring]": { stroke: "Highlight" } },
});

export interface TrendPlotProps {
  label: string;
  /** The id of the sentence that says it all. */
  sentence: string;
  unit: string;
  series: readonly TrendSeries[];
  gapDays: number;
  range?: [from: number, to: number] | undefined;
  span?: ReactNode;
}

/** The drawing itself, with what draws it; loaded once the sentence above it stands. */
export const TrendPlot = ({ label, sentence, unit, series, gapDays, range, span }: TrendPlotProps): ReactNode => {
  const text = useText();
  const [frame, width] = useWidth<HTMLDivElement>(560);
  const box: Box = { width, height: HEIGHT, top: 14, bottom: 26, left: 34, right: 56 };
  const measured = scales(series, box, range);
  if (!measured) return null;
  const drawn = series.map((one) => draw(one, measured, gapDays * DAY));
  return (
    <>
      <Plot ref={frame} dir="ltr">
        <svg width={width} height={HEIGHT} role="group" aria-label={label} aria-describedby={sentence}>
          <Bands series={series} drawn={drawn} scales={measured} box={box} />
          <Gaps drawn={drawn} y={HEIGHT / 2} words={text("kit-no-readings")} />
          <Axes scales={measured} box={box} />
          <Lines drawn={drawn} label={label} unit={unit} />
        </svg>
      </Plot>
      <Legend labels={series.map((one) => one.label)} span={span} />
    </>
  );
};

/** Where nobody measured: a blank with words where there is room, never a line across. */
const Gaps = ({ drawn, y, words }: { drawn: readonly Drawn[]; y: number; words: string }): ReactNode =>
  (drawn[0]?.gaps ?? [])
    .filter(({ from, to }) => to - from > 80)
    .map(({ from, to }) => (
      <text key={from} x={(from + to) / 2} y={y} textAnchor="middle" fill={color.text.subtle} aria-hidden="true">
        {words}
      </text>
    ));

/** The lines and their readings; one stop for Tab, arrows along time and between series. */
const Lines = ({ drawn, label, unit }: { drawn: readonly Drawn[]; label: string; unit: string }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const group = useRef<SVGGElement>(null);
  const [active, setActive] = useState<{ series: number; dot: number } | null>(null);
  const counts = drawn.map(({ dots }) => dots.length);
  const start = { series: 0, dot: Math.max(0, (counts[0] ?? 1) - 1) };
  const at = active && active.dot < (counts[active.series] ?? 0) ? active : start;
  const move = (series: number, dot: number): void => {
    const to = Math.max(0, Math.min(drawn.length - 1, series));
    const row = Math.max(0, Math.min((counts[to] ?? 1) - 1, dot));
    setActive({ series: to, dot: row });
    group.current?.querySelector<SVGGElement>(`[data-dot="${to} ${row}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = (counts[at.series] ?? 1) - 1;
    const steps: Record<string, [number, number]> = {
      ArrowLeft: [at.series, at.dot - 1],
      ArrowRight: [at.series, at.dot + 1],
      ArrowUp: [at.series - 1, at.dot],
      ArrowDown: [at.series + 1, at.dot],
      Home: [at.series, 0],
      End: [at.series, last],
    };
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(...step);
  };
  return (
    <g
      ref={group}
      role="group"
      aria-label={text("kit-chart-points", { label, count: counts.reduce((sum, one) => sum + one, 0) })}
      onKeyDown={onKeyDown}
    >
      {drawn.map(({ series, dots, paths }, place) => {
        const look = lookOf(place);
        const end = dots.at(-1);
        return (
          <g key={series.id}>
            {paths.map((d) => (
              <path key={d} d={d} stroke={look.stroke} strokeWidth={1.8} strokeDasharray={look.dash} />
            ))}
            {dots.map((dot, row) => (
              <g
                key={`${dot.at} ${dot.value}`}
                role="img"
                data-dot={`${place} ${row}`}
                aria-label={text(POINT[dot.flag ?? "plain"], {
                  series: series.label,
                  value: quantity(dot.value, unit),
                  date: format.staffDateTime(dot.at),
                })}
                tabIndex={at.series === place && at.dot === row ? 0 : -1}
                onFocus={() => setActive({ series: place, dot: row })}
              >
                <circle cx={dot.x} cy={dot.y} r={9} fill="transparent" strokeWidth={2} data-ring="" />
                <Mark x={dot.x} y={dot.y} look={look} flag={dot.flag} />
              </g>
            ))}
            {end ? <EndValue x={end.x} y={end.y} value={end.value} flag={end.flag} ink={look.stroke} /> : null}
          </g>
        );
      })}
    </g>
  );
};

interface EndValueProps {
  x: number;
  y: number;
  value: string;
  flag: "high" | "low" | null;
  ink: string;
}

const EndValue = ({ x, y, value, flag, ink }: EndValueProps): ReactNode => (
  <text
    x={x + 12}
    y={y + 5}
    aria-hidden="true"
    fill={flag ? color[flag].text : ink}
    style={{ fontSize: "var(--s-type-body)", fontWeight: weight.strong }}
  >
    {quantity(value)}
    {flag === "high" ? " \u2191" : flag === "low" ? " \u2193" : null}
  </text>
);
