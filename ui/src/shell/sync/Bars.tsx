import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { ClockBar } from "./ClockBar";
import { FirstDownload } from "./FirstDownload";
import { LeaseBar } from "./LeaseBar";
import { StoppedBar } from "./StoppedBar";

/** What stands over every screen while it is so: why sending stopped, how long it may, what comes for the first time. */
export const Bars = (): ReactNode => {
  const text = useText();
  return (
    <section aria-label={text("sync-popover")}>
      <StoppedBar />
      <ClockBar />
      <LeaseBar />
      <FirstDownload />
    </section>
  );
};
