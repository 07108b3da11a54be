import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";

/** How far PgUp and PgDn go. */
const PAGE = 10;

export interface Roving {
  /** The row that Tab reaches. */
  active: number;
  setActive: (row: number) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const target = (key: string, row: number, count: number): number | null => {
  switch (key) {
    case "ArrowDown":
      return row + 1;
    case "ArrowUp":
      return row - 1;
    case "PageDown":
      return row + PAGE;
    case "PageUp":
      return row - PAGE;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
};

/** One stop for Tab in a list of `count` rows; arrows, Home, End, PgUp and PgDn move it, and `focus` follows. */
export const useRoving = (
  count: number,
  focus: (row: number) => void,
  acts: { onEnter?: (row: number) => void; onSpace?: (row: number) => void },
): Roving => {
  const [wanted, setWanted] = useState(0);
  const active = Math.min(wanted, Math.max(0, count - 1));
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const onKeyDown = useCallback(
    (event: KeyboardEvent): void => {
      if (event.altKey || event.ctrlKey || event.metaKey || count === 0) return;
      // Keys of a button or a field inside a row belong to it.
      if (event.target !== event.currentTarget && (event.target as HTMLElement).matches("a, button, input, select")) {
        if (!(event.target as HTMLElement).hasAttribute("data-row")) return;
      }
      const next = target(event.key, active, count);
      if (next !== null) {
        event.preventDefault();
        const row = Math.max(0, Math.min(count - 1, next));
        setWanted(row);
        focus(row);
      } else if (event.key === "Enter" && latest.current.onEnter) {
        event.preventDefault();
        latest.current.onEnter(active);
      } else if (event.key === " " && latest.current.onSpace) {
        event.preventDefault();
        latest.current.onSpace(active);
      }
    },
    [active, count, focus],
  );
  return { active, setActive: setWanted, onKeyDown };
};
