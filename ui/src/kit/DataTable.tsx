import { styled } from "@mui/material/styles";
import { observeElementRect, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useId, useRef } from "react";
import { useText } from "../i18n/text";
import { color, size, type } from "../theme/vars";
import { Region, Table } from "./tableLook";
import { useFormat } from "./useFormat";
import { useRoving } from "./useRoving";

export interface Column<T> {
  id: string;
  head: string;
  cell: (row: T) => ReactNode;
  /** Figures stand at the end. */
  end?: boolean;
  /** Never broken over two lines, as dates and numbers. */
  whole?: boolean;
  /** A CSS width; the others share what is left. */
  width?: string;
  /** Left out where columns crowd each other; there again where rows are stacked. */
  wideOnly?: boolean;
}

export interface DataTableProps<T> {
  /** Names the table for those who hear it. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** Enter, or a second click. */
  onOpen?: (row: T) => void;
  /** Space, or a click; without it a click opens. */
  onSelect?: (row: T) => void;
  selected?: string | null;
  /** How many there are in all, when more exist than were fetched. */
  total?: number;
  /** Instead of a table without rows. */
  empty?: ReactNode;
  /** Rows that cannot be opened now are quieter. */
  isQuiet?: (row: T) => boolean;
  /** The most it may be high before it scrolls, as CSS. Without it only long tables scroll. */
  maxHeight?: string;
}

/** Above this many rows only those in sight exist. */
const VIRTUAL_FROM = 60;
const ROW_GUESS = 45;
const SCREENFUL = { width: 800, height: 600 };

const Foot = styled("p")({
  ...type("small"),
  padding: `8px ${size.padding}`,
  color: color.text.subtle,
  "[data-section] &": { paddingInline: 0 },
});

const cellProps = <T,>(column: Column<T>) => ({
  ...(column.end ? { "data-end": "" } : {}),
  ...(column.whole ? { "data-whole": "" } : {}),
  ...(column.wideOnly ? { "data-wide-only": "" } : {}),
});

// Roles are written out: where rows are stacked the elements are no longer laid out as a table, and lose theirs.

/** A table to look through: one stop for Tab, arrows between rows, Enter opens, Space selects. */
export const DataTable = <T,>(props: DataTableProps<T>): ReactNode => {
  const { label, columns, rows, rowKey, onOpen, onSelect, selected, total, empty, isQuiet, maxHeight } = props;
  const region = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const id = useId();
  const text = useText();
  const format = useFormat();
  const long = rows.length > VIRTUAL_FROM;
  const virtual = useVirtualizer({
    count: long ? rows.length : 0,
    getScrollElement: () => region.current,
    estimateSize: () => ROW_GUESS,
    overscan: 12,
    // Before it is laid out, and where nothing is laid out at all, a screenful is assumed rather than nothing.
    observeElementRect: (table, tell) => observeElementRect(table, (rect) => tell(rect.height > 0 ? rect : SCREENFUL)),
    initialRect: SCREENFUL,
    measureElement: (row) => row.getBoundingClientRect().height || ROW_GUESS,
  });
  const { scrollToIndex } = virtual;
  const focus = useCallback(
    (row: number) => {
      const find = (): HTMLElement | null => body.current?.querySelector<HTMLElement>(`[data-at="${row}"]`) ?? null;
      if (long) scrollToIndex(row);
      const here = find();
      if (here) here.focus();
      else requestAnimationFrame(() => find()?.focus());
    },
    [long, scrollToIndex],
  );
  const act = (run?: (row: T) => void) => (at: number) => {
    const row = rows[at];
    if (row !== undefined) run?.(row);
  };
  const roving = useRoving(rows.length, focus, {
    ...(onOpen ? { onEnter: act(onOpen) } : {}),
    ...(onSelect ? { onSpace: act(onSelect) } : {}),
  });
  if (rows.length === 0 && empty) return empty;
  const seen = virtual.getVirtualItems();
  const shown = long ? seen.map((item) => item.index) : rows.map((_, at) => at);
  const before = long ? (seen[0]?.start ?? 0) : 0;
  const after = long ? virtual.getTotalSize() - (seen.at(-1)?.end ?? 0) : 0;
  return (
    <>
      <Region ref={region} style={{ maxBlockSize: maxHeight ?? (long ? "70vh" : "none") }}>
        <Table role="grid" aria-label={label} aria-rowcount={(total ?? rows.length) + 1} id={id}>
          <thead role="rowgroup">
            <tr role="row" aria-rowindex={1}>
              {columns.map((column) => (
                <th
                  key={column.id}
                  role="columnheader"
                  scope="col"
                  style={{ width: column.width }}
                  {...cellProps(column)}
                >
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup" ref={body} onKeyDown={roving.onKeyDown}>
            <Gap height={before} />
            {shown.map((at) => {
              const row = rows[at];
              if (row === undefined) return null;
              const key = rowKey(row);
              return (
                <tr
                  key={key}
                  role="row"
                  ref={long ? virtual.measureElement : null}
                  data-index={at}
                  data-at={at}
                  data-row=""
                  tabIndex={at === roving.active ? 0 : -1}
                  aria-rowindex={at + 2}
                  aria-selected={selected === undefined ? undefined : selected === key}
                  onFocus={() => roving.setActive(at)}
                  onClick={(event) => {
                    if ((event.target as HTMLElement).closest("a, button, input, select, label")) return;
                    (onSelect ?? onOpen)?.(row);
                  }}
                  onDoubleClick={() => onOpen?.(row)}
                  {...(onOpen || onSelect ? { "data-opens": "" } : {})}
                  {...(isQuiet?.(row) ? { "data-quiet": "" } : {})}
                >
                  {columns.map((column) => (
                    <td key={column.id} role="gridcell" data-head={column.head} {...cellProps(column)}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
              );
            })}
            <Gap height={after} />
          </tbody>
        </Table>
      </Region>
      {total !== undefined && total > rows.length ? (
        <Foot>{text("kit-rows", { from: "1", to: format.number(rows.length), total: format.number(total) })}</Foot>
      ) : null}
    </>
  );
};

/** Stands for the rows out of sight. */
const Gap = ({ height }: { height: number }): ReactNode =>
  height > 0 ? <tr aria-hidden="true" style={{ blockSize: height }} /> : null;
