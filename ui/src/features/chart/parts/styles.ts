import { styled } from "@mui/material/styles";
import { color, size, type } from "../../../theme/vars";

export const Tabs = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: "0 8px",
  paddingInline: size.padding,
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  "& > nav": { minInlineSize: 0, maxInlineSize: "100%" },
});

export const Actions = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: "4px 12px",
  marginInlineStart: "auto",
  paddingBlock: 6,
});

export const Fine = styled("span")({
  ...type("micro"),
  display: "inline-flex",
  flexWrap: "wrap",
  gap: "0 10px",
  color: color.text.subtle,
});

export const Columns = styled("div")({
  display: "grid",
  gridTemplateColumns: "minmax(0, 1fr) minmax(13rem, 18rem)",
  // The rule between the columns goes down the sheet, however little stands on it.
  minBlockSize: "calc(100dvh - 165px)",
  "@media (max-width: 900px)": { gridTemplateColumns: "minmax(0, 1fr)", minBlockSize: 0 },
});

export const Column = styled("div")({
  display: "grid",
  alignContent: "start",
  gridTemplateColumns: "minmax(0, 1fr)",
  gap: 22,
  minInlineSize: 0,
  paddingInline: size.padding,
  paddingBlock: "8px 24px",
  "& + &": { borderInlineStart: `1px solid ${color.border.hairline}` },
  "@media (max-width: 900px)": { "& + &": { borderInlineStart: 0 } },
});

export const Notes = styled("div")({ display: "grid", gap: 8, padding: `8px ${size.padding}` });
