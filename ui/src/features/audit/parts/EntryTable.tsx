import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { type Column, DataTable } from "../../../kit/DataTable";
import { Ltr } from "../../../kit/Ltr";
import { SafeText } from "../../../kit/SafeText";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { AuditEntry } from "../../../rpc/gen";
import { Whole, WideTable } from "../../../shell/WideTable";
import { useWorkspace } from "../../../shell/workspace";
import { color } from "../../../theme/vars";
import { isNotable, kindWords, outcomeWords } from "../words";
import { short, usePersonName } from "./names";

const Index = styled("span")({ color: color.text.subtle });
const Nobody = styled("span")({ color: color.text.subtle });

const Action = ({ entry }: { entry: AuditEntry }): ReactNode => {
  const text = useText();
  const { id, args } = kindWords(entry.kind);
  const words = text(id, args);
  const notable = isNotable(entry.kind, entry.outcome);
  const outcome = outcomeWords(entry.outcome);
  return (
    <>
      {notable ? (
        <Tag kind="needs" icon="warn">
          {words}
        </Tag>
      ) : (
        words
      )}{" "}
      {entry.outcome === "done" ? null : <Tag kind="stopped">{text(outcome.id, outcome.args)}</Tag>}
    </>
  );
};

const useColumns = (): Column<AuditEntry>[] => {
  const text = useText();
  const format = useFormat();
  const person = usePersonName();
  return [
    {
      id: "entry",
      head: text("audit-column-entry"),
      width: "7rem",
      cell: ({ index }) => <Index>{format.number(index)}</Index>,
    },
    {
      id: "when",
      head: text("audit-column-when"),
      width: "12rem",
      cell: ({ at }) => <Whole>{format.staffDateTime(at)}</Whole>,
    },
    {
      id: "person",
      head: text("audit-column-person"),
      cell: (entry) => (entry.person === "" ? <Nobody>{person(entry)}</Nobody> : <SafeText>{person(entry)}</SafeText>),
    },
    { id: "action", head: text("audit-column-action"), cell: (entry) => <Action entry={entry} /> },
    {
      id: "patient",
      head: text("audit-column-patient"),
      wideOnly: true,
      cell: ({ patient }) =>
        patient === null ? <Nobody>{text("audit-no-patient")}</Nobody> : <Ltr>{short(patient)}</Ltr>,
    },
  ];
};

/** Who did what when, newest first. Patients stand as ids: a list of names would be one more thing to leak. */
export const EntryTable = ({ entries }: { entries: readonly AuditEntry[] }): ReactNode => {
  const text = useText();
  const { current, open } = useWorkspace();
  const show = (entry: AuditEntry): void => open("audit-entry", { index: String(entry.index) });
  return (
    <WideTable>
      <DataTable
        label={text("audit-list")}
        columns={useColumns()}
        rows={entries}
        rowKey={({ index }) => String(index)}
        onOpen={show}
        onSelect={show}
        selected={current?.kind === "audit-entry" ? (current.args["index"] ?? null) : null}
      />
    </WideTable>
  );
};
