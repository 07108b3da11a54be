import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { useText } from "../../../i18n/text";
import { Empty } from "../../../kit/Empty";
import { Flag } from "../../../kit/Flag";
import { Ltr } from "../../../kit/Ltr";
import { Section } from "../../../kit/Section";
import { NowContext, useFormat } from "../../../kit/useFormat";
import { color, type, weight } from "../../../theme/vars";
import { type AdultSince, lastOf, newerAtHome, type Reading } from "../readings";
import { SIGNS } from "../signs";
import { useAdultSince, useHome, useReadings } from "../useReadings";
import { readingFlag, readingWords } from "../words";

const List = styled("dl")({
  margin: 0,
  display: "grid",
  "& > div": {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    columnGap: 12,
    alignItems: "baseline",
    paddingBlock: 7,
    borderBlockEnd: `1px solid ${color.border.hairline}`,
  },
  "& dt": { color: color.text.muted },
  "& dd": { margin: 0, display: "flex", gap: 8, alignItems: "center", fontWeight: weight.strong },
  "& dd[data-age]": { ...type("micro"), gridColumn: "1 / -1", color: color.text.subtle },
});

interface LineProps {
  label: string;
  reading: Reading;
  adult: AdultSince;
}

const Line = ({ label, reading, adult }: LineProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext)();
  const flag = readingFlag(reading, adult);
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {flag ? <Flag kind={flag} /> : null}
        <Ltr whole>{readingWords(text, format, reading)}</Ltr>
      </dd>
      <dd data-age="">
        {now - reading.at < 60_000
          ? text("vitals-latest-now")
          : text("vitals-latest-from", { ago: format.ago(reading.at) })}
      </dd>
    </div>
  );
};

/** The newest value of each sign, each with its age beside it; before them what home knows better. */
export const LatestBlock = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { readings } = useReadings(patient);
  const { readings: measured } = useHome(patient);
  const adult = useAdultSince(patient);
  if (!readings) return null;
  const known = SIGNS.flatMap((sign) => {
    const reading = lastOf(readings, sign);
    return reading ? [{ sign, reading }] : [];
  });
  const home = newerAtHome(measured ?? [], readings);
  return (
    <Section title={text("vitals-latest")}>
      {known.length === 0 && !home ? (
        <Empty title={text("vitals-latest-none")} why={text("vitals-latest-none-why")} />
      ) : (
        <List>
          {home ? <Line label={text("vitals-home-pressure")} reading={home} adult={adult} /> : null}
          {known.map(({ sign, reading }) => (
            <Line key={sign.id} label={text(`vitals-sign-${sign.id}`)} reading={reading} adult={adult} />
          ))}
        </List>
      )}
    </Section>
  );
};
