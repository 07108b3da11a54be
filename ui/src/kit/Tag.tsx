import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color, type Family, type, weight } from "../theme/vars";
import { Icon, type IconName } from "./Icon";

export type TagKind = Family | "plain";

const Box = styled("span", { shouldForwardProp: (name) => name !== "kind" })<{ kind: TagKind }>(({ kind }) => ({
  ...type(kind === "plain" ? "small" : "micro"),
  fontWeight: kind === "plain" ? weight.regular : weight.medium,
  display: "inline-flex",
  alignItems: "center",
  gap: 4,
  minBlockSize: 20,
  paddingInline: kind === "plain" ? 0 : 6,
  borderRadius: 4,
  whiteSpace: "nowrap",
  verticalAlign: "middle",
  color: kind === "plain" ? color.text.muted : color[kind].text,
  background: kind === "plain" ? "none" : color[kind].tint,
  "@media (forced-colors: active)": { border: "1px solid" },
}));

/** A state in a word; its colour only repeats what the word says. */
export const Tag = ({ kind, icon, children }: { kind: TagKind; icon?: IconName; children: ReactNode }): ReactNode => (
  <Box kind={kind}>
    {icon ? <Icon name={icon} size={12} /> : null}
    {children}
  </Box>
);
