import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { useText } from "../../i18n/text";
import { Logo } from "../../kit/Logo";
import { color, size, type, weight } from "../../theme/vars";

const Whole = styled("div")({
  minBlockSize: "100dvh",
  display: "grid",
  gridTemplateRows: "auto 1fr auto",
  background: color.surface.canvas,
});
const Bar = styled("header")({
  display: "flex",
  alignItems: "center",
  flexWrap: "wrap",
  gap: "8px 16px",
  minBlockSize: 64,
  paddingInline: 32,
  "& > :last-child:not(:first-child)": { marginInlineStart: "auto" },
  "@media (max-width: 639.95px)": { paddingInline: 16, paddingBlock: 8 },
});
const Brand = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 10,
  color: color.primary.text,
  fontSize: "1.125rem",
  fontWeight: weight.strong,
});
const Middle = styled("main")({
  display: "grid",
  alignContent: "center",
  justifyItems: "center",
  padding: 16,
  paddingBlockEnd: 48,
});
const Foot = styled("footer")({
  ...type("small"),
  display: "flex",
  alignItems: "center",
  flexWrap: "wrap",
  gap: "4px 16px",
  minBlockSize: 64,
  paddingInline: 32,
  color: color.text.muted,
  "& > a": { marginInlineStart: "auto" },
  "@media (max-width: 639.95px)": { paddingInline: 16 },
});

/** The page before a session is open: name, what stands at its end side, the middle, the foot. */
export const Door = ({
  end,
  foot,
  children,
}: {
  end?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}): ReactNode => {
  const text = useText();
  return (
    <Whole>
      <Bar>
        <Brand>
          <Logo size={28} />
          {text("shell-product")}
        </Brand>
        {end}
      </Bar>
      <Middle>{children}</Middle>
      <Foot>{foot}</Foot>
    </Whole>
  );
};

/** The one sheet in the middle. */
export const Sheet = styled("section")({
  display: "grid",
  alignContent: "start",
  gap: 18,
  inlineSize: "min(100%, 480px)",
  padding: "28px 40px 32px",
  border: `1px solid ${color.border.hairline}`,
  borderRadius: 12,
  background: color.surface.sheet,
  "& h1": { ...type("title"), margin: 0 },
  "& p": { margin: 0, color: color.text.muted },
  "& form": { display: "grid", gap: 16 },
  "@media (max-width: 639.95px)": { padding: "20px 20px 24px" },
});

/** Words to be compared by eye or read over the telephone. */
export const Words = styled("p")({
  ...type("lead"),
  padding: "12px 14px",
  borderRadius: size.radius,
  background: color.surface.sunken,
  color: `${color.text.ink} !important`,
  wordSpacing: "0.35em",
  lineHeight: 1.6,
  overflowWrap: "anywhere",
});
