import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Empty } from "../../../kit/Empty";
import { Flag } from "../../../kit/Flag";
import { Ltr } from "../../../kit/Ltr";
import { Section } from "../../../kit/Section";
import { useFormat } from "../../../kit/useFormat";
import { useWorkspace } from "../../../shell/workspace";
import { color, type, weight } from "../../../theme/vars";
import { lastOf, type Reading } from "../readings";
import { SIGNS, type Sign } from "../signs";
import { useReadings } from "../useReadings";
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
  "& small": { ...type("micro"), gridColumn: "1 / -1", color: color.text.subtle },
});

const Line = ({ sign, reading }: { sign: Sign; reading: Reading }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const flag = readingFlag(reading);
  return (
    <div>
      <dt>{text(`vitals-sign-${sign.id}`)}</dt>
      <dd>
        {flag ? <Flag kind={flag} /> : null}
        <Ltr whole>{readingWords(text, format, reading)}</Ltr>
      </dd>
      <small>{text("vitals-latest-from", { ago: format.ago(reading.at) })}</small>
    </div>
  );
};

/** The newest value of each sign, each with its age beside it. */
export const LatestBlock = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const { open } = useWorkspace();
  const { readings } = useReadings(patient);
  if (!readings) return null;
  const known = SIGNS.flatMap((sign) => {
    const reading = lastOf(readings, sign);
    return reading ? [{ sign, reading }] : [];
  });
  const add = (
    <ActionButton kind="quiet" icon="plus" onClick={() => open("vitals", { patient })}>
      {text("vitals-add")}
    </ActionButton>
  );
  return (
    <Section title={text("vitals-latest")} action={add}>
      {known.length === 0 ? (
        <Empty title={text("vitals-latest-none")} why={text("vitals-latest-none-why")} />
      ) : (
        <List>
          {known.map(({ sign, reading }) => (
            <Line key={sign.id} sign={sign} reading={reading} />
          ))}
        </List>
      )}
    </Section>
  );
};
