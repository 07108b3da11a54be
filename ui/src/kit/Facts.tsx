import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color, type, weight } from "../theme/vars";

export interface Fact {
  label: string;
  value: ReactNode;
}

const List = styled("dl")({
  margin: 0,
  display: "grid",
  gap: "6px 16px",
  gridTemplateColumns: "fit-content(60%) minmax(0, 1fr)",
  "& dt": { color: color.text.subtle },
  "& dd": { margin: 0, overflowWrap: "anywhere" },
  "&[data-across]": {
    display: "flex",
    flexWrap: "wrap",
    gap: "6px 24px",
    "& dt": { ...type("micro") },
    "& dd": { fontWeight: weight.medium },
  },
});

/** Labels and their values: one under the other, or side by side when `across`. No colon after a label (PAB-0040). */
export const Facts = ({ facts, across = false }: { facts: readonly Fact[]; across?: boolean }): ReactNode => (
  <List {...(across ? { "data-across": "" } : {})}>
    {facts.map(({ label, value }) =>
      across ? (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ) : (
        <Pair key={label} label={label} value={value} />
      ),
    )}
  </List>
);

const Pair = ({ label, value }: Fact): ReactNode => (
  <>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </>
);
