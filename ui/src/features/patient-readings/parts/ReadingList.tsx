import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Card } from "../../../kit/Card";
import { SafeText } from "../../../kit/SafeText";
import { Quiet, Rows } from "../../../kit/Stack";
import { useFormat } from "../../../kit/useFormat";
import { weight } from "../../../theme/vars";
import type { OtherReading, Reading } from "../reading";

/** As many at a time: a phone need not draw a thousand lines. */
const PAGE = 20;

const Value = styled("strong")({ fontWeight: weight.strong, display: "block" });

type Entry = { key: string; at: number; reading?: Reading; other?: OtherReading };

const Item = ({ entry }: { entry: Entry }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { reading, other } = entry;
  return (
    <li>
      {reading ? (
        <Value>
          {text("patient-readings-value", { upper: format.number(reading.upper), lower: format.number(reading.lower) })}
        </Value>
      ) : null}
      {other ? (
        <Value>
          <SafeText>{other.name}</SafeText> <bdi dir="ltr">{format.quantity(other.value, other.unit)}</bdi>
        </Value>
      ) : null}
      <Quiet>{format.patientDateTime(entry.at)}</Quiet>
      {reading?.pulse === undefined ? null : (
        <Quiet>{text("patient-readings-pulse-value", { pulse: format.number(reading.pulse) })}</Quiet>
      )}
    </li>
  );
};

/** Every reading, newest first. */
export const ReadingList = (props: { readings: readonly Reading[]; others: readonly OtherReading[] }): ReactNode => {
  const text = useText();
  const [shown, setShown] = useState(PAGE);
  const entries: Entry[] = [
    ...props.readings.map((reading) => ({ key: reading.item, at: reading.at, reading })),
    ...props.others.map((other) => ({ key: other.item, at: other.at, other })),
  ].sort((a, b) => b.at - a.at);
  return (
    <Card title={text("patient-readings-list")}>
      <Quiet>
        <Text id="patient-readings-unit" />
      </Quiet>
      <Rows>
        {entries.slice(0, shown).map((entry) => (
          <Item key={entry.key} entry={entry} />
        ))}
      </Rows>
      {entries.length > shown ? (
        <ActionButton wide onClick={() => setShown(shown + PAGE)}>
          <Text id="patient-readings-older" />
        </ActionButton>
      ) : null}
    </Card>
  );
};
