import { styled } from "@mui/material/styles";
import { color, size, type } from "../theme/vars";

/** Cards one under the other, as a patient's screen is built. */
export const Stack = styled("div")({
  display: "grid",
  gap: 14,
  minInlineSize: 0,
  gridTemplateColumns: "minmax(0, 1fr)",
  overflowWrap: "anywhere",
});

/** A card without a heading; for one with a heading see `Card`. */
export const CardBox = styled("div")({
  display: "grid",
  gap: 8,
  gridTemplateColumns: "minmax(0, 1fr)",
  background: color.surface.sheet,
  border: `1px solid ${color.border.hairline}`,
  borderRadius: size.radius,
  padding: size.padding,
  minInlineSize: 0,
  overflowWrap: "anywhere",
});

/** A quiet line under a value: when, from whom. */
export const Quiet = styled("p")({ ...type("small"), color: color.text.muted, margin: 0 });

/** The one thing of a card, large. */
export const Lead = styled("p")({ ...type("lead"), margin: 0 });

/** A line of words. */
export const Line = styled("p")({ ...type("body"), margin: 0, maxInlineSize: "60ch" });

/** Lines in a card, ruled. */
export const Rows = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  "& > li": { borderBlockStart: `1px solid ${color.border.hairline}`, paddingBlock: 10 },
  "& > li:first-of-type": { borderBlockStart: 0, paddingBlockStart: 0 },
  "& > li:last-of-type": { paddingBlockEnd: 0 },
});
