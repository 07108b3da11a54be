import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text } from "../i18n/text";
import { color, type, weight } from "../theme/vars";
import { Icon } from "./Icon";

export type FlagKind = "high" | "low";

const Box = styled("span", { shouldForwardProp: (name) => name !== "kind" })<{ kind: FlagKind }>(({ kind }) => ({
  ...type("small"),
  display: "inline-flex",
  alignItems: "baseline",
  gap: 3,
  fontWeight: weight.medium,
  color: color[kind].text,
  whiteSpace: "nowrap",
  "& > svg": { alignSelf: "center" },
}));

/** Above or below the range: a word, an arrow and a colour. */
export const Flag = ({ kind }: { kind: FlagKind }): ReactNode => (
  <Box kind={kind}>
    <Icon name={kind === "high" ? "up" : "dn"} size={14} />
    <Text id={kind === "high" ? "kit-high" : "kit-low"} />
  </Box>
);
