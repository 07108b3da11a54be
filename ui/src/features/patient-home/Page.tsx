import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { Text, useText } from "../../i18n/text";
import { Callout } from "../../kit/Callout";
import { Empty } from "../../kit/Empty";
import { Stack } from "../../kit/Stack";
import { NowContext, useFormat } from "../../kit/useFormat";
import { Page as Screen } from "../../shell/Page";
import { useMe } from "../../shell/session";
import { useSync } from "../../shell/sync/useSync";
import { type } from "../../theme/vars";
import { homeApi } from "./api";
import { greetingName } from "./newest";
import { MedicinesCard } from "./parts/MedicinesCard";
import { MessageCard } from "./parts/MessageCard";
import { ReadingCard } from "./parts/ReadingCard";

const Hello = styled("p")({ ...type("title"), margin: 0, overflowWrap: "anywhere" });

const Greeting = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const me = useMe();
  const hour = new Date(useContext(NowContext)()).getHours();
  const { data } = homeApi.useHomePatientQuery({ patient });
  const part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  return <Hello>{text(`patient-home-${part}`, { name: greetingName(data?.line.name, me.name) })}</Hello>;
};

/** Says from when everything below is, while the clinic cannot be reached. */
const AsOf = (): ReactNode => {
  const text = useText();
  const format = useFormat();
  const sync = useSync();
  if (!sync || (!sync.offline && sync.offline_since === null)) return null;
  return (
    <Callout kind="waiting" icon="offline">
      {sync.pulled_at === null
        ? text("patient-home-as-of-never")
        : text("patient-home-as-of", { time: format.patientDateTime(sync.pulled_at) })}
    </Callout>
  );
};

/** The next thing of each matter: medicines, the last reading, the last message. */
export const Page = (): ReactNode => {
  const text = useText();
  const { patient } = useMe();
  return (
    <Screen title={text("patient-home-title")} hiddenTitle>
      <Stack>
        {patient === null ? (
          <Empty title={<Text id="patient-home-no-record" />} why={<Text id="patient-home-no-record-why" />} />
        ) : (
          <>
            <Greeting patient={patient} />
            <AsOf />
            <MedicinesCard patient={patient} />
            <ReadingCard patient={patient} />
            <MessageCard patient={patient} />
          </>
        )}
      </Stack>
    </Screen>
  );
};
