import { styled } from "@mui/material/styles";
import type { ReactNode, Ref } from "react";
import { useText } from "../../../i18n/text";
import { type Column, DataTable } from "../../../kit/DataTable";
import { Disputed } from "../../../kit/Disputed";
import { Ltr } from "../../../kit/Ltr";
import { nameOf } from "../../../kit/PersonName";
import { SafeText } from "../../../kit/SafeText";
import { Tag } from "../../../kit/Tag";
import { useFormat } from "../../../kit/useFormat";
import type { PatientLine } from "../../../rpc/gen";
import { useOpenChart } from "../../../shell/record";
import { color } from "../../../theme/vars";
import { piecesOf } from "../matching";

const Hit = styled("span")({ textDecoration: `underline 2px ${color.primary.line}`, textUnderlineOffset: 3 });
const Marks = styled("span")({ display: "inline-flex", flexWrap: "wrap", gap: 4, marginInlineStart: 8 });

/** A name with what it was found by underlined. */
export const FoundName = ({ name, query }: { name: string; query: string }): ReactNode => {
  const text = useText();
  const shown = nameOf({ text: name }) ?? text("patients-unknown-name");
  if (query === "") {
    return <SafeText>{shown}</SafeText>;
  }
  return (
    <bdi dir="auto">
      {piecesOf(shown, query).map((piece, at) =>
        piece.hit ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one name stay in their places
          <Hit key={at}>
            <SafeText>{piece.text}</SafeText>
          </Hit>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one name stay in their places
          <SafeText key={at}>{piece.text}</SafeText>
        ),
      )}
    </bdi>
  );
};

/** What one has to know before the chart is opened: in words. */
export const PatientMarks = ({ line }: { line: PatientLine }): ReactNode => {
  const text = useText();
  const { disputed, deceased, active } = line.card;
  return disputed || deceased || !active ? (
    <Marks>
      {disputed ? <Tag kind="needs">{text("patients-disputed")}</Tag> : null}
      {deceased ? <Tag kind="waiting">{text("patients-deceased")}</Tag> : null}
      {active ? null : <Tag kind="waiting">{text("patients-inactive")}</Tag>}
    </Marks>
  ) : null;
};

const useColumns = (query: string): Column<PatientLine>[] => {
  const text = useText();
  const format = useFormat();
  const several = (values: readonly string[], show: (value: string | null) => string): ReactNode =>
    values.length > 1 ? <Disputed values={values.map(show)} /> : show(values[0] ?? null);
  const gender = (value: string | null): string =>
    text(value === "male" || value === "female" || value === "other" ? `kit-gender-${value}` : "kit-gender-unknown");
  return [
    {
      id: "name",
      head: text("patients-name"),
      cell: (line) => (
        <>
          <strong>
            <FoundName name={line.name} query={query} />
          </strong>
          <PatientMarks line={line} />
        </>
      ),
    },
    {
      id: "born",
      head: text("patients-born"),
      width: "15.5rem",
      cell: ({ card }) => several(card.births, format.born),
    },
    {
      id: "gender",
      head: text("patients-gender"),
      width: "7rem",
      cell: ({ card }) => several(card.genders, gender),
    },
    {
      id: "number",
      head: text("patients-number"),
      width: "10rem",
      cell: ({ card }) => <Ltr>{card.identifiers[0]?.value ?? ""}</Ltr>,
    },
  ];
};

export interface PatientTableProps {
  label: string;
  lines: readonly PatientLine[];
  /** What they were found by; empty in a list. */
  query: string;
  /** The row in focus, for the preview. */
  onFocused?: (line: PatientLine) => void;
  ref?: Ref<HTMLDivElement>;
}

/** Patients to choose from: arrows move, Enter opens the chart. */
export const PatientTable = ({ label, lines, query, onFocused, ref }: PatientTableProps): ReactNode => {
  const openChart = useOpenChart();
  const columns = useColumns(query);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears which row of the grid inside has the focus
    <div
      ref={ref}
      onFocus={(event) => {
        const at = event.target.closest("[data-at]")?.getAttribute("data-at");
        const line = lines[Number(at)];
        if (at !== null && at !== undefined && line) {
          onFocused?.(line);
        }
      }}
    >
      <DataTable
        label={label}
        columns={columns}
        rows={lines}
        rowKey={(line) => line.patient}
        onOpen={({ patient }) => openChart(patient)}
      />
    </div>
  );
};
