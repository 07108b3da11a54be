import { type ReactNode, useId } from "react";
import { useText } from "../../../i18n/text";
import { ActionButton } from "../../../kit/ActionButton";
import { MoreMenu } from "../../../kit/MoreMenu";
import { NotAgreed } from "../../../kit/NotAgreed";
import { NotSentYet } from "../../../kit/NotSentYet";
import { Provenance } from "../../../kit/Provenance";
import { RowActs, RowItem, RowMeta } from "../../../kit/Rows";
import { SafeText } from "../../../kit/SafeText";
import { useFormat } from "../../../kit/useFormat";
import { isPast, labelOf, type ProblemRow, settled } from "../../../rpc/clinical";
import { useNames } from "../../../shell/people";
import { type ChartFacts, decidePath } from "../../../shell/record";
import { useWorkspace } from "../../../shell/workspace";
import { statusWord } from "../words";

export interface ProblemItemProps {
  chart: ChartFacts;
  row: ProblemRow;
  patient: string;
  mayWrite: boolean;
}

/** Since when, how it stands, and what was remarked. */
const Under = ({ row }: { row: ProblemRow }): ReactNode => {
  const text = useText();
  const format = useFormat();
  const nameOf = useNames();
  const status = settled(row.clinical);
  const verified = settled(row.verification);
  const since = row.onset ? text("problems-since", { date: format.staffDate(row.onset) }) : "";
  const until = row.resolved?.date ? text("problems-until", { date: format.staffDate(row.resolved.date) }) : "";
  const words = [
    status !== null && status !== "active" ? statusWord(text, status) : "",
    since,
    isPast(row) ? until : "",
    verified !== null && verified !== "confirmed"
      ? text(verified === "refuted" ? "problems-refuted" : "problems-unconfirmed")
      : "",
  ].filter((part) => part !== "");
  return (
    <>
      {words.length > 0 ? <RowMeta>{words.join(text("kit-comma"))}</RowMeta> : null}
      {row.entry ? (
        <RowMeta>
          <SafeText>{text("chart-void-reason", { reason: row.entry.reason })}</SafeText>
        </RowMeta>
      ) : null}
      {row.note ? (
        <RowMeta>
          <SafeText>{text("problems-remark", { note: row.note })}</SafeText>
        </RowMeta>
      ) : null}
      {row.onset ? null : (
        <Provenance at={row.at} by={row.source ? text("chart-imported", { source: row.source }) : nameOf(row.by)} />
      )}
    </>
  );
};

/** One problem: what, since when, how it stands, what can be done. */
export const ProblemItem = ({ chart, row, patient, mayWrite }: ProblemItemProps): ReactNode => {
  const text = useText();
  const { open } = useWorkspace();
  const unsentId = useId();
  const what = labelOf(row.code);
  const point = chart.open.get(row.item)?.find(({ decision }) => decision);
  const unsent = chart.unsent.has(row.item);
  const args = { patient, item: row.item };
  const acts = [
    ...(point ? [] : [{ label: text("problems-status"), run: () => open("problem-status", args) }]),
    { label: text("problems-void"), run: () => open("problem-void", args) },
  ];
  return (
    <RowItem
      {...(isPast(row) || row.entry ? { "data-quiet": "" } : {})}
      {...(unsent ? { "aria-describedby": unsentId } : {})}
    >
      <div>
        <span>
          <SafeText>{what}</SafeText>
        </span>
        {row.clinical.both ? (
          <span>
            <NotAgreed /> {row.clinical.values.map((status) => statusWord(text, status)).join(` ${text("kit-or")} `)}
          </span>
        ) : null}
        <Under row={row} />
      </div>
      <RowActs>
        {unsent ? <NotSentYet id={unsentId} /> : null}
        {point ? (
          <ActionButton
            kind="quiet"
            size="small"
            href={decidePath(row.doc, point.path)}
            label={text("chart-decide-what", { what })}
          >
            {text("chart-decide")}
          </ActionButton>
        ) : null}
        {mayWrite && !row.entry ? <MoreMenu label={text("chart-more", { what })} acts={acts} /> : null}
      </RowActs>
    </RowItem>
  );
};
