import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { type Column, DataTable } from "../../../kit/DataTable";
import { Icon } from "../../../kit/Icon";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import type { Device } from "../../../rpc/gen";
import { useRole } from "../../../shell/frame/Rail";
import { Whole, WideTable } from "../../../shell/WideTable";
import { useWorkspace } from "../../../shell/workspace";
import { color, type, weight } from "../../../theme/vars";
import { devicesApi } from "../api";
import { LeaseBar, StandingTag, useSeen } from "./words";

const Two = styled("span")({
  display: "block",
  minInlineSize: 0,
  overflowWrap: "anywhere",
  "& > small": { ...type("micro"), display: "block", color: color.text.subtle },
});
const Machine = styled("span")({
  display: "flex",
  minInlineSize: "10.5rem",
  gap: 10,
  alignItems: "flex-start",
  "& > svg": { color: color.text.subtle, marginBlockStart: 2 },
});
const Count = styled("span")({
  color: color.text.subtle,
  "&[data-some]": { fontWeight: weight.strong, color: "inherit" },
});

const RoleLine = ({ role }: { role: string }): ReactNode => <small>{useRole(role)}</small>;

/** Whether the machine's model names a phone or tablet. */
const isPhone = (device: Device): boolean => /android|ios|iphone|ipad|phone/i.test(device.model ?? "");

const MachineCell = ({ device }: { device: Device }): ReactNode => {
  const text = useText();
  const { model, version } = device;
  return (
    <Machine>
      <Icon name={isPhone(device) ? "phone" : "laptop"} size={20} />
      <Two>
        <SafeText>{device.machine}</SafeText>
        {version === null ? null : (
          <small>
            {model === null ? text("devices-app", { version }) : text("devices-model-app", { model, version })}
          </small>
        )}
      </Two>
    </Machine>
  );
};

const useColumns = (): Column<Device>[] => {
  const text = useText();
  const format = useFormat();
  const seen = useSeen();
  const { data } = devicesApi.useDevicePeopleQuery();
  const roles = new Map(data?.people.map(({ user, role }) => [user, role]));
  return [
    {
      id: "person",
      head: text("devices-column-person"),
      width: "18%",
      cell: (device) => (
        <Two>
          <SafeText>{device.person}</SafeText>
          {roles.has(device.user) ? <RoleLine role={roles.get(device.user) ?? ""} /> : null}
        </Two>
      ),
    },
    {
      id: "device",
      head: text("devices-column-device"),
      width: "26%",
      cell: (device) => <MachineCell device={device} />,
    },
    { id: "seen", head: text("devices-column-seen"), cell: (device) => <Whole>{seen(device.last_seen_at)}</Whole> },
    {
      id: "unsent",
      head: text("devices-column-unsent"),
      end: true,
      cell: ({ unsent }) => (
        <Count {...(unsent ? { "data-some": "" } : {})}>
          {unsent === null ? text("kit-not-known") : format.number(unsent)}
        </Count>
      ),
    },
    {
      id: "lease",
      head: text("devices-column-lease"),
      wideOnly: true,
      cell: (device) => <LeaseBar device={device} />,
    },
    {
      id: "state",
      head: text("devices-column-state"),
      width: "20%",
      cell: (device) => <StandingTag device={device} />,
    },
  ];
};

/** Who has which machine and how it stands. */
export const DeviceTable = ({ devices }: { devices: readonly Device[] }): ReactNode => {
  const text = useText();
  const { current, open } = useWorkspace();
  const show = ({ device }: Device): void => open("device", { device });
  return (
    <WideTable>
      <DataTable
        label={text("devices-list")}
        columns={useColumns()}
        rows={devices}
        rowKey={({ device }) => device}
        onOpen={show}
        onSelect={show}
        selected={current?.kind === "device" ? (current.args["device"] ?? null) : null}
        isQuiet={({ state }) => state !== "active"}
      />
    </WideTable>
  );
};
