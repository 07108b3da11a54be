import Popover from "@mui/material/Popover";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { SyncPopover } from "./SyncPopover";

/** What the chip tells when it is pressed; loaded then, since it brings all that floats with it. */
export const SyncDetails = ({
  id,
  anchor,
  close,
}: {
  id: string;
  anchor: HTMLElement | null;
  close: () => void;
}): ReactNode => {
  const text = useText();
  return (
    <Popover
      id={id}
      open={anchor !== null}
      anchorEl={anchor}
      onClose={close}
      anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
      transformOrigin={{ vertical: "top", horizontal: "right" }}
      slotProps={{ paper: { role: "dialog", "aria-label": text("sync-popover"), sx: { marginBlockStart: "6px" } } }}
    >
      <SyncPopover close={close} />
    </Popover>
  );
};
