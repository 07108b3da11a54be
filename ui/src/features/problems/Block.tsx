import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { RowList } from "../../kit/Rows";
import { Section } from "../../kit/Section";
import { isPast, type ProblemRow } from "../../rpc/clinical";
import { useChart } from "../../shell/record";
import { useWorkspace } from "../../shell/workspace";
import { useMayChart } from "../../shell/write/useMayChart";
import { ProblemItem } from "./parts/ProblemItem";

const byAge = (a: ProblemRow, b: ProblemRow): number => (b.onset ?? "").localeCompare(a.onset ?? "") || b.at - a.at;

/** The problems of a patient: those that stand, and the past ones on demand. */
export const Block = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const { open } = useWorkspace();
  const [past, setPast] = useState(false);
  const { data } = useChart(patient);
  if (!data) {
    return null;
  }
  const rows = [...data.problems].sort(byAge);
  const active = rows.filter((row) => !row.entry && !isPast(row));
  const gone = rows.filter((row) => row.entry || isPast(row));
  const list = (some: readonly ProblemRow[]): ReactNode => (
    <RowList>
      {some.map((row) => (
        <ProblemItem key={row.item} chart={data} row={row} patient={patient} mayWrite={mayWrite} />
      ))}
    </RowList>
  );
  return (
    <Section
      title={text("problems-title")}
      count={active.length > 0 ? active.length : undefined}
      action={
        data.doc ? (
          <ActionButton
            kind="quiet"
            size="small"
            icon="plus"
            label={text("problems-add")}
            notReady={mayWrite ? undefined : text("chart-write-role-clinician")}
            onClick={() => open("problem-add", { patient })}
          >
            {text("chart-add-short")}
          </ActionButton>
        ) : undefined
      }
    >
      {active.length > 0 ? (
        list(active)
      ) : (
        <Empty
          title={text(rows.length > 0 ? "problems-none-active" : "problems-none")}
          why={rows.length > 0 ? undefined : text("problems-none-why")}
        />
      )}
      {gone.length > 0 ? (
        <ActionButton kind="quiet" size="small" expanded={past} onClick={() => setPast(!past)}>
          {past ? text("problems-hide-past") : text("problems-show-past", { count: gone.length })}
        </ActionButton>
      ) : null}
      {past ? list(gone) : null}
    </Section>
  );
};
