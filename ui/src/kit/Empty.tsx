import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color, weight } from "../theme/vars";

const Box = styled("div")({
  paddingBlock: 10,
  display: "grid",
  gap: 2,
  justifyItems: "start",
  "& > strong": { fontWeight: weight.strong },
  "& > span": { color: color.text.muted, maxInlineSize: "60ch" },
  "& > :last-child:not(strong, span)": { marginBlockStart: 8 },
});

/** Nothing here: what is missing, why, and one next step. */
export const Empty = ({ title, why, action }: { title: ReactNode; why?: ReactNode; action?: ReactNode }): ReactNode => (
  <Box>
    <strong>{title}</strong>
    {why ? <span>{why}</span> : null}
    {action ? <div>{action}</div> : null}
  </Box>
);
