import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { TrendSection } from "../../kit/Chart/TrendSection";
import { DataTable } from "../../kit/DataTable";
import { Empty } from "../../kit/Empty";
import { Section } from "../../kit/Section";
import { useFormat } from "../../kit/useFormat";
import { useNames } from "../../shell/people";
import { ProblemView } from "../../shell/problem/ProblemView";
import { color, size } from "../../theme/vars";
import { useColumns } from "./parts/columns";
import { HomeSection } from "./parts/HomeSection";
import { type AdultSince, groupsOf, type Reading, wasNotTaken } from "./readings";
import { seriesOf } from "./trend";
import { useAdultSince, useReadings } from "./useReadings";
import { nameOf, sentenceOf } from "./words";

const Frame = styled("div")({ display: "grid", gap: 20, padding: size.padding, gridTemplateColumns: "minmax(0, 1fr)" });
const Note = styled("p")({ margin: 0, color: color.text.muted });

interface TrendProps {
  adult: AdultSince;
  readings: readonly Reading[];
  code: string;
}

/** The trend of what is chosen in the table. */
const Trend = ({ readings, code, adult }: TrendProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const own = readings.filter((one) => (one.code || one.label) === code && !one.isVoid && !wasNotTaken(one));
  const series = seriesOf(text, own, adult);
  const first = own[0];
  if (!first || series.length === 0) return null;
  return (
    <TrendSection
      label={nameOf(text, first.code, first.label)}
      sentence={sentenceOf(text, format, own)}
      count={text("vitals-count", { count: own.length })}
      unit={first.parts[0]?.amount.unit ?? first.amount?.unit ?? ""}
      series={series}
      span={series.some((one) => one.range) ? text("vitals-band-note") : undefined}
      gapDays={200}
    />
  );
};

/** Everything that was measured, newest first, and the trend of what is chosen. */
export const Tab = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { readings, more, problem } = useReadings(patient);
  const [chosen, setChosen] = useState<string | null>(null);
  const adult = useAdultSince(patient);
  const columns = useColumns(adult, useNames());
  if (problem) return <ProblemView problem={problem} />;
  if (!readings) return null;
  const code =
    chosen ?? groupsOf(readings).find((group) => seriesOf(text, group.readings, adult).length > 0)?.code ?? "";
  return (
    <Frame>
      <Trend readings={readings} code={code} adult={adult} />
      <HomeSection patient={patient} adult={adult} />
      <Section title={text("vitals-all")} count={text("vitals-count", { count: readings.length })}>
        <DataTable
          label={text("vitals-table")}
          columns={columns}
          rows={readings}
          rowKey={(one) => `${one.doc} ${one.item}`}
          onOpen={(one) => setChosen(one.code || one.label)}
          isQuiet={(one) => one.isVoid}
          empty={<Empty title={text("vitals-tab-empty")} why={text("vitals-tab-empty-why")} />}
        />
        {more ? <Note>{text("vitals-more", { count: readings.length })}</Note> : null}
      </Section>
    </Frame>
  );
};
