import { styled } from "@mui/material/styles";
import { type ReactNode, useCallback, useRef } from "react";
import { color, size } from "../theme/vars";
import { useRoving } from "./useRoving";

export interface ListPaneProps<T> {
  label: string;
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** The key of the row that is open beside the list. */
  current?: string | null;
  onOpen: (row: T) => void;
  /** A row: a strong line, then quieter ones. */
  children: (row: T) => ReactNode;
  /** Instead of an empty list. */
  empty?: ReactNode;
}

const List = styled("ul")({
  margin: 0,
  padding: 0,
  listStyle: "none",
  borderBlockStart: `1px solid ${color.border.hairline}`,
});
const Row = styled("button")({
  display: "block",
  inlineSize: "100%",
  minBlockSize: size.row,
  paddingBlock: 10,
  paddingInline: size.padding,
  border: 0,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  background: "none",
  font: "inherit",
  color: "inherit",
  textAlign: "start",
  overflowWrap: "anywhere",
  cursor: "pointer",
  outlineOffset: -2,
  "&:hover": { background: color.surface.hover },
  "&[aria-current]": {
    background: color.surface.selected,
    borderInlineStart: `3px solid ${color.primary.fill}`,
    // The edge takes of the margin, so that the words stay under the heading.
    paddingInlineStart: `calc(${size.padding} - 3px)`,
  },
});

/** The master list of a screen that shows one thing beside it. */
export const ListPane = <T,>(props: ListPaneProps<T>): ReactNode => {
  const { label, rows, rowKey, current, onOpen, children, empty } = props;
  const list = useRef<HTMLUListElement>(null);
  const focus = useCallback((row: number) => {
    list.current?.querySelectorAll<HTMLElement>("[data-row]")[row]?.focus();
  }, []);
  const roving = useRoving(rows.length, focus, {});
  if (rows.length === 0) return empty ?? null;
  return (
    <List ref={list} aria-label={label} onKeyDown={roving.onKeyDown}>
      {rows.map((row, at) => (
        <li key={rowKey(row)}>
          <Row
            type="button"
            data-row=""
            tabIndex={at === roving.active ? 0 : -1}
            onFocus={() => roving.setActive(at)}
            onClick={() => onOpen(row)}
            {...(current === rowKey(row) ? { "aria-current": "true" } : {})}
          >
            {children(row)}
          </Row>
        </li>
      ))}
    </List>
  );
};
