import { styled } from "@mui/material/styles";
import { type ReactNode, useContext } from "react";
import { useText } from "../../../i18n/text";
import type { IconName } from "../../../kit/Icon";
import { Tag, type TagKind } from "../../../kit/Tag";
import { NowContext, useFormat } from "../../../kit/useFormat";
import type { Device } from "../../../rpc/gen";
import { color, type } from "../../../theme/vars";
import { isNow, leaseOf, type Standing, standingOf } from "../standing";

const LOOK: Record<Standing, { kind: TagKind; icon?: IconName }> = {
  revoked_unseen: { kind: "stopped", icon: "clock" },
  revoked_never: { kind: "stopped", icon: "clock" },
  revoked_seen: { kind: "ok", icon: "check" },
  blocked: { kind: "stopped", icon: "stop" },
  ended: { kind: "waiting", icon: "lock" },
  lease: { kind: "needs", icon: "clock" },
  unseen: { kind: "waiting", icon: "offline" },
  waiting: { kind: "waiting", icon: "clock" },
  working: { kind: "plain" },
};

/** When it was last seen, in words; "now" while it is in contact. */
export const useSeen = (): ((at: number | null) => string) => {
  const text = useText();
  const format = useFormat();
  const now = useContext(NowContext);
  return (at) => (at === null ? text("devices-never") : isNow(at, now()) ? text("devices-now") : format.recent(at));
};

/** The words of how it stands. */
export const useStanding = (device: Device): { standing: Standing; words: string } => {
  const text = useText();
  const format = useFormat();
  const seen = useSeen();
  const standing = standingOf(device, useContext(NowContext)());
  const time = device.revoked_at === null ? "" : format.recent(device.revoked_at);
  switch (standing) {
    case "revoked_unseen":
      return { standing, words: text("devices-revoked-unseen", { time, seen: seen(device.last_seen_at) }) };
    case "revoked_never":
      return { standing, words: text("devices-revoked-never", { time }) };
    case "revoked_seen":
      return { standing, words: text("devices-revoked-seen", { time }) };
    case "blocked":
      return { standing, words: text("devices-state-blocked") };
    case "ended":
    case "lease":
    case "unseen":
    case "waiting":
    case "working":
      return { standing, words: text(`devices-state-${standing}`) };
  }
};

const Wrap = styled("span")({
  display: "inline-block",
  maxInlineSize: "100%",
  "& > span": { whiteSpace: "normal", paddingBlock: 1 },
});

/** How it stands, as a tag. */
export const StandingTag = ({ device }: { device: Device }): ReactNode => {
  const { standing, words } = useStanding(device);
  return (
    <Wrap>
      <Tag {...LOOK[standing]}>{words}</Tag>
    </Wrap>
  );
};

const Lease = styled("span")({
  ...type("small"),
  display: "inline-grid",
  gap: 4,
  minInlineSize: 92,
  "&[data-soon]": { color: color.needs.text },
  "& > i": {
    display: "block",
    blockSize: 6,
    borderRadius: 3,
    background: color.surface.sunken,
    border: `1px solid ${color.border.control}`,
    overflow: "hidden",
  },
  "& > i > b": { display: "block", blockSize: "100%", background: color.waiting.line },
  "&[data-soon] > i > b": { background: color.needs.line },
  "@media (forced-colors: active)": { "& > i > b": { background: "CanvasText" } },
});

/** How long it still works without contact: in words first, then as a bar. */
export const LeaseBar = ({ device }: { device: Device }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const lease = leaseOf(device, useContext(NowContext)());
  if (lease.kind === "none") return <Lease>{text("devices-lease-none")}</Lease>;
  if (lease.kind === "ended") {
    return <Lease data-soon="">{text("devices-lease-ended", { day: format.recent(lease.at) })}</Lease>;
  }
  const words =
    lease.kind === "days"
      ? text("devices-lease-days", { days: lease.left })
      : text("devices-lease-hours", { hours: lease.left });
  return (
    <Lease {...(lease.kind === "hours" ? { "data-soon": "" } : {})}>
      {words}
      <i aria-hidden="true">
        <b style={{ inlineSize: `${Math.round(lease.part * 100)}%` }} />
      </i>
    </Lease>
  );
};
