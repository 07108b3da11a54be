import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { Icon } from "../../../kit/Icon";
import { useFormat } from "../../../kit/useFormat";
import type { ChartFacts } from "../../../shell/record";
import { useSync } from "../../../shell/sync/useSync";
import { Fine } from "./styles";

/** How old what is shown may be, and how much of it only this device holds. */
export const Fresh = ({ chart }: { chart: ChartFacts | undefined }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const sync = useSync();
  const heard = sync?.pulled_at ?? null;
  const waiting = chart?.waiting ?? 0;
  return (
    <Fine>
      {sync ? (
        <span>
          {heard === null ? text("chart-as-of-never") : text("chart-as-of", { time: format.recent(Number(heard)) })}
        </span>
      ) : null}
      {waiting > 0 ? (
        <span>
          <Icon name="clock" size={12} /> {text("chart-unsent", { count: waiting })}
        </span>
      ) : null}
    </Fine>
  );
};
