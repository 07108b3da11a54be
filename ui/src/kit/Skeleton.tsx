import { styled } from "@mui/material/styles";
import { type ReactNode, useEffect, useState } from "react";
import { color } from "../theme/vars";
import { Hidden } from "./Hidden";

/** Waiting shorter than this shows nothing: a flash of grey is worse than a blank. */
const PATIENCE = 150;

const Line = styled("div")({ blockSize: "1em", borderRadius: 4, background: color.border.hairline, marginBlock: 8 });

/** The size of what a server is about to answer; never for local data, which is simply there. */
export const Skeleton = ({ label, lines = 3 }: { label: string; lines?: number }): ReactNode => {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div aria-busy="true" role="status">
      <Hidden>{label}</Hidden>
      {shown
        ? Array.from({ length: lines }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
            <Line key={at} style={{ inlineSize: `${90 - (at % 3) * 15}%` }} />
          ))
        : null}
    </div>
  );
};
