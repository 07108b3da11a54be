import { styled } from "@mui/material/styles";
import { size } from "../theme/vars";

/** Around a table that reaches from edge to edge of the sheet: its words stand under the words of the heading. */
export const WideTable = styled("div")({
  "& :is(th, td):first-of-type": { paddingInlineStart: size.padding },
  "& :is(th, td):last-of-type": { paddingInlineEnd: size.padding },
});

/** A date or a time, never broken over two lines. */
export const Whole = styled("span")({ whiteSpace: "nowrap" });
