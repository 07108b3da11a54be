import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useState } from "react";
import { useText } from "../i18n/text";
import { color, shadow, size } from "../theme/vars";
import { ActionButton } from "./ActionButton";
import { IconAction } from "./IconAction";

export interface ToastProps {
  message: ReactNode;
  action?: { label: string; keys?: string; run: () => void } | undefined;
  onClose: () => void;
  /** How long it stays; it waits while the pointer or the focus is on it. */
  seconds?: number;
}

const Box = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 12,
  maxInlineSize: "100%",
  padding: "6px 8px 6px 14px",
  borderRadius: size.radius,
  background: color.surface.raised,
  color: color.text.ink,
  boxShadow: shadow.overlay,
  "& > span": { minInlineSize: 0, overflowWrap: "anywhere" },
  "@media (forced-colors: active)": { border: "1px solid" },
});

/** What was just done, with a way back for ten seconds. */
export const Toast = ({ message, action, onClose, seconds = 10 }: ToastProps): ReactNode => {
  const text = useText();
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(onClose, seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, seconds, onClose]);
  return (
    <Box
      role="status"
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{message}</span>
      {action ? (
        <ActionButton kind="quiet" icon="undo" keys={action.keys} onClick={action.run}>
          {action.label}
        </ActionButton>
      ) : null}
      <IconAction icon="x" label={text("kit-close")} onClick={onClose} />
    </Box>
  );
};
