import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { color, type } from "../theme/vars";

const Head = styled("div")({
  display: "flex",
  alignItems: "center",
  gap: 8,
  minBlockSize: 36,
  flexWrap: "wrap",
  borderBlockEnd: `1px solid ${color.border.rule}`,
  "& > :is(h2, h3)": { ...type("lead"), margin: 0, overflowWrap: "anywhere" },
});

const Count = styled("span")({ ...type("small"), color: color.text.subtle });
const Act = styled("span")({ marginInlineStart: "auto" });
const Box = styled("section")({ minInlineSize: 0 });

export interface SectionProps {
  title: ReactNode;
  /** Said beside the title: `5 current, 3 stopped`. */
  count?: ReactNode;
  /** The one act of the section, at the end of the same line. */
  action?: ReactNode;
  level?: 2 | 3;
  children: ReactNode;
}

/** A heading, a rule, what belongs under it. */
export const Section = ({ title, count, action, level = 2, children }: SectionProps): ReactNode => {
  const id = useId();
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <Box aria-labelledby={id} data-section="">
      <Head>
        <Heading id={id}>{title}</Heading>
        {count === undefined ? null : <Count>{count}</Count>}
        {action ? <Act>{action}</Act> : null}
      </Head>
      {children}
    </Box>
  );
};
