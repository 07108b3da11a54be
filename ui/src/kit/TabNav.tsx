import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";
import { color, type, weight } from "../theme/vars";

export interface TabLink {
  /** With its hash: `#/patients/7/notes`. */
  href: string;
  label: string;
  count?: ReactNode;
  current: boolean;
}

const Nav = styled("nav")({
  overflowX: "auto",
  "& > ul": { display: "flex", gap: 16, margin: 0, padding: 0, listStyle: "none" },
});
const Link = styled("a")({
  display: "flex",
  alignItems: "center",
  gap: 6,
  minBlockSize: 44,
  whiteSpace: "nowrap",
  textDecoration: "none",
  fontWeight: weight.medium,
  color: color.text.muted,
  paddingBlock: 2,
  outlineOffset: -2,
  "&:hover": { color: color.text.ink },
  "&[aria-current]": { color: color.primary.text, paddingBlockEnd: 0, borderBlockEnd: "2px solid" },
  "& > span": { ...type("small"), color: color.text.subtle },
});

/** Parts of one screen, each with an address of its own. */
export const TabNav = ({ label, tabs }: { label: string; tabs: readonly TabLink[] }): ReactNode => (
  <Nav aria-label={label}>
    <ul>
      {tabs.map(({ href, label: words, count, current }) => (
        <li key={href}>
          <Link href={href} {...(current ? { "aria-current": "page" } : {})}>
            {words}
            {count === undefined ? null : <span>{count}</span>}
          </Link>
        </li>
      ))}
    </ul>
  </Nav>
);
