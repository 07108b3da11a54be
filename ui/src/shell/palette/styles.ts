import { styled } from "@mui/material/styles";
import { color, type, weight } from "../../theme/vars";

export const Search = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 10,
  minBlockSize: 48,
  paddingInline: 14,
  color: color.text.subtle,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
});

export const Input = styled("input")({
  flex: 1,
  minInlineSize: 0,
  alignSelf: "stretch",
  font: "inherit",
  color: color.text.ink,
  background: "none",
  border: 0,
  outline: "none",
  textOverflow: "ellipsis",
  "&::placeholder": { color: color.text.subtle, opacity: 1 },
});

export const List = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 4,
  maxBlockSize: "min(60vh, 460px)",
  overflowY: "auto",
});

export const Line = styled("li")({
  display: "flex",
  alignItems: "center",
  gap: 12,
  minBlockSize: 36,
  padding: "4px 10px",
  borderRadius: 6,
  cursor: "pointer",
  "& > svg": { color: color.text.muted },
  "& > span:first-of-type": { flex: 1, minInlineSize: 0, overflowWrap: "anywhere" },
  "& > small": { ...type("small"), color: color.text.subtle, whiteSpace: "nowrap" },
  '&[aria-selected="true"]': {
    background: color.surface.selected,
    color: color.primary.onTint,
    fontWeight: weight.medium,
    "& > svg": { color: "inherit" },
  },
  // No keyboard is likely where there is one column.
  "@media (max-width: 639.95px)": { "& kbd": { display: "none" } },
  "@media (forced-colors: active)": { '&[aria-selected="true"]': { outline: "2px solid Highlight" } },
});

export const Nothing = styled("div")({
  display: "grid",
  gap: 2,
  padding: "14px 18px 18px",
  "& > strong": { fontWeight: weight.strong, overflowWrap: "anywhere" },
  "& > span": { color: color.text.muted },
});
