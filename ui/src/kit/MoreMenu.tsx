import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { type ReactNode, useState } from "react";
import { IconAction } from "./IconAction";

export interface MenuAct {
  label: string;
  run: () => void;
}

/** What else can be done with a line. */
export const MoreMenu = ({ label, acts }: { label: string; acts: readonly MenuAct[] }): ReactNode => {
  const [at, setAt] = useState<HTMLElement | null>(null);
  return (
    <>
      <IconAction icon="more" label={label} expanded={at !== null} onClick={(event) => setAt(event.currentTarget)} />
      <Menu anchorEl={at} open={at !== null} onClose={() => setAt(null)}>
        {acts.map((act) => (
          <MenuItem
            key={act.label}
            onClick={() => {
              setAt(null);
              act.run();
            }}
          >
            {act.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
