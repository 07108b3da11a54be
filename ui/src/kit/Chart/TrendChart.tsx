import { styled } from "@mui/material/styles";
import { lazy, type ReactNode, Suspense, useId } from "react";
import { useText } from "../../i18n/text";
import { TrendTable } from "./TrendTable";
import type { TrendSeries } from "./trend";

const TrendPlot = lazy(() => import("./TrendPlot").then((module) => ({ default: module.TrendPlot })));

export interface TrendChartProps {
  /** What is measured: `Blood pressure`. */
  label: string;
  /** Said first: `138/86, up over 3 visits`. */
  sentence: ReactNode;
  unit: string;
  series: readonly TrendSeries[];
  view?: "chart" | "table";
  /** Readings further apart than this many days are not joined. */
  gapDays?: number;
  /** Written at the end of the legend: `12 months`. */
  span?: ReactNode;
  from?: number;
  to?: number;
}

const Figure = styled("div")({ display: "grid", gap: 8, paddingBlock: 10, minInlineSize: 0 });
/** As high as the drawing and its legend, so that nothing jumps when they come. */
const Room = styled("div")({ blockSize: 222 });

const hasReading = ({ points }: TrendSeries): boolean =>
  points.some(({ value }) => value !== null && Number.isFinite(Number(value)));

/** Readings over time, for the eye, the ear and the keys. */
export const TrendChart = (props: TrendChartProps): ReactNode => {
  const { label, sentence, unit, series, view = "chart", gapDays = 60, span, from, to } = props;
  const text = useText();
  const id = useId();
  const range: [number, number] | undefined = from !== undefined && to !== undefined ? [from, to] : undefined;
  return (
    <Figure>
      <p id={id}>{sentence}</p>
      {view === "table" ? (
        <TrendTable label={label} unit={unit} series={series} />
      ) : series.some(hasReading) ? (
        <Suspense fallback={<Room />}>
          <TrendPlot {...{ label, sentence: id, unit, series, gapDays, range, span }} />
        </Suspense>
      ) : (
        <p>{text("kit-no-readings")}</p>
      )}
    </Figure>
  );
};
