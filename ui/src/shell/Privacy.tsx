import { styled } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { useText } from "../i18n/text";
import { ActionButton } from "../kit/ActionButton";
import { color } from "../theme/vars";
import { keyLabel, useKey } from "./keys";

const Cover = styled("div")({
  position: "fixed",
  inset: 0,
  display: "grid",
  placeContent: "center",
  justifyItems: "center",
  gap: 12,
  background: color.surface.canvas,
  color: color.text.muted,
  zIndex: 90,
});

/** Covers the screen when somebody looks over the shoulder; nothing is locked. */
export const Privacy = (): ReactNode => {
  const text = useText();
  const [on, setOn] = useState(false);
  useKey("privacy", () => setOn((now) => !now));
  useKey("close", () => setOn(false), on);
  if (!on) {
    return null;
  }
  return (
    <Cover role="dialog" aria-modal="true" aria-label={text("shell-privacy")}>
      <p>{text("shell-privacy-on", { keys: keyLabel("privacy") })}</p>
      <ActionButton autoFocus icon="eye" onClick={() => setOn(false)}>
        {text("shell-privacy-off")}
      </ActionButton>
    </Cover>
  );
};
