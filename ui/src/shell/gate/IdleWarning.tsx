import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Hidden } from "../../kit/Hidden";
import { Icon } from "../../kit/Icon";
import { color, shadow, weight } from "../../theme/vars";
import { useIdleMinutes } from "../prefs";
import { useSession } from "../session";
import { useIdle } from "./idle";

const Box = styled("div")({
  position: "fixed",
  insetBlockStart: 12,
  insetInline: 12,
  marginInline: "auto",
  inlineSize: "fit-content",
  display: "flex",
  alignItems: "center",
  gap: 10,
  padding: "10px 16px",
  borderRadius: 8,
  background: color.surface.raised,
  color: color.text.ink,
  fontWeight: weight.medium,
  boxShadow: shadow.overlay,
  zIndex: 60,
});

/** The last minute before the device locks itself. The seconds are for the eye; it is told once. */
export const IdleWarning = (): ReactNode => {
  const text = useText();
  const idleMinutes = useIdleMinutes();
  const session = useSession();
  const left = useIdle(idleMinutes, () => void session.lock());
  return (
    <>
      {left === null ? null : (
        <Box>
          <Icon name="lock" size={18} />
          <span aria-hidden="true">{text("shell-idle-warning", { seconds: left })}</span>
        </Box>
      )}
      <Hidden role="alert">{left === null ? "" : text("shell-idle-soon")}</Hidden>
    </>
  );
};
