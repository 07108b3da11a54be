/** How a table looks, wide and narrow. */
import { styled } from "@mui/material/styles";
import { color, size, type, weight } from "../theme/vars";

/** Scrolls by itself; how it is laid out goes by its own width, since it also stands in narrow panes. */
export const Region = styled("div")({
  overflow: "auto",
  overscrollBehavior: "contain",
  outlineOffset: -2,
  containerType: "inline-size",
  // The rows reach from edge to edge of the sheet, also out of a section of it; their words stand under its heading.
  "--edge": size.padding,
  "[data-section] &": { marginInline: `calc(-1 * ${size.padding})` },
});
/** Narrower than this a row becomes a small block: its first cell as a heading, the others with their labels. */
const STACKED = "@container (max-width: 35rem)";

/** Between the two, columns that are not needed to tell rows apart make room. */
const CROWDED = "@container (min-width: 35.01rem) and (max-width: 45rem)";

const stacked = {
  "&, & tbody": { display: "block" },
  "& thead": { position: "absolute", inlineSize: 1, blockSize: 1, overflow: "hidden", clipPath: "inset(50%)" },
  "& tbody tr:not([aria-hidden])": {
    display: "grid",
    gap: "2px 12px",
    gridTemplateColumns: "minmax(5rem, 34%) minmax(0, 1fr)",
    blockSize: "auto",
    paddingBlock: 10,
    paddingInline: "var(--edge)",
    borderBlockEnd: `1px solid ${color.border.hairline}`,
  },
  "& tbody tr[aria-hidden]": { display: "block" },
  "& tbody tr > td:nth-of-type(n)": {
    display: "grid",
    gridColumn: "1 / -1",
    gridTemplateColumns: "subgrid",
    alignItems: "baseline",
    padding: 0,
    border: 0,
    textAlign: "start",
    overflowWrap: "anywhere",
    "&:empty": { display: "none" },
    "&:not(:first-of-type)::before": { ...type("small"), content: 'attr(data-head) / ""', color: color.text.subtle },
    "&:first-of-type": { display: "block" },
    "& > *": { minInlineSize: 0, justifySelf: "start" },
  },
} as const;

export const Table = styled("table")({
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
  "& :is(th, td):first-of-type": { paddingInlineStart: "var(--edge)" },
  "& :is(th, td):last-of-type": { paddingInlineEnd: "var(--edge)" },
  "& :is(th, td)[data-end]": { textAlign: "end" },
  "& td[data-whole]": { whiteSpace: "nowrap" },
  "& tbody tr": { blockSize: size.row, outlineOffset: -2 },
  "& tr[data-opens]": { cursor: "pointer" },
  "& tr[data-opens]:hover": { background: color.surface.hover },
  "& tr[aria-selected=true]": { background: color.surface.selected, boxShadow: `inset 3px 0 ${color.primary.fill}` },
  "& tr[data-quiet]": { color: color.text.subtle },
  "@media (forced-colors: active)": { "& tr[aria-selected=true]": { outline: "2px solid Highlight" } },
  [CROWDED]: { "& [data-wide-only]": { display: "none" } },
  [STACKED]: stacked,
});
