import { styled } from "@mui/material/styles";
import { type ReactNode, useCallback, useMemo } from "react";
import { useText } from "../../../i18n/text";
import { TrendSection } from "../../../kit/Chart/TrendSection";
import { DataTable } from "../../../kit/DataTable";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import { ProblemView } from "../../../shell/problem/ProblemView";
import { recordApi } from "../../../shell/record";
import { color } from "../../../theme/vars";
import { type AdultSince, PRESSURE, pressuresOf, type Reading } from "../readings";
import { seriesOf } from "../trend";
import { useHome } from "../useReadings";
import { sentenceOf } from "../words";
import { useColumns } from "./columns";

/** Most readings drawn; all of them are in the table. */
const DRAWN_MAX = 120;

const Note = styled("p")({ margin: 0, color: color.text.muted });

/** Who wrote a diary: staff cannot, so whom the directory does not know is the patient or a person they trust. */
const useWriters = (): ((user: string) => string) => {
  const text = useText();
  const { data } = recordApi.useDirectoryQuery();
  const names = useMemo(() => new Map(data?.people.map(({ user, name }) => [user, name])), [data]);
  return useCallback((user) => names.get(user) ?? (data ? text("vitals-home-by") : ""), [names, data, text]);
};

interface Props {
  adult: AdultSince;
  readings: readonly Reading[];
}

/** One blood pressure is no trend. */
const HomeTrend = ({ readings, adult }: Props): ReactNode => {
  const text = useText();
  const format = useFormat();
  const own = pressuresOf(readings).slice(0, DRAWN_MAX);
  if (own.length < 2) return null;
  const series = seriesOf(text, own, adult);
  return (
    <TrendSection
      label={text("vitals-home-pressure")}
      sentence={sentenceOf(text, format, own)}
      count={text("vitals-count", { count: own.length })}
      unit={PRESSURE.unit}
      series={series}
      span={series.some((one) => one.range) ? text("vitals-band-note") : undefined}
      gapDays={30}
    />
  );
};

/** What the patient measured at home and wrote in their own app. Without any, nothing is said of it. */
export const HomeSection = ({ patient, adult }: { patient: string; adult: AdultSince }): ReactNode => {
  const text = useText();
  const { readings, more, problem } = useHome(patient);
  const columns = useColumns(adult, useWriters());
  if (problem) {
    return (
      <Section title={text("vitals-home")}>
        <ProblemView problem={problem} />
      </Section>
    );
  }
  if (!readings || readings.length === 0) return null;
  return (
    <>
      <HomeTrend readings={readings} adult={adult} />
      <Section title={text("vitals-home")} count={text("vitals-count", { count: readings.length })}>
        <DataTable
          label={text("vitals-home")}
          columns={columns}
          rows={readings}
          rowKey={(one) => `${one.doc} ${one.item}`}
          isQuiet={(one) => one.isVoid}
        />
        {more ? <Note>{text("vitals-more", { count: readings.length })}</Note> : null}
      </Section>
    </>
  );
};
