import { styled } from "@mui/material/styles";

/** Around a table. On a narrow screen the table keeps words whole and scrolls in itself. */
export const WideTable = styled("div")({
  minInlineSize: 0,
  "@media (max-width: 1023.95px)": {
    "& td": { minInlineSize: "6.5rem" },
    "& td:first-of-type": { minInlineSize: "8rem" },
    "& td[data-end]": { minInlineSize: "4rem" },
  },
});

/** A date or a time, never broken over two lines. */
export const Whole = styled("span")({ whiteSpace: "nowrap" });
