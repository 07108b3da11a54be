import { lazy, type ReactNode, Suspense, useId, useMemo, useState } from "react";
import { useText } from "../../i18n/text";
import { useDensity } from "../../kit/Density";
import { Hidden } from "../../kit/Hidden";
import { useFormat } from "../../kit/useFormat";
import { ChipButton, ChipFace } from "./Chip";
import { useSay } from "./useSay";
import { useSync } from "./useSync";
import { type ChipWords, chipWords } from "./words";

const SyncDetails = lazy(() => import("./SyncDetails").then((module) => ({ default: module.SyncDetails })));

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
  const [opened, setOpened] = useState(false);
  const close = (): void => setAnchor(null);
  return (
    <>
      {words ? (
        <ChipButton
          aria-haspopup="dialog"
          aria-expanded={anchor !== null}
          {...(anchor ? { "aria-controls": id } : {})}
          onClick={(event) => {
            setOpened(true);
            setAnchor(event.currentTarget);
          }}
        >
          <Hidden>{text("sync-chip")}</Hidden>
          <ChipFace words={words} />
        </ChipButton>
      ) : null}
      <Hidden role="status">{said.polite}</Hidden>
      <Hidden role="alert">{said.urgent}</Hidden>
      {opened ? (
        <Suspense fallback={null}>
          <SyncDetails id={id} anchor={anchor} close={close} />
        </Suspense>
      ) : null}
    </>
  );
};
