/**
 * The look of buttons, for a `button` or a link that is one. Drawn here rather than by MUI's Button: that one brings a
 * ripple, a spinner and their machinery, 12 KB that the patient's first page has no room for.
 */
import { styled } from "@mui/material/styles";
import { color, motion, size, type, weight } from "../theme/vars";

const bare = {
  font: "inherit",
  color: "inherit",
  cursor: "pointer",
  textDecoration: "none",
  WebkitTapHighlightColor: "transparent",
  touchAction: "manipulation",
  userSelect: "none",
} as const;

/** A sign alone; also for links. */
export const iconLook = {
  ...bare,
  position: "relative",
  flex: "none",
  display: "inline-grid",
  placeItems: "center",
  inlineSize: size.control,
  blockSize: size.control,
  padding: 0,
  border: "1px solid transparent",
  borderRadius: size.radius,
  background: "none",
  color: color.text.muted,
  transition: `background-color ${motion.fast}`,
  "&:hover": { background: color.surface.hover, color: color.text.ink },
} as const;

export const IconBox = styled("button")(iconLook);

/** Words, with a sign before and keys after them. `data-kind` and `data-size` choose among the looks. */
export const ButtonBox = styled("button")({
  ...bare,
  ...type("body"),
  fontWeight: weight.medium,
  display: "inline-flex",
  alignItems: "center",
  justifyContent: "center",
  gap: 8,
  minBlockSize: size.control,
  paddingBlock: 4,
  paddingInline: 12,
  border: `1px solid ${color.border.control}`,
  borderRadius: size.radius,
  background: color.surface.sheet,
  color: color.text.ink,
  textAlign: "center",
  transition: `background-color ${motion.fast}`,
  "&:hover": { background: color.surface.hover },
  "[data-density='patient'] &": {
    paddingInline: 20,
    borderWidth: 1.5,
    borderColor: color.primary.line,
    color: color.primary.text,
  },
  "&&[data-kind=primary]": {
    background: color.primary.fill,
    borderColor: color.primary.fill,
    color: color.primary.on,
    "&:hover": { background: color.primary.fillHover },
  },
  "&&[data-kind=quiet]": {
    background: "none",
    borderColor: "transparent",
    color: color.primary.text,
    "&:hover": { background: color.surface.hover },
  },
  "&&[data-kind=danger]": {
    background: "none",
    borderColor: color.stopped.line,
    color: color.stopped.text,
    "&:hover": { background: color.stopped.tint },
  },
  "&&[aria-pressed=true]": {
    background: color.primary.tint,
    borderColor: color.primary.line,
    color: color.primary.onTint,
  },
  "&&&[aria-disabled=true], &&&[aria-disabled=true]:hover": {
    border: `1px dashed ${color.border.control}`,
    background: "none",
    color: color.text.subtle,
    cursor: "not-allowed",
  },
  "&[data-size=small]": {
    ...type("small"),
    fontWeight: weight.medium,
    minBlockSize: size.controlSmall,
    paddingInline: 10,
  },
  "&[data-size=large]": { ...type("lead"), minBlockSize: "2.5rem" },
  "&[data-wide]": { inlineSize: "100%" },
  "@media (forced-colors: active)": { "&&&": { borderColor: "ButtonBorder" } },
});
