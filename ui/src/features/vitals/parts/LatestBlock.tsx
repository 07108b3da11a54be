import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { useText } from "../../../i18n/text";
import { Empty } from "../../../kit/Empty";
import { Flag } from "../../../kit/Flag";
import { Ltr } from "../../../kit/Ltr";
import { Section } from "../../../kit/Section";
import { NowContext, useFormat } from "../../../kit/useFormat";
import { color, type, weight } from "../../../theme/vars";
import { type AdultSince, lastOf, type Reading } from "../readings";
import { SIGNS, type Sign } from "../signs";
import { useAdultSince, useReadings } from "../useReadings";
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
  sign: Sign;
  reading: Reading;
  adult: AdultSince;
}

const Line = ({ sign, reading, adult }: LineProps): ReactNode => {
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext)();
  const flag = readingFlag(reading, adult);
  return (
    <div>
      <dt>{text(`vitals-sign-${sign.id}`)}</dt>
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

/** The newest value of each sign, each with its age beside it. */
export const LatestBlock = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { readings } = useReadings(patient);
  const adult = useAdultSince(patient);
  if (!readings) return null;
  const known = SIGNS.flatMap((sign) => {
    const reading = lastOf(readings, sign);
    return reading ? [{ sign, reading }] : [];
  });
  return (
    <Section title={text("vitals-latest")}>
      {known.length === 0 ? (
        <Empty title={text("vitals-latest-none")} why={text("vitals-latest-none-why")} />
      ) : (
        <List>
          {known.map(({ sign, reading }) => (
            <Line key={sign.id} sign={sign} reading={reading} adult={adult} />
          ))}
        </List>
      )}
    </Section>
  );
};
