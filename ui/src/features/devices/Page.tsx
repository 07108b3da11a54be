import { styled } from "@mui/material/styles";
import { type ReactNode, useContext, useState } from "react";
import { Text, useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { NowContext } from "../../kit/useFormat";
import type { Device } from "../../rpc/gen";
import { Answer } from "../../shell/Answer";
import { Page as Screen } from "../../shell/Page";
import { color, size, type } from "../../theme/vars";
import { devicesApi } from "./api";
import { DeviceTable } from "./parts/DeviceTable";
import { FILTERS, type Filter, isUnder, newestVersion, summaryOf } from "./standing";

const Chips = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  gap: 8,
  padding: `14px ${size.padding}`,
});
const Foot = styled("p")({ ...type("small"), margin: 0, padding: `12px ${size.padding}`, color: color.text.subtle });
const Inset = styled("div")({ paddingInline: size.padding });

const Summary = ({ devices }: { devices: readonly Device[] }): ReactNode => {
  const now = useContext(NowContext)();
  const { unsent, leases } = summaryOf(devices, now);
  return (
    <>
      <Text id="devices-lead-count" args={{ count: devices.length }} />{" "}
      <strong>
        <Text id="devices-lead-unsent" args={{ count: unsent }} />
      </strong>{" "}
      <Text id="devices-lead-lease" args={{ count: leases }} />
    </>
  );
};

const None = (): ReactNode => (
  <Inset>
    <Empty
      title={<Text id="devices-none" />}
      why={<Text id="devices-none-why" />}
      action={
        <ActionButton href="#/people">
          <Text id="devices-none-act" />
        </ActionButton>
      }
    />
  </Inset>
);

const List = ({ devices }: { devices: readonly Device[] }): ReactNode => {
  const text = useText();
  const now = useContext(NowContext)();
  const [filter, setFilter] = useState<Filter>("all");
  const newest = newestVersion(devices);
  const under = (one: Filter): Device[] => devices.filter((device) => isUnder(one, device, now, newest));
  const rows = under(filter);
  if (devices.length === 0) return <None />;
  return (
    <>
      <Chips role="group" aria-label={text("devices-filter")}>
        {FILTERS.map((one) => (
          <ActionButton key={one} size="small" pressed={filter === one} onClick={() => setFilter(one)}>
            <Text id={`devices-filter-${one}`} args={{ count: under(one).length }} />
          </ActionButton>
        ))}
      </Chips>
      {rows.length === 0 ? (
        <Inset>
          <Empty title={<Text id="devices-filter-empty" />} />
        </Inset>
      ) : (
        <DeviceTable devices={rows} />
      )}
      <Foot>
        <Text id="devices-showing" args={{ shown: rows.length, all: devices.length }} /> <Text id="devices-as-of" />
      </Foot>
    </>
  );
};

/** Every device of the clinic, as far as the server knows. */
export const Page = (): ReactNode => {
  const text = useText();
  const asked = devicesApi.useDeviceListQuery();
  return (
    <Screen
      title={text("devices-title")}
      under={asked.data ? <Summary devices={asked.data.devices} /> : undefined}
      padded={false}
    >
      <Answer asked={asked} remote inset>
        {({ devices }) => <List devices={devices} />}
      </Answer>
    </Screen>
  );
};
