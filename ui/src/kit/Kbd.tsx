import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color, type } from "../theme/vars";

const Keys = styled("span")({ display: "inline-flex", gap: 3, flex: "none" });

const Key = styled("kbd")({
  ...type("micro"),
  fontFamily: "inherit",
  minInlineSize: 18,
  paddingInline: 4,
  textAlign: "center",
  border: `1px solid ${color.border.rule}`,
  borderRadius: 4,
  color: color.text.subtle,
  background: color.surface.sheet,
  "[data-filled] &": { background: "none", borderColor: "currentColor", color: "inherit" },
  "&[data-bare]": { border: 0, background: "none", paddingInline: 0, color: "inherit" },
});

/** Keys as they are written on a button, such as `Ctrl+Enter`; hidden from those who hear `aria-keyshortcuts`. */
export const Kbd = ({ keys, bare = false }: { keys: string; bare?: boolean }): ReactNode => (
  <Keys dir="ltr" aria-hidden="true">
    {keys.split(/\+(?!$)/).map((key) => (
      <Key key={key} {...(bare ? { "data-bare": "" } : {})}>
        {key}
      </Key>
    ))}
  </Keys>
);
