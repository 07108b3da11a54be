import Popover from "@mui/material/Popover";
import { type ReactNode, useId, useMemo, useState } from "react";
import { useText } from "../../i18n/text";
import { useDensity } from "../../kit/Density";
import { Hidden } from "../../kit/Hidden";
import { useFormat } from "../../kit/useFormat";
import { ChipButton, ChipFace } from "./Chip";
import { SyncPopover } from "./SyncPopover";
import { useSay } from "./useSay";
import { useSync } from "./useSync";
import { type ChipWords, chipWords } from "./words";

const useChip = (): ChipWords | null => {
  const sync = useSync();
  const text = useText();
  const format = useFormat();
  const patient = useDensity() === "patient";
  return useMemo(() => (sync ? chipWords(text, format, sync, patient) : null), [sync, text, format, patient]);
};

/** Where the work is, in words, on every screen; pressed, it tells more. */
export const SyncChip = (): ReactNode => {
  const text = useText();
  const words = useChip();
  const said = useSay(words);
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = (): void => setAnchor(null);
  return (
    <>
      {words ? (
        <ChipButton
          aria-label={text("sync-chip", { words: words.whole })}
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          {...(anchor ? { "aria-controls": id } : {})}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <ChipFace words={words} />
        </ChipButton>
      ) : null}
      <Hidden role="status">{said.polite}</Hidden>
      <Hidden role="alert">{said.urgent}</Hidden>
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
    </>
  );
};
