import { type ReactNode, useState } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Card } from "../../kit/Card";
import { Ltr } from "../../kit/Ltr";
import { CardBox, Line, Quiet } from "../../kit/Stack";
import { useFormat } from "../../kit/useFormat";
import type { DeviceFacts, Problem, SyncState } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import { ProblemView } from "../../shell/problem/ProblemView";
import { useSend } from "../../shell/sync/useSend";
import { useSync } from "../../shell/sync/useSync";
import { patientMoreApi } from "./api";
import { FactList } from "./parts/FactList";
import { Under } from "./parts/Under";

const Sending = ({ sync }: { sync: SyncState }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const { send, sending } = useSend();
  const [problem, setProblem] = useState<Problem | null>(null);
  const when = (at: number | null): string =>
    at === null ? text("patient-more-phone-never") : format.patientDateTime(at);
  return (
    <CardBox>
      <FactList
        facts={[
          {
            label: text("patient-more-phone-waiting"),
            value: text("patient-more-phone-waiting-count", { count: sync.own.saved }),
          },
          { label: text("patient-more-phone-sent"), value: when(sync.sent_at) },
          { label: text("patient-more-phone-got"), value: when(sync.pulled_at) },
          { label: text("patient-more-phone-lease"), value: format.patientDate(sync.lease_until) },
        ]}
      />
      {problem ? <ProblemView problem={problem} onAction={() => setProblem(null)} /> : null}
      <ActionButton wide onClick={() => void send().then(setProblem)}>
        <Text id={sending ? "patient-more-phone-sending" : "patient-more-phone-send"} />
      </ActionButton>
    </CardBox>
  );
};

const Device = ({ device }: { device: DeviceFacts }): ReactNode => {
  const text = useText();
  return (
    <Card title={text("patient-more-phone-server")}>
      <FactList
        facts={[
          { label: text("patient-more-phone-address"), value: <Ltr>{device.server}</Ltr> },
          { label: text("patient-more-phone-words"), value: <Ltr>{device.server_words}</Ltr> },
          { label: text("patient-more-phone-version"), value: <Ltr>{device.version}</Ltr> },
        ]}
      />
      <Quiet>
        <Text id="patient-more-phone-words-why" />
      </Quiet>
    </Card>
  );
};

/** What is on this phone, what of it was sent, which server it talks to. */
export const Page = (): ReactNode => {
  const text = useText();
  const sync = useSync();
  const device = patientMoreApi.useMoreDeviceQuery();
  return (
    <Under title={text("patient-more-phone")}>
      <Line>
        <Text id="patient-more-phone-lead" />
      </Line>
      {sync ? <Sending sync={sync} /> : null}
      <Answer asked={device}>{(facts) => <Device device={facts} />}</Answer>
    </Under>
  );
};
