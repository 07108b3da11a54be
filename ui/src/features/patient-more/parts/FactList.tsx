import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import type { Fact } from "../../../kit/Facts";
import { color, type, weight } from "../../../theme/vars";

const List = styled("dl")({
  margin: 0,
  display: "grid",
  gap: 10,
  "& dt": { ...type("small"), color: color.text.muted },
  "& dd": { margin: 0, fontWeight: weight.medium, overflowWrap: "anywhere" },
});

/** Labels with their values under them: on a phone there is no room beside. */
export const FactList = ({ facts }: { facts: readonly Fact[] }): ReactNode => (
  <List>
    {facts.map(({ label, value }) => (
      <div key={label}>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </List>
);
