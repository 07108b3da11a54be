import { styled } from "@mui/material/styles";
import { color, type, weight } from "../../../theme/vars";

export const Lines = styled("ul")({ margin: 0, padding: 0, listStyle: "none" });

export const LineBox = styled("li")({
  display: "flex",
  alignItems: "flex-start",
  flexWrap: "wrap",
  gap: "2px 8px",
  paddingBlock: 8,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  "& > div:first-of-type": { flex: "1 1 18rem", minInlineSize: 0, display: "grid", gap: 1 },
  "&[data-changing]": {
    background: color.surface.selected,
    boxShadow: `inset 3px 0 ${color.primary.fill}`,
    marginInline: -20,
    paddingInline: 20,
  },
  '[dir="rtl"] &[data-changing]': { boxShadow: `inset -3px 0 ${color.primary.fill}` },
  "@media (forced-colors: active)": { "&[data-changing]": { outline: "1px solid" } },
});

export const Acts = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 4,
  marginBlock: -3,
  marginInlineStart: "auto",
  "& > strong": { ...type("small"), fontWeight: weight.medium, color: color.primary.onTint },
});

export const Meta = styled("span")({ ...type("micro"), color: color.text.subtle, overflowWrap: "anywhere" });

export const Apart = styled("span")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: "2px 8px",
  marginBlockStart: 2,
  "& > span:last-child": { ...type("micro"), color: color.needs.text },
});

/** Small facts beside each other, a dot between them. */
export const Facts = styled("span")({
  display: "flex",
  flexWrap: "wrap",
  // The dot stands before a fact; at the start of a line it is cut off with the strip it stands in.
  marginInlineStart: -14,
  clipPath: "inset(0 0 0 14px)",
  '[dir="rtl"] &': { clipPath: "inset(0 14px 0 0)" },
  "& > *": { position: "relative", paddingInlineStart: 14 },
  "& > *::before": { content: '"·" / ""', position: "absolute", insetInlineStart: 5 },
});
