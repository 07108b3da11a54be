import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { useText } from "../../../i18n/text";
import { Hidden } from "../../../kit/Hidden";
import { Icon, type IconName } from "../../../kit/Icon";
import { NowContext, useFormat } from "../../../kit/useFormat";
import type { AuditState } from "../../../rpc/gen";
import { color, type Family, size, type, weight } from "../../../theme/vars";
import { badgeOf } from "../words";

const ICON: Record<"ok" | "sending" | "stopped" | "waiting", IconName> = {
  ok: "shield",
  sending: "clock",
  stopped: "stop",
  waiting: "clock",
};

const Box = styled("div", { shouldForwardProp: (name) => name !== "look" })<{ look: Family }>(({ look }) => ({
  display: "flex",
  alignItems: "center",
  gap: 12,
  padding: "8px 16px",
  border: `1px solid ${color[look].line}`,
  borderRadius: size.radius,
  background: look === "stopped" ? color.stopped.tint : color.surface.raised,
  minInlineSize: 0,
  "& > svg": { color: color[look].text },
  "& strong": { display: "block", fontWeight: weight.strong },
  "& span": { ...type("small"), color: color.text.muted },
  "& > div": { minInlineSize: 0, overflowWrap: "anywhere" },
}));

/** Whether the log still matches, and up to where that was looked at. */
export const Badge = ({ verified }: { verified: AuditState }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext)();
  const { look, title, under } = badgeOf(verified, now, format.number, format.recent);
  return (
    <Box look={look} role="status">
      <Icon name={ICON[look]} size={24} />
      <div>
        <strong>{text(title.id, title.args)}</strong>
        <span>{text(under.id, under.args)}</span>
        <Hidden>{verified.leaf ? `${text("audit-leaf")} ${verified.leaf.slice(0, 8)}` : null}</Hidden>
      </div>
    </Box>
  );
};
