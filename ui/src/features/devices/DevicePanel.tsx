import { type ReactNode, useContext, useState } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Callout } from "../../kit/Callout";
import { Facts } from "../../kit/Facts";
import { Ltr } from "../../kit/Ltr";
import { SafeText } from "../../kit/SafeText";
import { NowContext, useFormat } from "../../kit/useFormat";
import type { Device } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import type { WorkspaceProps } from "../../shell/feature";
import { PanelSheet } from "../../shell/PanelSheet";
import { devicesApi } from "./api";
import { RevokeForm } from "./parts/RevokeForm";
import { RevokeSteps } from "./parts/RevokeSteps";
import { StandingTag, useSeen } from "./parts/words";

const DeviceFacts = ({ device }: { device: Device }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const seen = useSeen();
  const unknown = text("kit-not-known");
  return (
    <Facts
      facts={[
        { label: text("devices-fact-person"), value: <SafeText>{device.person}</SafeText> },
        { label: text("devices-fact-model"), value: device.model ?? unknown },
        { label: text("devices-fact-version"), value: device.version ? <Ltr>{device.version}</Ltr> : unknown },
        { label: text("devices-fact-added"), value: format.staffDate(device.created_at) },
        { label: text("devices-fact-seen"), value: seen(device.last_seen_at) },
        {
          label: text("devices-fact-unsent"),
          value: device.unsent === null ? unknown : format.number(device.unsent),
        },
        { label: text("devices-fact-lease"), value: format.staffDateTime(device.lease_until) },
        // Seldom, and worth a question: nobody put a disk back, so who has a copy?
        ...(device.restored > 0
          ? [{ label: text("devices-fact-restored"), value: format.number(device.restored) }]
          : []),
        { label: text("devices-fact-id"), value: <Ltr>{device.device.slice(0, 8)}</Ltr> },
      ]}
    />
  );
};

/** What is lost, or may be, when the device is shut out; said before anybody is asked. */
const UnsentWarning = ({ device }: { device: Device }): ReactNode => {
  const text = useText();
  const seen = useSeen()(device.last_seen_at);
  if (device.unsent === null) {
    return (
      <Callout kind="needs" title={<Text id="devices-warn-unknown" />}>
        <p>
          <Text id="devices-warn-unknown-why" />
        </p>
      </Callout>
    );
  }
  const some = device.unsent > 0;
  const after = device.state === "active" ? "devices-warn-unsent-why" : "devices-warn-unsent-after";
  const why = some ? after : "devices-warn-none-why";
  return (
    <Callout
      kind={some ? "stopped" : "waiting"}
      icon={some ? "warn" : "clock"}
      title={some ? text("devices-warn-unsent", { count: device.unsent }) : text("devices-warn-none")}
    >
      <p>
        <Text id={why} args={{ seen }} />
      </p>
    </Callout>
  );
};

const Body = ({ device }: { device: Device }): ReactNode => {
  const now = useContext(NowContext)();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <div>
        <StandingTag device={device} />
      </div>
      <DeviceFacts device={device} />
      {device.state === "active" ? (
        <>
          <UnsentWarning device={device} />
          {asking ? (
            <RevokeForm device={device} close={() => setAsking(false)} />
          ) : (
            <div>
              <ActionButton kind="danger" icon="stop" onClick={() => setAsking(true)}>
                <Text id="devices-revoke-begin" />
              </ActionButton>
            </div>
          )}
        </>
      ) : (
        <>
          {device.unsent ? <UnsentWarning device={device} /> : null}
          <RevokeSteps device={device} now={now} />
        </>
      )}
    </>
  );
};

/** One device, beside the list. */
export const Workspace = ({ args, close }: WorkspaceProps): ReactNode => {
  const text = useText();
  const asked = devicesApi.useDeviceListQuery();
  const found = asked.data?.devices.find(({ device }) => device === args["device"]);
  return (
    <PanelSheet title={found ? <SafeText>{found.machine}</SafeText> : text("devices-panel")} onClose={close}>
      <Answer asked={asked} remote>
        {() => (found ? <Body key={found.device} device={found} /> : <Text id="devices-none" />)}
      </Answer>
    </PanelSheet>
  );
};
