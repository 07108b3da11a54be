import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { TrendSection } from "../../../kit/Chart/TrendSection";
import { Empty } from "../../../kit/Empty";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { useWorkspace } from "../../../shell/workspace";
import { PRESSURE, pressuresOf } from "../readings";
import { seriesOf } from "../trend";
import { useAdultSince, useReadings } from "../useReadings";
import { sentenceOf } from "../words";

/** Most readings drawn on the summary; all of them are in the tab. */
const DRAWN_MAX = 40;

/** Blood pressure on the chart's summary: the sentence, then the trend. */
export const PressureBlock = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { open } = useWorkspace();
  const { readings, problem } = useReadings(patient);
  const adult = useAdultSince(patient);
  if (problem) return <ProblemView problem={problem} />;
  if (!readings) return null;
  const own = pressuresOf(readings).slice(0, DRAWN_MAX);
  if (own.length === 0) {
    return (
      <Section title={text("vitals-pressure")}>
        <Empty
          title={text("vitals-pressure-none")}
          why={text("vitals-pressure-none-why")}
          action={
            <ActionButton icon="plus" onClick={() => open("vitals", { patient })}>
              {text("vitals-add")}
            </ActionButton>
          }
        />
      </Section>
    );
  }
  const series = seriesOf(text, own, adult);
  return (
    <TrendSection
      label={text("vitals-pressure")}
      sentence={sentenceOf(text, format, own)}
      count={text("vitals-count", { count: own.length })}
      unit={PRESSURE.unit}
      series={series}
      span={series.some((one) => one.range) ? text("vitals-band-note") : undefined}
      gapDays={200}
    />
  );
};
