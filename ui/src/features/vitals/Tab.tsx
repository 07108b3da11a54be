import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { TrendSection } from "../../kit/Chart/TrendSection";
import { type Column, DataTable } from "../../kit/DataTable";
import { Empty } from "../../kit/Empty";
import { Flag } from "../../kit/Flag";
import { Ltr } from "../../kit/Ltr";
import { SafeText } from "../../kit/SafeText";
import { Section } from "../../kit/Section";
import { Tag } from "../../kit/Tag";
import { useFormat } from "../../kit/useFormat";
import { useNames } from "../../shell/people";
import { ProblemView } from "../../shell/problem/ProblemView";
import { color, size } from "../../theme/vars";
import { type AdultSince, groupsOf, type Reading, wasNotTaken } from "./readings";
import { seriesOf } from "./trend";
import { useAdultSince, useReadings } from "./useReadings";
import { nameOf, readingFlag, readingWords, sentenceOf } from "./words";

const Frame = styled("div")({ display: "grid", gap: 20, padding: size.padding, gridTemplateColumns: "minmax(0, 1fr)" });
const Cell = styled("span")({ display: "inline-flex", gap: 8, alignItems: "center", flexWrap: "wrap" });
const Note = styled("p")({ margin: 0, color: color.text.muted });

const Value = ({ reading, adult }: { reading: Reading; adult: AdultSince }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const flag = reading.isVoid ? null : readingFlag(reading, adult);
  const words = readingWords(text, format, reading);
  return (
    <Cell>
      {reading.amount || reading.parts.length > 0 ? <Ltr>{words}</Ltr> : <SafeText>{words}</SafeText>}
      {flag ? <Flag kind={flag} /> : null}
      {reading.isVoid ? <Tag kind="waiting">{text("vitals-void")}</Tag> : null}
    </Cell>
  );
};

const useColumns = (adult: AdultSince): Column<Reading>[] => {
  const text = useText();
  const format = useFormat();
  const byOf = useNames();
  return [
    {
      id: "what",
      head: text("vitals-table-what"),
      cell: (one) => <SafeText>{nameOf(text, one.code, one.label)}</SafeText>,
      width: "32%",
    },
    { id: "value", head: text("vitals-table-value"), cell: (one) => <Value reading={one} adult={adult} /> },
    {
      id: "when",
      head: text("vitals-table-when"),
      cell: (one) => (one.at > 0 ? format.staffDateTime(one.at) : text("kit-not-known")),
    },
    { id: "by", head: text("vitals-table-by"), cell: (one) => <SafeText>{byOf(one.by)}</SafeText>, wideOnly: true },
  ];
};

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
  const columns = useColumns(adult);
  if (problem) return <ProblemView problem={problem} />;
  if (!readings) return null;
  const code =
    chosen ?? groupsOf(readings).find((group) => seriesOf(text, group.readings, adult).length > 0)?.code ?? "";
  return (
    <Frame>
      <Trend readings={readings} code={code} adult={adult} />
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
