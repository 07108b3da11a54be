import { styled } from "@mui/material/styles";
import type { ReactNode } from "react";

const Bdi = styled("bdi")({ unicodeBidi: "isolate", "&[data-whole]": { whiteSpace: "nowrap" } });

/** Numbers, doses, codes and keys, which run left to right in every language; `whole` keeps them on one line. */
export const Ltr = ({ children, whole = false }: { children: ReactNode; whole?: boolean }): ReactNode => (
  <Bdi dir="ltr" {...(whole ? { "data-whole": "" } : {})}>
    {children}
  </Bdi>
);
