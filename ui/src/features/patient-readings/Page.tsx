import { type ReactNode, useContext } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { Empty } from "../../kit/Empty";
import { CardBox, Lead, Line, Stack } from "../../kit/Stack";
import { NowContext, useFormat } from "../../kit/useFormat";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { useMe, useSession } from "../../shell/session";
import { patientReadingsApi } from "./api";
import { PressureChart } from "./parts/PressureChart";
import { ReadingList } from "./parts/ReadingList";
import { lately, type Reading, readingsOf } from "./reading";

const Write = (): ReactNode => (
  <ActionButton href="#/readings/new" kind="primary" icon="pulse" wide>
    <Text id="patient-readings-write" />
  </ActionButton>
);

/** What the last reading was and what is usual, before any chart. */
const Summary = ({ readings }: { readings: readonly Reading[] }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext)();
  const [last] = readings;
  if (!last) return null;
  const { count, upper, lower } = lately(readings, now);
  return (
    <CardBox>
      <Lead>
        {text("patient-readings-last", {
          upper: format.number(last.upper),
          lower: format.number(last.lower),
          date: format.patientDateTime(last.at),
        })}
      </Lead>
      {count > 0 ? (
        <Line>
          {text("patient-readings-middle", { count, upper: format.number(upper), lower: format.number(lower) })}
        </Line>
      ) : null}
    </CardBox>
  );
};

/** Says that some of what is listed is on this phone only. */
const Waiting = ({ diary }: { diary: string }): ReactNode => {
  const { data } = patientReadingsApi.usePatientDiaryQuery(diary);
  return data && data.unsent > 0 ? (
    <Callout kind="waiting" live="status">
      <Text id="patient-readings-waiting" />
    </Callout>
  ) : null;
};

const Readings = ({ patient }: { patient: string }): ReactNode => {
  const { local } = useSession();
  const asked = patientReadingsApi.usePatientReadingsQuery({ patient, limit: 1000 });
  return (
    <Answer asked={asked}>
      {({ items }) => {
        const { readings, others } = readingsOf(items);
        const diary = items[0]?.doc;
        if (readings.length + others.length === 0) {
          return (
            <CardBox>
              <Empty title={<Text id="patient-readings-none" />} why={<Text id="patient-readings-none-why" />} />
            </CardBox>
          );
        }
        return (
          <>
            {local && diary ? <Waiting diary={diary} /> : null}
            <Summary readings={readings} />
            <PressureChart readings={readings} />
            <ReadingList readings={readings} others={others} />
          </>
        );
      }}
    </Answer>
  );
};

/** What was measured at home. */
export const Page = (): ReactNode => {
  const text = useText();
  const { patient } = useMe();
  return (
    <Screen title={text("patient-readings-title")}>
      <Stack>
        <Write />
        {patient === null ? null : <Readings patient={patient} />}
      </Stack>
    </Screen>
  );
};
