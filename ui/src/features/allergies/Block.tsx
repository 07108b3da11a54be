import { type ReactNode, useState } from "react";
import { useText } from "../../i18n/text";
import { ActionButton } from "../../kit/ActionButton";
import { Empty } from "../../kit/Empty";
import { RowList } from "../../kit/Rows";
import { Section } from "../../kit/Section";
import { type AllergyRow, summaryOf } from "../../rpc/clinical";
import { useChart } from "../../shell/record";
import { useWorkspace } from "../../shell/workspace";
import { useMayChart } from "../../shell/write/useMayChart";
import { AllergyItem } from "./parts/AllergyItem";
import { NoneKnown } from "./parts/NoneKnown";

/** Allergies: those that stand, the statement that none is known, or that nobody wrote anything down. */
export const Block = ({ patient }: { patient: string }): ReactNode => {
  const text = useText();
  const mayWrite = useMayChart();
  const { open } = useWorkspace();
  const [past, setPast] = useState(false);
  const { data } = useChart(patient);
  if (!data) {
    return null;
  }
  const summary = summaryOf(data.allergies);
  const { standing, noneKnown } = summary;
  const gone = [...summary.past, ...summary.void];
  const list = (rows: readonly AllergyRow[]): ReactNode => (
    <RowList>
      {rows.map((row) => (
        <AllergyItem key={row.item} chart={data} row={row} patient={patient} mayWrite={mayWrite} />
      ))}
    </RowList>
  );
  const stateNone =
    mayWrite && data.doc ? (
      <ActionButton size="small" onClick={() => open("allergy-none", { patient })}>
        {text("allergies-state-none")}
      </ActionButton>
    ) : undefined;
  return (
    <Section
      title={text("allergies-title")}
      count={standing.length > 0 ? standing.length : undefined}
      action={
        data.doc ? (
          <ActionButton
            kind="quiet"
            size="small"
            icon="plus"
            label={text("allergies-add")}
            notReady={mayWrite ? undefined : text("chart-write-role-clinician")}
            onClick={() => open("allergy-add", { patient })}
          >
            {text("chart-add-short")}
          </ActionButton>
        ) : undefined
      }
    >
      {standing.length > 0 ? list(standing) : null}
      {noneKnown ? <NoneKnown chart={data} row={noneKnown} patient={patient} mayWrite={mayWrite} /> : null}
      {standing.length === 0 && !noneKnown ? (
        <Empty title={text("allergies-none")} why={text("allergies-none-why")} action={stateNone} />
      ) : null}
      {gone.length > 0 ? (
        <ActionButton kind="quiet" size="small" expanded={past} onClick={() => setPast(!past)}>
          {past ? text("allergies-hide-past") : text("allergies-show-past", { count: gone.length })}
        </ActionButton>
      ) : null}
      {past ? list(gone) : null}
    </Section>
  );
};
