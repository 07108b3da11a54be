import type { ReactNode } from "react";
import { useLanguage } from "../../i18n/text";
import { color } from "../../theme/vars";
import { monthOf } from "../format/dates";
import { type Box, type Drawn, placeOf, type Scales, type TrendSeries } from "./trend";

/** About the width of a letter, to keep words clear of lines. */
const LETTER = 6.2;

/** The usual range of each series as a shaded band between dotted edges, with its words inside. */
export const Bands = ({
  series,
  drawn,
  scales,
  box,
}: {
  series: readonly TrendSeries[];
  drawn: readonly Drawn[];
  scales: Scales;
  box: Box;
}): ReactNode => {
  const [left, right] = [box.left, box.width - box.right];
  const sides = [
    { x: left + 8, anchor: "start" },
    { x: right - 8, anchor: "end" },
  ] as const;
  const bands = series.flatMap(({ id, range }) => {
    if (!range) return [];
    const top = range.high === undefined ? box.top : scales.y(Number(range.high));
    const bottom = range.low === undefined ? box.height - box.bottom : scales.y(Number(range.low));
    return [{ id, label: range.label, top, bottom, edges: [range.high, range.low].filter((one) => one !== undefined) }];
  });
  return (
    <g>
      {bands.map((band) => (
        <rect
          key={band.id}
          x={left}
          y={band.top}
          width={Math.max(0, right - left)}
          height={band.bottom - band.top}
          fill={color.chart.band}
        />
      ))}
      {bands.flatMap((band) =>
        band.edges.map((edge) => (
          <path
            key={`${band.id} ${edge}`}
            d={`M${left} ${scales.y(Number(edge))}H${right}`}
            stroke={color.chart.bandEdge}
            strokeDasharray="1.5 3"
          />
        )),
      )}
      {bands.map((band) => {
        const { x, y, anchor } = placeOf(band, sides, band.label.length * LETTER, drawn);
        return (
          <text key={band.id} x={x} y={y} textAnchor={anchor} fill={color.text.muted}>
            {band.label}
          </text>
        );
      })}
    </g>
  );
};

/** Values at the start, times below. Time never runs backwards, whatever the direction of the text. */
export const Axes = ({ scales, box }: { scales: Scales; box: Box }): ReactNode => {
  const { locale } = useLanguage();
  const foot = box.height - box.bottom;
  const first = scales.ticksX[0];
  const last = scales.ticksX.at(-1);
  const years = first && last && last.getFullYear() !== first.getFullYear();
  const days = first && last && Number(last) - Number(first) < 70 * 86_400_000;
  const words = (tick: Date): string => {
    const month = monthOf({ year: tick.getFullYear(), month: tick.getMonth() + 1 }, locale);
    return days ? `${tick.getDate()} ${month}` : years && tick.getMonth() === 0 ? String(tick.getFullYear()) : month;
  };
  return (
    <g fill={color.chart.axis}>
      {scales.ticksY.map((tick) => (
        <text key={tick} x={box.left - 8} y={scales.y(tick) + 4} textAnchor="end">
          {tick}
        </text>
      ))}
      <path d={`M${box.left} ${foot}H${box.width - box.right}`} stroke={color.chart.axis} />
      {scales.ticksX.map((tick) => {
        const x = scales.x(Number(tick));
        return (
          <g key={Number(tick)}>
            <path d={`M${x} ${foot}v4`} stroke={color.chart.axis} />
            <text x={x} y={foot + 18} textAnchor="middle">
              {words(tick)}
            </text>
          </g>
        );
      })}
    </g>
  );
};
