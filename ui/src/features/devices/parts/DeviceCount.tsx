import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { NowContext } from "../../../kit/useFormat";
import { color, type, weight } from "../../../theme/vars";
import { devicesApi } from "../api";
import { isUnder, newestVersion } from "../standing";

const Box = styled("span")({
  ...type("micro"),
  fontWeight: weight.strong,
  paddingInline: 6,
  minBlockSize: 20,
  display: "inline-grid",
  placeItems: "center",
  borderRadius: 4,
  background: color.needs.tint,
  color: color.needs.text,
  "@media (forced-colors: active)": { border: "1px solid" },
});

/** How many devices need a look; nothing where none does. */
export const DeviceCount = (): ReactNode => {
  const now = useContext(NowContext)();
  const { data } = devicesApi.useDeviceListQuery();
  const devices = data?.devices ?? [];
  const newest = newestVersion(devices);
  const count = devices.filter((device) => isUnder("look", device, now, newest)).length;
  return count === 0 ? null : <Box>{count}</Box>;
};
