import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Text } from "../i18n/text";
import { color, type, weight } from "../theme/vars";
import { Icon } from "./Icon";

const Hatched = styled("span")({
  ...type("micro"),
  fontWeight: weight.medium,
  display: "inline-flex",
  alignItems: "center",
  gap: 4,
  minBlockSize: 20,
  paddingInline: 6,
  borderRadius: 4,
  whiteSpace: "nowrap",
  verticalAlign: "middle",
  color: color.needs.text,
  border: `1px solid ${color.needs.line}`,
  background: `repeating-linear-gradient(135deg, ${color.needs.tint} 0 4px, transparent 4px 7px), ${color.surface.sheet}`,
});

/** Two values stand and nobody has chosen: words, hatch and icon. */
export const NotAgreed = (): ReactNode => (
  <Hatched>
    <Icon name="split" size={12} />
    <Text id="decision-not-agreed" />
  </Hatched>
);
