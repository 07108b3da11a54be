import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color, type Family, size, weight } from "../theme/vars";
import { Icon, type IconName } from "./Icon";

const ICON: Record<Family, IconName> = {
  ok: "check",
  waiting: "clock",
  sending: "send",
  needs: "warn",
  stopped: "stop",
  high: "alert",
  low: "dn",
};

const Box = styled("div", { shouldForwardProp: (name) => name !== "kind" })<{ kind: Family }>(({ kind }) => ({
  display: "flex",
  alignItems: "flex-start",
  flexWrap: "wrap",
  gap: "8px 12px",
  padding: "10px 12px",
  borderRadius: size.radius,
  background: color[kind].tint,
  border: `1px solid ${kind === "stopped" || kind === "high" ? color[kind].line : "transparent"}`,
  "& > svg": { color: color[kind].text, marginBlockStart: 0 },
  "& > div:first-of-type": {
    flex: "1 1 min(14em, calc(100% - 44px))",
    minInlineSize: 0,
    paddingBlockStart: 1,
    overflowWrap: "anywhere",
  },
  "& strong": { fontWeight: weight.strong },
  "& p": { margin: 0 },
  "& > div + div": { flex: "none", alignSelf: "center" },
  "@media (forced-colors: active)": { borderColor: "CanvasText" },
}));

export interface CalloutProps {
  kind: Family;
  title?: ReactNode;
  children?: ReactNode;
  /** The one thing that helps. */
  action?: ReactNode;
  icon?: IconName;
  /** `status` is read out when it appears; leave it out for what stands there from the start. */
  live?: "status" | "alert";
}

/** What happened, why, and what to do about it. */
export const Callout = ({ kind, title, children, action, icon, live }: CalloutProps): ReactNode => (
  <Box kind={kind} {...(live ? { role: live } : {})}>
    <Icon name={icon ?? ICON[kind]} size={20} />
    <div>
      {title ? <strong>{title}</strong> : null}
      {title && children ? " " : null}
      {children}
    </div>
    {action ? <div>{action}</div> : null}
  </Box>
);
