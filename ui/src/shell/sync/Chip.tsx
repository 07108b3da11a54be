import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Hidden } from "../../kit/Hidden";
import { Icon } from "../../kit/Icon";
import { color, type Family, weight } from "../../theme/vars";
import type { ChipWords } from "./words";

const Pill = styled("span", { shouldForwardProp: (name) => name !== "family" })<{ family: Family }>(({ family }) => ({
  display: "inline-flex",
  alignItems: "center",
  gap: 7,
  minBlockSize: 28,
  paddingInline: "10px 12px",
  paddingBlock: 3,
  borderRadius: 999,
  fontSize: "0.8125rem",
  lineHeight: 1.385,
  fontWeight: weight.medium,
  textAlign: "start",
  color: color[family].text,
  background: color[family].tint,
  border: `1px solid ${color[family].line}`,
  "& svg": { flex: "none" },
  ...(family === "ok"
    ? { background: "none", borderColor: "transparent", fontWeight: weight.regular, paddingInline: 4 }
    : {}),
  '&[data-part="first"]': { borderStartEndRadius: 0, borderEndEndRadius: 0, paddingInlineEnd: 10 },
}));

const Second = styled("span")({
  display: "inline-flex",
  alignItems: "center",
  gap: 7,
  minBlockSize: 28,
  paddingInline: "10px 12px",
  borderStartEndRadius: 999,
  borderEndEndRadius: 999,
  fontSize: "0.8125rem",
  lineHeight: 1.385,
  fontWeight: weight.medium,
  textAlign: "start",
  paddingBlock: 3,
  color: color.waiting.text,
  background: color.surface.sheet,
  border: `1px solid ${color.border.control}`,
  borderInlineStart: 0,
});

const Dot = styled("span")({
  inlineSize: 8,
  blockSize: 8,
  borderRadius: "50%",
  background: "currentColor",
  flex: "none",
});

/** The chip's face, for a button or, on the lock screen, for itself. */
export const ChipFace = ({ words }: { words: ChipWords }): ReactNode => (
  <>
    <Pill family={words.family} {...(words.second === null ? {} : { "data-part": "first" })}>
      {words.icon === "dot" ? <Dot /> : <Icon name={words.icon} size={16} />}
      <span>{words.main}</span>
    </Pill>
    {words.second === null ? null : (
      <Second>
        {words.second.icon === "dot" ? <Dot /> : <Icon name={words.second.icon} size={16} />}
        <span>
          <Hidden> · </Hidden>
          {words.second.words}
        </span>
      </Second>
    )}
  </>
);

/** The button around it: one shape, one focus ring. */
export const ChipButton = styled("button")({
  padding: 0,
  border: 0,
  background: "none",
  color: "inherit",
  cursor: "pointer",
  display: "inline-flex",
  alignItems: "stretch",
  font: "inherit",
  borderRadius: 999,
  minBlockSize: 28,
});
