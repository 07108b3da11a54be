import { styled } from "@mui/material/styles";
import { observeElementRect, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useId, useRef } from "react";
import { useText } from "../i18n/text";
import { color, size, type, weight } from "../theme/vars";
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
  /** Left out where the screen is narrow; its words must stand elsewhere in the row. */
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

const Region = styled("div")({ overflow: "auto", overscrollBehavior: "contain", outlineOffset: -2 });
const Table = styled("table")({
  inlineSize: "100%",
  borderCollapse: "collapse",
  "& th": {
    ...type("small"),
    position: "sticky",
    insetBlockStart: 0,
    zIndex: 1,
    padding: "8px 12px",
    textAlign: "start",
    whiteSpace: "nowrap",
    color: color.text.subtle,
    background: color.surface.sheet,
    boxShadow: `inset 0 -1px ${color.border.rule}`,
  },
  "& td": { padding: "8px 12px", verticalAlign: "top", borderBlockEnd: `1px solid ${color.border.hairline}` },
  "& td > strong:first-of-type": { fontWeight: weight.strong },
  "& :is(th, td)[data-end]": { textAlign: "end" },
  "& td[data-whole]": { whiteSpace: "nowrap" },
  "@media (max-width: 640px)": { "& [data-wide-only]": { display: "none" } },
  "& tbody tr": { blockSize: size.row, outlineOffset: -2 },
  "& tr[data-opens]": { cursor: "pointer" },
  "& tr[data-opens]:hover": { background: color.surface.hover },
  "& tr[aria-selected=true]": { background: color.surface.selected, boxShadow: `inset 3px 0 ${color.primary.fill}` },
  "& tr[data-quiet]": { color: color.text.subtle },
  "@media (forced-colors: active)": { "& tr[aria-selected=true]": { outline: "2px solid Highlight" } },
});
const Foot = styled("p")({ ...type("small"), margin: 0, padding: "8px 12px", color: color.text.subtle });

const cellProps = <T,>(column: Column<T>) => ({
  ...(column.end ? { "data-end": "" } : {}),
  ...(column.whole ? { "data-whole": "" } : {}),
  ...(column.wideOnly ? { "data-wide-only": "" } : {}),
});

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
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th key={column.id} scope="col" style={{ width: column.width }} {...cellProps(column)}>
                  {column.head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={roving.onKeyDown}>
            <Gap height={before} />
            {shown.map((at) => {
              const row = rows[at];
              if (row === undefined) return null;
              const key = rowKey(row);
              return (
                <tr
                  key={key}
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
                    <td key={column.id} {...cellProps(column)}>
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
