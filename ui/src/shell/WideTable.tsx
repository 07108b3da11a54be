import { styled } from "@mui/material/styles";
import { size } from "../theme/vars";

/**
 * Around a table. It reaches from edge to edge of the sheet, so that its words stand under the words of the heading;
 * with `data-inner` it stands inside a section. On a narrow screen the table keeps words whole and scrolls in itself.
 */
export const WideTable = styled("div")({
  minInlineSize: 0,
  "&:not([data-inner]) :is(th, td):first-of-type": { paddingInlineStart: size.padding },
  "&:not([data-inner]) :is(th, td):last-of-type": { paddingInlineEnd: size.padding },
  "@media (max-width: 1023.95px)": {
    "& td": { minInlineSize: "6.5rem" },
    "& td:first-of-type": { minInlineSize: "8rem" },
    "& td[data-end]": { minInlineSize: "4rem" },
  },
});

/** A date or a time, never broken over two lines. */
export const Whole = styled("span")({ whiteSpace: "nowrap" });
