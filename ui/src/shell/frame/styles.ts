/** The frame's boxes. Sizes are those of the tokens; under 1024 the rail is icons, under 640 there is one column. */
import { styled } from "@mui/material/styles";
import { color, motion, shadow, type, weight } from "../../theme/vars";

export const NARROW = "@media (max-width: 639.95px)";
export const MEDIUM = "@media (max-width: 1023.95px)";
export const WIDE = "@media (max-width: 1279.95px)";

export const Frame = styled("div")({
  display: "grid",
  gridTemplateColumns: "208px minmax(0, 1fr)",
  blockSize: "100dvh",
  overflow: "hidden",
  background: color.surface.canvas,
  [MEDIUM]: { gridTemplateColumns: "56px minmax(0, 1fr)" },
  [NARROW]: {
    display: "block",
    blockSize: "auto",
    minBlockSize: "100dvh",
    overflow: "visible",
    background: color.surface.sheet,
    // No keyboard is likely here, and the words need the room.
    "& :is(button, a, search) kbd": { display: "none" },
    "& > div > header": { background: color.surface.canvas },
  },
});

export const Column = styled("div")({
  display: "grid",
  gridTemplateRows: "auto auto minmax(0, 1fr)",
  minInlineSize: 0,
  minBlockSize: 0,
});

export const Top = styled("header")({
  display: "flex",
  alignItems: "center",
  gap: 12,
  minBlockSize: 48,
  paddingInline: "20px 16px",
  borderBlockEnd: `1px solid ${color.border.hairline}`,
  "&:focus": { outline: "none" },
  [NARROW]: { flexWrap: "wrap", gap: "4px 8px", paddingInline: 8, paddingBlock: 8 },
});

export const Gap = styled("span")({ flex: "1 1 0" });

/** The sync chip's place: in line, or a line of its own where there is one column. */
export const Where = styled("div")({
  display: "flex",
  minInlineSize: 0,
  [NARROW]: { order: 1, flex: "1 0 100%", paddingInline: 12, "&:empty": { display: "none" } },
});

/** Content and the panel beside it. */
export const Stage = styled("div")({ display: "flex", position: "relative", minBlockSize: 0, minInlineSize: 0 });

export const Main = styled("main")({
  flex: "1 1 0",
  minInlineSize: 0,
  overflowY: "auto",
  background: color.surface.sheet,
  "&:focus": { outline: "none" },
  [NARROW]: { overflowY: "visible" },
});

export const Panel = styled("aside")({
  flex: "none",
  inlineSize: 392,
  maxInlineSize: "100%",
  display: "flex",
  flexDirection: "column",
  background: color.surface.sheet,
  boxShadow: shadow.panel,
  borderInlineStart: `1px solid ${color.border.hairline}`,
  overflowY: "auto",
  zIndex: 30,
  transition: `opacity ${motion.panel}`,
  "&:focus": { outline: "none" },
  [WIDE]: { position: "absolute", insetBlock: 0, insetInlineEnd: 0 },
  [NARROW]: { position: "fixed", inset: 0, inlineSize: "auto" },
});

export const PanelHead = styled("div")({
  display: "flex",
  alignItems: "center",
  justifyContent: "flex-end",
  gap: 8,
  position: "absolute",
  insetBlockStart: 10,
  insetInlineEnd: 12,
  zIndex: 1,
});

export const Skip = styled("a")({
  position: "absolute",
  insetBlockStart: -60,
  insetInlineStart: 8,
  padding: "8px 12px",
  background: color.surface.raised,
  color: color.primary.text,
  zIndex: 100,
  "&:focus": { insetBlockStart: 8 },
});

export const SearchBox = styled("button")({
  display: "flex",
  alignItems: "center",
  gap: 8,
  flex: "0 1 392px",
  minInlineSize: 0,
  minBlockSize: 32,
  paddingInline: "10px 6px",
  font: "inherit",
  textAlign: "start",
  border: `1px solid ${color.border.control}`,
  borderRadius: 6,
  background: color.surface.sheet,
  color: color.text.subtle,
  cursor: "pointer",
  "&:hover": { background: color.surface.raised },
  "& > span:first-of-type": { flex: 1, minInlineSize: 0, overflow: "hidden", whiteSpace: "nowrap" },
  [NARROW]: { flex: "1 1 0" },
});

export const RailBox = styled("div")({
  display: "flex",
  flexDirection: "column",
  minBlockSize: 0,
  overflowY: "auto",
  paddingInline: 8,
  paddingBlockEnd: 8,
  borderInlineEnd: `1px solid ${color.border.hairline}`,
  "&:focus": { outline: "none" },
});

export const Brand = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: "0 10px",
  "& > small": { marginInlineStart: -5 },
  minBlockSize: 48,
  paddingInline: 10,
  color: color.primary.text,
  fontSize: "1rem",
  fontWeight: weight.strong,
  "& small": { fontSize: "inherit", fontWeight: weight.regular, color: color.text.muted },
});

export const RailList = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  marginBlockStart: 4,
  display: "grid",
  gap: 1,
  "& a": {
    display: "flex",
    alignItems: "center",
    gap: 10,
    minBlockSize: 34,
    paddingInline: 10,
    borderRadius: 6,
    color: color.text.muted,
    fontWeight: weight.medium,
    textDecoration: "none",
  },
  "& a > span:first-of-type": { flex: 1, minInlineSize: 0, overflowWrap: "anywhere" },
  "& a:hover": { background: color.surface.hover },
  "& a[aria-current]": { background: color.surface.selected, color: color.primary.onTint },
  "& [aria-hidden] kbd": { border: 0, background: "none", color: "inherit", padding: 0, minInlineSize: 0 },
  "@media (forced-colors: active)": { "& a[aria-current]": { outline: "1px solid" } },
});

export const RailHead = styled("h2")({
  ...type("micro"),
  margin: "18px 10px 4px",
  color: color.text.subtle,
});

export const Me = styled("a")({
  color: "inherit",
  textDecoration: "none",
  // Its upper edge is the rule, which is straight.
  borderRadius: "0 0 6px 6px",
  "&:hover": { background: color.surface.hover },
  marginBlockStart: "auto",
  display: "flex",
  alignItems: "center",
  gap: 10,
  padding: "12px 10px 8px",
  borderBlockStart: `1px solid ${color.border.hairline}`,
  "& > div": { minInlineSize: 0, overflowWrap: "anywhere" },
  "& strong": { display: "block", fontWeight: weight.medium },
  "& div > span": { ...type("micro"), color: color.text.subtle, display: "block" },
});

export const Initials = styled("span")({
  display: "grid",
  placeItems: "center",
  flex: "none",
  inlineSize: 28,
  blockSize: 28,
  borderRadius: 6,
  background: color.surface.selected,
  color: color.primary.onTint,
  fontSize: "0.75rem",
  fontWeight: weight.strong,
  "@media (forced-colors: active)": { border: "1px solid" },
});
