import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { Icon } from "../../kit/Icon";
import { ICONS, type IconName } from "../../kit/icons";
import { color } from "../../theme/vars";

const Grid = styled("div")({ display: "flex", flexWrap: "wrap", gap: 18, color: color.text.muted });

export const Icons = (): ReactNode => (
  <Grid>
    {(Object.keys(ICONS) as IconName[]).map((name) => (
      <Icon key={name} name={name} size={20} label={name} />
    ))}
  </Grid>
);
