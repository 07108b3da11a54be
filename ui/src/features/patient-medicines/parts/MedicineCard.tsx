import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text, useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { Callout } from "../../../kit/Callout";
import { Card } from "../../../kit/Card";
import { SafeText } from "../../../kit/SafeText";
import { Line, Quiet } from "../../../kit/Stack";
import { useFormat } from "../../../kit/useFormat";
import type { Regimen } from "../../../rpc/clinical";
import type { PlainMedicine } from "../../../rpc/plain";
import { color, weight } from "../../../theme/vars";
import { type Sentence, sentencesOf } from "../instructions";

const Sentences = styled("div")({
  display: "grid",
  gap: 2,
  "& > p:first-of-type": { fontWeight: weight.medium },
});
const Said = styled("blockquote")({
  margin: 0,
  paddingInlineStart: 12,
  borderInlineStart: `3px solid ${color.border.rule}`,
  whiteSpace: "pre-wrap",
});

const How = ({ regimen }: { regimen: Regimen }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { dose, unit, route, frequency, timing, as_needed, duration } = regimen;
  const sentences: Sentence[] = sentencesOf({
    ...(dose ? { dose: format.quantity(dose, unit) } : {}),
    ...(route ? { route } : {}),
    ...(frequency ? { frequency } : {}),
    ...(timing ? { timing } : {}),
    ...(as_needed === undefined ? {} : { asNeeded: as_needed }),
    ...(duration ? { duration } : {}),
  });
  return (
    <Sentences>
      {sentences.map(({ id, args }) => (
        <Line key={id}>{text(id, args)}</Line>
      ))}
    </Sentences>
  );
};

const Words = ({ words }: { words: string }): ReactNode => (
  <div>
    <Quiet>
      <Text id="patient-medicines-note" />
    </Quiet>
    <Said>
      <SafeText>{words}</SafeText>
    </Said>
  </div>
);

const Checking = (): ReactNode => (
  <>
    <Callout kind="needs" icon="help">
      <Text id="patient-medicines-checking" />
    </Callout>
    <ActionButton href="#/messages/new" wide>
      <Text id="patient-medicines-checking-ask" />
    </ActionButton>
  </>
);

const Stopped = ({ stop }: { stop: string | null }): ReactNode => {
  const format = useFormat();
  return (
    <Quiet>
      {stop === null ? (
        <Text id="patient-medicines-stopped-undated" />
      ) : (
        <Text id="patient-medicines-stopped-on" args={{ date: format.patientDate(stop) }} />
      )}
    </Quiet>
  );
};

/** One medicine: its name, how to take it, what it is for. While it is checked: its name and whom to ask. */
export const MedicineCard = ({ medicine }: { medicine: PlainMedicine }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { name, checking, state, regimen, indication, note, start, stop } = medicine;
  return (
    <Card title={<SafeText>{name || text("patient-medicines-unnamed")}</SafeText>}>
      {checking ? <Checking /> : null}
      {state === "held" ? (
        <Callout kind="waiting" icon="stop">
          <Text id="patient-medicines-hold" />
        </Callout>
      ) : null}
      {state === "current" && regimen ? <How regimen={regimen} /> : null}
      {state === "stopped" ? <Stopped stop={stop} /> : null}
      {state === "current" && regimen?.text ? <Words words={regimen.text} /> : null}
      {state === "current" && note ? <Words words={note} /> : null}
      {state !== "stopped" && (indication || start) ? (
        <div>
          {indication ? <Quiet>{text("patient-medicines-for", { why: indication })}</Quiet> : null}
          {start ? <Quiet>{text("patient-medicines-since", { date: format.patientDate(start) })}</Quiet> : null}
        </div>
      ) : null}
    </Card>
  );
};
