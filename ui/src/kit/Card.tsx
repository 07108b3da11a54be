import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { color, size, type } from "../theme/vars";

const Box = styled("section")({
  display: "grid",
  gap: 12,
  padding: size.padding,
  border: `1px solid ${color.border.hairline}`,
  borderRadius: size.radius,
  background: color.surface.sheet,
  minInlineSize: 0,
});
const Head = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "baseline",
  justifyContent: "space-between",
  gap: "2px 12px",
  "& > h2": { ...type("lead"), margin: 0, overflowWrap: "anywhere" },
  "& > span": { ...type("small"), color: color.text.muted },
});

/** One matter on a patient's screen. Staff screens are ruled, not boxed: they use `Section`. */
export const Card = ({
  title,
  aside,
  children,
}: {
  title: ReactNode;
  aside?: ReactNode;
  children: ReactNode;
}): ReactNode => {
  const id = useId();
  return (
    <Box aria-labelledby={id}>
      <Head>
        <h2 id={id}>{title}</h2>
        {aside ? <span>{aside}</span> : null}
      </Head>
      {children}
    </Box>
  );
};
