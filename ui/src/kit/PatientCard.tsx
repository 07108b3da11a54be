import { styled } from "@mui/material/styles";
import { type ReactNode, useId } from "react";
import { color, size, type } from "../theme/vars";

/** Cards one under the other, as a patient's screen is built. */
export const Stack = styled("div")({
  display: "grid",
  gap: 14,
  minInlineSize: 0,
  gridTemplateColumns: "minmax(0, 1fr)",
});

/** A card without a heading; for one with a heading see [`PatientCard`]. */
export const CardBox = styled("div")({
  background: color.surface.sheet,
  border: `1px solid ${color.border.hairline}`,
  borderRadius: size.radiusSheet,
  padding: 16,
  minInlineSize: 0,
  overflowWrap: "anywhere",
  "& > :first-of-type": { marginBlockStart: 0 },
});

const Head = styled("div")({
  display: "flex",
  flexWrap: "wrap",
  alignItems: "baseline",
  justifyContent: "space-between",
  gap: "2px 12px",
  "& h2": { ...type("lead"), margin: 0 },
  "& span": { ...type("small"), color: color.text.muted },
  "&[data-quiet] h2": { ...type("body"), color: color.text.muted },
});

export interface PatientCardProps {
  title: string;
  /** Said at the end of the title's line: `2 medicines`. */
  count?: ReactNode;
  /** The heading names what follows and is not itself the news. */
  quiet?: boolean;
  children: ReactNode;
}

/** One matter on a patient's screen. */
export const PatientCard = ({ title, count, quiet = false, children }: PatientCardProps): ReactNode => {
  const id = useId();
  return (
    <CardBox as="section" aria-labelledby={id}>
      <Head {...(quiet ? { "data-quiet": "" } : {})}>
        <h2 id={id}>{title}</h2>
        {count === undefined ? null : <span>{count}</span>}
      </Head>
      {children}
    </CardBox>
  );
};

/** A quiet line under a value: when, from whom. */
export const Quiet = styled("p")({ ...type("small"), color: color.text.muted, margin: 0 });

/** The one thing of a card, large. */
export const Lead = styled("p")({ ...type("lead"), margin: 0 });

/** A line of words. */
export const Line = styled("p")({ ...type("body"), margin: 0 });

/** Links and lines in a card, ruled. */
export const Rows = styled("ul")({
  listStyle: "none",
  margin: 0,
  padding: 0,
  "& > li": { borderBlockStart: `1px solid ${color.border.hairline}` },
  "& > li:first-of-type": { borderBlockStart: 0 },
});
