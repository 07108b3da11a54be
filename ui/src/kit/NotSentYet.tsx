import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text } from "../i18n/text";
import { color, type } from "../theme/vars";
import { Icon } from "./Icon";

const Box = styled("span")({
  ...type("small"),
  display: "inline-flex",
  alignItems: "baseline",
  gap: 3,
  color: color.text.muted,
  whiteSpace: "nowrap",
  "& > svg": { alignSelf: "center" },
});

/** Beside what only this device holds. Give it an `id` and name that in `aria-describedby` of the item. */
export const NotSentYet = ({ id }: { id?: string }): ReactNode => (
  <Box {...(id ? { id } : {})}>
    <Icon name="clock" size={14} />
    <Text id="durability-pending" />
  </Box>
);
