import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../../i18n/text";
import { Facts } from "../../../kit/Facts";
import { Hidden } from "../../../kit/Hidden";
import { color, type, weight } from "../../../theme/vars";
import type { Dispute } from "../dispute";
import { letterOf } from "../dispute";
import { type Column, useColumns } from "./useColumns";

const Table = styled("table")({
  inlineSize: "100%",
  borderCollapse: "collapse",
  marginBlockStart: 16,
  "& th, & td": {
    textAlign: "start",
    verticalAlign: "top",
    padding: "7px 16px",
    borderBlockEnd: `1px solid ${color.border.hairline}`,
    fontWeight: weight.regular,
    overflowWrap: "anywhere",
  },
  "& th[scope=row]": { paddingInlineStart: 0, color: color.text.muted, inlineSize: "8.25rem", ...type("small") },
  "& thead th": { color: color.text.muted, verticalAlign: "middle" },
  "& thead th:first-of-type": { inlineSize: "8.25rem" },
  "& [data-value]": { borderInlineStart: `1px solid ${color.border.hairline}` },
  "& thead [data-value]": { background: color.needs.tint, borderInlineStartColor: color.needs.tint },
  "& [data-base]": { color: color.text.muted, inlineSize: "20%" },
});

const Letter = styled("b")({
  display: "inline-grid",
  placeItems: "center",
  minInlineSize: 20,
  blockSize: 20,
  marginInlineEnd: 8,
  border: `1.5px solid ${color.needs.text}`,
  borderRadius: 4,
  color: color.needs.text,
  background: color.surface.sheet,
  ...type("small"),
  fontWeight: weight.strong,
  lineHeight: 1,
});

const Figure = styled("span")({
  ...type("figure"),
  display: "inline",
  overflowWrap: "break-word",
  "& small": { ...type("body"), marginInlineStart: 6, color: color.text.muted },
});

const Block = styled("section")({
  marginBlockStart: 12,
  border: `1px solid ${color.border.rule}`,
  borderRadius: 8,
  overflow: "hidden",
  "& > h3": {
    ...type("body"),
    fontWeight: weight.regular,
    color: color.text.muted,
    margin: 0,
    padding: "8px 12px",
    background: color.needs.tint,
  },
  "& > div": { padding: "8px 12px" },
  "&[data-base] > h3": { background: color.surface.sunken },
});

const Value = ({ column }: { column: Column }): ReactNode => (
  <Figure>
    <bdi dir={column.ltr ? "ltr" : "auto"}>
      {column.main}
      {column.rest ? <small>{column.rest}</small> : null}
    </bdi>
  </Figure>
);

const Head = ({ column }: { column: Column }): ReactNode => (
  <>
    {column.letter ? (
      <>
        <Letter>{column.letter}</Letter>{" "}
      </>
    ) : null}
    {column.head}
  </>
);

const Wide = ({ columns, valueLabel }: { columns: readonly Column[]; valueLabel: string }): ReactNode => {
  const text = useText();
  const rows = columns[0]?.rows ?? [];
  const mark = (column: Column): object => (column.letter ? { "data-value": "" } : { "data-base": "" });
  return (
    <Table>
      <thead>
        <tr>
          <th scope="col">
            <Hidden>{text("decisions-fact")}</Hidden>
          </th>
          {columns.map((column) => (
            <th key={column.key} scope="col" {...mark(column)}>
              <Head column={column} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row" style={{ paddingBlockStart: 14 }}>
            {valueLabel}
          </th>
          {columns.map((column) => (
            <td key={column.key} {...mark(column)}>
              <Value column={column} />
            </td>
          ))}
        </tr>
        {rows.map((row, at) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            {columns.map((column) => (
              <td key={column.key} {...mark(column)}>
                {column.rows[at]?.value}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
};

const Narrow = ({ columns }: { columns: readonly Column[] }): ReactNode =>
  columns.map((column) => (
    <Block key={column.key} {...(column.letter ? {} : { "data-base": "" })}>
      <h3>
        <Head column={column} />
      </h3>
      <div>
        <Value column={column} />
        <Facts facts={column.rows.filter(({ value }) => value !== "")} />
      </div>
    </Block>
  ));

/** What was before and every value that stands, same size, with who, where, when and why. */
export const Compare = ({ dispute, narrow }: { dispute: Dispute; narrow: boolean }): ReactNode => {
  const text = useText();
  const columns = useColumns(dispute);
  const valueLabel = text(dispute.field === "regimen" ? "decisions-row-dose" : "decisions-row-value");
  return narrow ? <Narrow columns={columns} /> : <Wide columns={columns} valueLabel={valueLabel} />;
};

/** How the values of a card are called, in their order. */
export const lettersOf = (dispute: Dispute): string[] => dispute.alternatives.map((_, at) => letterOf(at));
