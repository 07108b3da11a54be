import { styled } from "@mui/material/styles";
import { color, type, weight } from "../theme/vars";

/** Ruled rows of a section: words at the start, what can be done at the end, below them where it is narrow. */
export const RowList = styled("ul")({ margin: 0, padding: 0, listStyle: "none" });

export const RowItem = styled("li")({
  display: "flex",
  alignItems: "flex-start",
  flexWrap: "wrap",
  gap: "2px 8px",
  paddingBlock: 8,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  "& > div:first-of-type": { flex: "1 1 8rem", minInlineSize: 0, display: "grid", gap: 1, overflowWrap: "anywhere" },
  "&[data-quiet] > div:first-of-type": { color: color.text.muted },
});

export const RowActs = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 4,
  marginBlock: -3,
  marginInlineStart: "auto",
  "& > strong": { ...type("small"), fontWeight: weight.medium, color: color.primary.onTint },
});

export const RowMeta = styled("span")({ ...type("micro"), color: color.text.subtle, overflowWrap: "anywhere" });
