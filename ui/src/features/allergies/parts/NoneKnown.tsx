import { type ReactNode, useId } from "react";
import { useText } from "../../../i18n/text";
import { Icon } from "../../../kit/Icon";
import { MoreMenu } from "../../../kit/MoreMenu";
import { NotSentYet } from "../../../kit/NotSentYet";
import { RowActs, RowItem, RowList, RowMeta } from "../../../kit/Rows";
import { useFormat } from "../../../kit/useFormat";
import type { AllergyRow } from "../../../rpc/clinical";
import { useNames } from "../../../shell/people";
import type { ChartFacts } from "../../../shell/record";
import { useWorkspace } from "../../../shell/workspace";

/** Somebody asked, and none is known: a statement with a name and a day. */
export const NoneKnown = ({
  chart,
  row,
  patient,
  mayWrite,
}: {
  chart: ChartFacts;
  row: AllergyRow;
  patient: string;
  mayWrite: boolean;
}): ReactNode => {
  const text = useText();
  const format = useFormat();
  const nameOf = useNames();
  const unsentId = useId();
  const { open } = useWorkspace();
  const unsent = chart.unsent.has(row.item);
  const what = text("allergies-none-known");
  return (
    <RowList>
      <RowItem {...(unsent ? { "aria-describedby": unsentId } : {})}>
        <div>
          <span>
            <Icon name="shield" size={14} /> {what}
          </span>
          <RowMeta>{text("allergies-none-known-by", { date: format.staffDate(row.at), name: nameOf(row.by) })}</RowMeta>
        </div>
        <RowActs>
          {unsent ? <NotSentYet id={unsentId} /> : null}
          {mayWrite ? (
            <MoreMenu
              label={text("chart-more", { what })}
              acts={[{ label: text("allergies-void"), run: () => open("allergy-void", { patient, item: row.item }) }]}
            />
          ) : null}
        </RowActs>
      </RowItem>
    </RowList>
  );
};
