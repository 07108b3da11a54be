import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { Text, useText } from "../../../i18n/text";
import { Callout } from "../../../kit/Callout";
import { Hidden } from "../../../kit/Hidden";
import { CardBox } from "../../../kit/Stack";
import { NowContext, useFormat } from "../../../kit/useFormat";
import { color, type, weight } from "../../../theme/vars";
import { type Answers, alarmOf, latinDigits, momentOf, type Step } from "../answers";

const List = styled("dl")({
  margin: 0,
  display: "grid",
  "& > div": {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) auto",
    alignItems: "center",
    columnGap: 12,
    paddingBlock: 8,
    borderBlockStart: `1px solid ${color.border.hairline}`,
  },
  "& > div:first-of-type": { borderBlockStart: 0, paddingBlockStart: 0 },
  "& dt": { ...type("small"), color: color.text.muted, gridColumn: 1 },
  "& dd": { margin: 0 },
  "& dd:first-of-type": { gridColumn: 1, fontWeight: weight.strong, overflowWrap: "anywhere" },
  "& dd:last-of-type": { gridColumn: 2, gridRow: "1 / span 2" },
});
const Change = styled("a")({
  display: "inline-flex",
  alignItems: "center",
  minBlockSize: 48,
  color: color.primary.text,
  fontWeight: weight.medium,
});

const Row = ({ step, label, value }: { step: Step; label: string; value: ReactNode }): ReactNode => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
    <dd>
      <Change href={`#/readings/new/${step}`}>
        <span aria-hidden="true">
          <Text id="patient-readings-check-change" />
        </span>
        <Hidden>
          <Text id="patient-readings-check-change-what" args={{ what: label }} />
        </Hidden>
      </Change>
    </dd>
  </div>
);

/** What needs help at once is said before anything is sent. */
const Alarm = ({ answers }: { answers: Answers }): ReactNode => {
  const alarm = alarmOf(answers);
  if (alarm === null) return null;
  return (
    <Callout kind={alarm} live="alert" title={<Text id={`patient-readings-very-${alarm}`} />}>
      <p>
        <Text id={`patient-readings-very-${alarm}-why`} />
      </p>
    </Callout>
  );
};

/** Every answer with the way back to it. */
export const Check = ({ answers }: { answers: Answers }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext);
  const number = (typed: string): ReactNode => <bdi>{format.number(Number(latinDigits(typed)))}</bdi>;
  const at = momentOf(answers, now());
  return (
    <>
      <Alarm answers={answers} />
      <CardBox>
        <List>
          <Row step="upper" label={text("patient-readings-upper")} value={number(answers.upper)} />
          <Row step="lower" label={text("patient-readings-lower")} value={number(answers.lower)} />
          <Row
            step="pulse"
            label={text("patient-readings-pulse")}
            value={answers.pulse.trim() === "" ? text("patient-readings-check-pulse-none") : number(answers.pulse)}
          />
          <Row
            step="when"
            label={text("patient-readings-when")}
            value={at === null ? null : format.patientDateTime(at)}
          />
        </List>
      </CardBox>
    </>
  );
};
